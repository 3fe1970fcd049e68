/// The bounds of what a cluster may tell a client about itself.
package enum ClusterLimits {
    /// The most nodes of a cluster; a server knows at most 256.
    package static let nodes = 256
    /// The most namespaces; a server knows at most 32.
    package static let namespaces = 32
    /// The most copies of a partition that are of use for routing; further ones are left unread.
    package static let replicas = 8
    /// The most addresses that one peer publishes.
    package static let addressesPerPeer = 32
    /// How many tends in a row a node may fail before it is given up although its peers still name it.
    package static let failures = 5
}
