internal import AerospikeSDK

/// What can happen to nodes. Every method throws `AerospikeError`: with code `unknownName` when no node has the name
/// given, with code `clientClosed` when the sandbox has been stopped.
extension SandboxCluster {
    /// Ends a node as a crash would: its connections are reset, new ones are refused, the other nodes take over.
    ///
    /// Partitions of which it had the only copy are lost.
    public func kill(_ node: String) async throws {
        try await perform(on: node) { server, node throws(AerospikeError) in try server.kill(node) }
    }

    /// Brings a killed node back on the same port, without the faults and delays that it had.
    public func restart(_ node: String) async throws {
        try await perform(on: node) { server, node throws(AerospikeError) in try server.restart(node) }
    }

    /// Lets a node take connections and requests, but answer nothing until it is resumed.
    ///
    /// It stays part of the cluster.
    public func pause(_ node: String) async throws {
        try await perform(on: node) { server, node throws(AerospikeError) in server.setPaused(node, true) }
    }

    /// Lets a paused node answer again, also what came meanwhile.
    public func resume(_ node: String) async throws {
        try await perform(on: node) { server, node throws(AerospikeError) in server.setPaused(node, false) }
    }

    /// Resets every connection to a node; new ones are welcome.
    public func resetConnections(to node: String) async throws {
        try await perform(on: node) { server, node throws(AerospikeError) in
            server.disconnect(node, withReset: true)
        }
    }

    /// Has new connections to a node refused, or accepted again; those that exist live on.
    public func setRefusingConnections(_ isRefusing: Bool, on node: String) async throws {
        try await perform(on: node) { server, node throws(AerospikeError) in
            if isRefusing { try server.shut(node) } else { try server.open(node) }
        }
    }

    /// Holds back every answer of a node; the requests themselves are carried out at once.
    public func setDelay(_ delay: Duration, on node: String) async throws {
        try await perform(on: node) { server, node throws(AerospikeError) in server.doors[node].delay = delay }
    }

    /// Spoils answers of a node.
    ///
    /// - Parameters:
    ///   - fault: What is wrong with them.
    ///   - node: The node's name.
    ///   - target: To which kind of request; commands unless given.
    ///   - count: How many answers; 1 unless given, `nil` for all until ``clearFaults(on:)``.
    public func inject(
        _ fault: SandboxFault,
        on node: String,
        target: SandboxFault.Target = .command,
        count: Int? = 1
    ) async throws {
        guard count.map({ $0 > 0 }) ?? true else { return }
        try await perform(on: node) { server, node throws(AerospikeError) in
            server.state.nodes[node].faults.append((fault, target, count))
        }
    }

    /// Lets a node answer properly again.
    public func clearFaults(on node: String) async throws {
        try await perform(on: node) { server, node throws(AerospikeError) in server.state.nodes[node].faults = [] }
    }

    /// Gives a node another name, as if another node had been started on its address.
    public func rename(_ node: String, to name: String) async throws {
        try await perform(on: node) { server, node throws(AerospikeError) in
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
