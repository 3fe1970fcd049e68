internal import AerospikeSDK

/// What can happen to nodes.
///
/// Every method throws `AerospikeError`: with code `unknownName` when no node has the name given, with code
/// `invalidArgument` when what is asked for cannot be, with code `clientClosed` when the sandbox has been stopped.
extension SandboxCluster {
    /// Lets something happen to a node.
    ///
    /// ```swift
    /// try await cluster.cause(.blackhole, on: "A2")
    /// try await cluster.cause(.heal, on: "A2")
    /// ```
    public func cause(_ event: SandboxEvent, on node: String) async throws {
        try await perform(on: node) { server, node throws(AerospikeError) in try server.apply(event, to: node) }
    }

    /// What is wrong with a node just now; nothing of a healthy one.
    public func troubles(of node: String) async throws -> [SandboxEvent] {
        try await perform(on: node) { server, node throws(AerospikeError) in server.troubles(of: node) }
    }

    /// Ends a node as a crash would: ``SandboxEvent/kill``.
    public func kill(_ node: String) async throws { try await cause(.kill, on: node) }

    /// Brings a node back, healthy: ``SandboxEvent/restart(port:name:)``.
    ///
    /// - Parameters:
    ///   - node: The node's name.
    ///   - port: Another port, 0 for any that is free; the same unless given.
    ///   - name: Another name; the same unless given.
    public func restart(_ node: String, port: UInt16? = nil, name: String? = nil) async throws {
        try await cause(.restart(port: port, name: name), on: node)
    }

    /// Lets a node take requests but answer nothing until it resumes: ``SandboxEvent/pause``.
    public func pause(_ node: String) async throws { try await cause(.pause, on: node) }

    /// Lets a paused node answer again, also what came meanwhile: ``SandboxEvent/resume``.
    public func resume(_ node: String) async throws { try await cause(.resume, on: node) }

    /// Makes a node right again: ``SandboxEvent/heal``.
    public func heal(_ node: String) async throws { try await cause(.heal, on: node) }

    /// Resets every connection to a node once; new ones are welcome.
    public func resetConnections(to node: String) async throws {
        try await perform(on: node) { server, node throws(AerospikeError) in
            server.disconnect(node, withReset: true)
        }
    }

    /// Spoils some answers of a node.
    ///
    /// - Parameters:
    ///   - fault: What is wrong with them.
    ///   - node: The node's name.
    ///   - target: To which kind of request; commands unless given.
    ///   - count: How many answers; 1 unless given, `nil` for all until ``clearFaults(on:)`` or ``heal(_:)``.
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
}
