internal import AerospikeSDK

/// What can happen to the cluster as a whole, and who its nodes are.
///
/// Every method throws `AerospikeError`: with code `unknownName` when no node has the name given, with code `clientClosed`
/// when the sandbox has been stopped.
extension SandboxCluster {
    /// Gives a node another name, as if another node had been started on its address.
    public func rename(_ node: String, to name: String) async throws {
        try await perform(on: node) { server, node throws(AerospikeError) in
            try server.requireFree(name, for: node)
            server.state.nodes[node].name = name
            server.state.topology.announcePeers()
            server.publish()
        }
    }

    /// Lets a node forget its partitions and refuse commands, as one that has just started, or remember them.
    public func setInitialized(_ isInitialized: Bool, on node: String) async throws {
        try await perform(on: node) { server, node throws(AerospikeError) in
            server.state.nodes[node].isInitialized = isInitialized
        }
    }

    /// Adds a node to the cluster.
    ///
    /// - Returns: The new node.
    @discardableResult
    public func addNode() async throws -> SandboxNode {
        try await perform { server throws(AerospikeError) in
            try server.addNode()
            return server.board.nodes[server.board.nodes.count - 1]
        }
    }

    /// Makes another node the master of every partition, where there is another.
    public func movePartitions() async throws {
        try await perform { server throws(AerospikeError) in server.state.topology.movePartitions() }
    }

    /// Sets the cluster's clock forward, so that records expire.
    public func advanceClock(by duration: Duration) async throws {
        try await perform { server throws(AerospikeError) in server.clockOffset += duration }
    }

    /// What a node has seen so far.
    public func counters(of node: String) async throws -> SandboxCounters {
        try await perform(on: node) { server, node throws(AerospikeError) in server.state.nodes[node].counters }
    }

    /// Does something with a node on the cluster's thread.
    func perform<Value: Sendable>(
        on name: String,
        _ body: @escaping @Sendable (SandboxServer, Int) throws(AerospikeError) -> Value
    ) async throws -> Value {
        try await perform { server throws(AerospikeError) in try body(server, try server.number(of: name)) }
    }
}
