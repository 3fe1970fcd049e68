/// Where a node says that it is reached itself: `10.0.0.1:3000,[2001:db8::7]:3000`.
///
/// Source: `as_set_node_address` of the C client.
struct ServiceList: Hashable {
    let hosts: [Host]

    /// The name of the info request that a node answers with its own addresses.
    ///
    /// - Parameters:
    ///   - alternate: Whether to ask for the addresses for clients outside the servers' network.
    ///   - tls: Whether to ask for those at which the server speaks TLS.
    static func request(alternate: Bool, tls: Bool) -> String {
        "service-\(tls ? "tls" : "clear")-\(alternate ? "alt" : "std")"
    }

    /// Parses the answer.
    ///
    /// - Parameters:
    ///   - text: The answer to `service-clear-std` and its like.
    ///   - tlsName: The name that the node's certificate must carry.
    /// - Returns: `nil` when the server names no address, or does not know the request.
    init?(parsing text: String, tlsName: String?) {
        guard InfoRefusal(text) == nil else { return nil }
        let parts = text.split { $0 == "," || $0 == ";" }
        guard !parts.isEmpty, parts.count <= ClusterLimits.addressesPerPeer else { return nil }
        hosts = parts.compactMap { try? Host(parsing: String($0)) }.map { Host($0.name, $0.port, tlsName: tlsName) }
        guard hosts.count == parts.count else { return nil }
    }
}
