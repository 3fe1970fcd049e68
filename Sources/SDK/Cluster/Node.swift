/// A server of a cluster, as commands see it.
package final class Node: Sendable {
    package let id: NodeID
    /// The name that the server goes by in its cluster.
    package let name: String
    /// The address that was dialled, after the address map.
    package let host: Host
    /// The server's version.
    package let build: String
    /// Where its connections lead.
    package let endpoint: Endpoint

    package init(id: NodeID, name: String, host: Host, build: String, endpoint: Endpoint) {
        self.id = id
        self.name = name
        self.host = host
        self.build = build
        self.endpoint = endpoint
    }
}

extension Node: CustomStringConvertible {
    /// The name and the address, such as `C1 127.0.0.1:3100`.
    package var description: String { "\(name) \(endpoint.address)" }
}
