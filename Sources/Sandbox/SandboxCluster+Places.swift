public import AerospikeSDK

/// Where nodes say they are, in which racks, and in which cluster.
extension SandboxCluster {
    /// Gives the cluster another name, or takes its name from it.
    public func setClusterName(_ name: String?) async throws {
        try await perform { server throws(AerospikeError) in server.state.configuration.clusterName = name }
    }

    /// Has a node announce other addresses, as one in a container or behind a translating router does.
    ///
    /// The node listens where it always did. Clients learn of it at once.
    ///
    /// - Parameters:
    ///   - hosts: What clients are told; empty for no address at all, `nil` for what the configuration says.
    ///   - alternates: What clients of the alternate services are told, in the same way.
    ///   - node: The node's name.
    public func announce(_ hosts: [Host]?, alternates: [Host]? = nil, by node: String) async throws {
        try await perform(on: node) { server, node throws(AerospikeError) in
            server.state.nodes[node].announcedHosts = hosts
            server.state.nodes[node].alternateHosts = alternates
            server.state.topology.announcePeers()
        }
    }

    /// Moves a node to another rack, whereupon the replicas are spread anew.
    ///
    /// - Parameters:
    ///   - node: The node's name.
    ///   - rack: The rack's number.
    ///   - namespace: The namespace for which it moves; every one unless given.
    public func move(_ node: String, toRack rack: Int, in namespace: String? = nil) async throws {
        try await perform(on: node) { server, node throws(AerospikeError) in
            guard SandboxLimits.racks ~= rack else { throw SandboxLimits.refusal(rack: rack) }
            let names = server.state.configuration.namespaces
            let namespaces = names.indices.filter { namespace == nil || names[$0] == namespace }
            guard !namespaces.isEmpty else {
                throw AerospikeError(
                    .unknownName, "the sandbox has no such namespace; it has \(names.joined(separator: ", "))")
            }
            for index in namespaces { server.state.topology.setRack(rack, of: node, in: index) }
        }
    }

    /// Makes a cluster of its own of some nodes, as when the network between them and the others fails.
    ///
    /// Each part then believes to be the whole: its nodes are one another's only peers, and hold every partition. A
    /// single node that is split off is an orphan. The parts go on to share the sandbox's records.
    ///
    /// - Parameter nodes: The names of the nodes.
    public func split(off nodes: [String]) async throws {
        try await perform { server throws(AerospikeError) in
            var numbers: [Int] = []
            for name in nodes { numbers.append(try server.number(of: name)) }
            server.state.topology.split(off: numbers)
        }
    }

    /// Makes one cluster again of what has been split.
    public func join() async throws {
        try await perform { server throws(AerospikeError) in server.state.topology.join() }
    }
}
