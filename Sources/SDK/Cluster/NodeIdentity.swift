/// What a server says of itself when a client meets it.
package struct NodeIdentity: Hashable, Sendable {
    /// The info requests that establish it, in one exchange.
    package static let requests = ["node", "partition-generation", "build", "cluster-name"]

    /// The node's name, unique in its cluster, such as `BB9050011AC4202`.
    package let name: String
    /// The server's version, such as `8.1.2.0`.
    package let build: String
    /// The cluster's name, or `nil` when it has none.
    package let clusterName: String?

    /// Reads the answers.
    ///
    /// - Parameter expectedClusterName: The name that the node's cluster must have, or `nil` for any.
    /// - Throws: `AerospikeError` when this is not a node to work with.
    package init(_ answers: InfoAnswers, expectedClusterName: String?) throws(AerospikeError) {
        name = try answers.value("node")
        guard !name.isEmpty else { throw AerospikeError(.nodeRefused, "the server has no node name") }
        build = try answers.value("build")
        guard try answers.integer("partition-generation") != -1 else {
            throw AerospikeError(
                .nodeNotReady, "the node \(name) is not ready yet: it has not joined its cluster", node: name,
                advice: "wait until it has started")
        }
        clusterName = Self.clusterName(answers["cluster-name"])
        try Self.check(clusterName, against: expectedClusterName, of: name)
    }

    /// Refuses a server that answers in another's place, as it does where one address stands for several.
    ///
    /// A server that took another name since its peers last spoke of it is itself all the same.
    ///
    /// - Parameters:
    ///   - expected: The node that is published there, or `nil` for any.
    ///   - others: The names that belong to other nodes.
    ///   - published: The address that the cluster publishes.
    ///   - host: The address that was dialled, after the address map.
    /// - Throws: `AerospikeError` with code `nodeRefused`.
    func check(
        _ expected: String?,
        besides others: Set<String>,
        at published: Host,
        mappedTo host: Host
    ) throws(AerospikeError) {
        guard let expected, expected != name, others.contains(name) else { return }
        let mapping = host == published ? "" : " (mapped to \(host))"
        throw AerospikeError(
            .nodeRefused, "the node \(expected) is published at \(published)\(mapping), where \(name) answers",
            node: expected, advice: "map addresses with their ports in ip_map, so that each node has its own")
    }

    /// A server without a name of its cluster says `null`, or nothing.
    private static func clusterName(_ value: String?) -> String? {
        guard let value, !value.isEmpty, value != "null", InfoRefusal(value) == nil else { return nil }
        return value
    }

    private static func check(_ name: String?, against expected: String?, of node: String) throws(AerospikeError) {
        guard let expected, expected != name else { return }
        let found = name.map { "'\($0)'" } ?? "none"
        throw AerospikeError(
            .clusterNameMismatch, "expected the cluster name '\(expected)', the node reports \(found)", node: node,
            advice: "correct cluster: name, or the hosts")
    }
}
