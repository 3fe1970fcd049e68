/// The bounds of what a cluster may tell a client about itself, and of how a client may treat a cluster.
package enum ClusterLimits {
    /// The most nodes of a cluster; a server knows at most 256.
    package static let nodes = 256
    /// The most seeds that a client is given.
    package static let seeds = 256
    /// The most namespaces; a server knows at most 32.
    package static let namespaces = 32
    /// The most copies of a partition that are of use for routing; further ones are left unread.
    package static let replicas = 8
    /// The most addresses that one peer publishes.
    package static let addressesPerPeer = 32
    /// How many tends in a row a node may fail before it is given up although its peers still name it.
    package static let failures = 5
    /// How many errors of a node its circuit breaker may allow for each tend of a window: the rule of the C client.
    package static let errorsPerTend = 1...100
    /// How often nodes may be asked for changes: more often would burden them, more seldom would miss what happens.
    package static let tendInterval = Duration.milliseconds(250)...Duration.seconds(3600)
    /// How long nodes are left in peace between two rounds, however many reasons there are for another.
    package static let tendRest = Duration.milliseconds(100)
    /// How long an address is tried before the next one is tried beside it.
    package static let headStart = Duration.milliseconds(250)
    /// The most bytes by which a client calls itself; servers keep 64, the end of the text included.
    package static let userAgentLength = 63
    /// How many behaviors the sessions of one name may go through in the life of a client.
    package static let behaviorVersions = 1000
    /// The longest that a new connection, or its login, may be waited for.
    package static let connectTime = Duration.seconds(3600)
}
