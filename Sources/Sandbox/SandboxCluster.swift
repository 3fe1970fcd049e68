public import AerospikeSDK
internal import Glibc

/// A cluster of nodes on loopback ports that speaks the Aerospike protocol, within this process.
///
/// It is what a newcomer's first run and the tests of this package connect to, and it can misbehave on purpose. It keeps
/// its data in memory and is not a database: when it stops, everything is gone.
///
/// ```swift
/// try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: 3)) { cluster in
///     try await ClusterDefinition(hosts: cluster.hosts).withClient { client in
///         try await cluster.kill("A2")
///     }
/// }
/// ```
///
/// All nodes share one store: a record written to any node is at once on all of its replicas. A node that is asked for
/// a record that it does not hold answers all the same, as real nodes do by asking the one that holds it. When a node
/// is killed, partitions of which it had the only copy are lost.
///
/// ## Threads
/// The whole cluster lives on one thread of its own. The methods below leave a wish for that thread and return when it
/// has been fulfilled.
public final class SandboxCluster: Sendable {
    /// What the cluster was started with.
    public let configuration: SandboxConfiguration
    let board: SandboxBoard
    private let mailbox: SandboxMailbox<SandboxServer>

    private init(_ configuration: SandboxConfiguration, board: SandboxBoard, mailbox: SandboxMailbox<SandboxServer>) {
        self.configuration = configuration
        self.board = board
        self.mailbox = mailbox
    }

    deinit { _ = mailbox.post { $0.stop {} } }

    /// The nodes as they are now, in the order in which they joined.
    public var nodes: [SandboxNode] { board.nodes }

    /// The addresses of the nodes, for use as seeds.
    public var hosts: [Host] { nodes.map(\.host) }

    /// Where clients find the certificates and keys, or `nil` where the nodes can be reached in clear alone.
    public var files: SandboxFiles? { board.files }

    /// Starts a cluster.
    ///
    /// - Throws: `AerospikeError` when a port is taken, or with code `invalidArgument` when the configuration cannot be.
    public static func start(_ configuration: SandboxConfiguration = SandboxConfiguration()) async throws
        -> SandboxCluster
    {
        try configuration.validate()
        let board = SandboxBoard()
        let mailbox = SandboxMailbox<SandboxServer>()
        try await withCheckedThrowingContinuation { continuation in
            do {
                try Thread.start { serve(configuration, board, mailbox, continuation) }
            } catch {
                let error = AerospikeError(.connectionFailed, "the sandbox could not start its thread: \(error)")
                continuation.resume(throwing: error)
            }
        }
        return SandboxCluster(configuration, board: board, mailbox: mailbox)
    }

    /// The body of the cluster's thread.
    private static func serve(
        _ configuration: SandboxConfiguration,
        _ board: SandboxBoard,
        _ mailbox: SandboxMailbox<SandboxServer>,
        _ started: CheckedContinuation<Void, any Error>
    ) {
        let server: SandboxServer
        do {
            server = try SandboxServer(configuration, board: board, mailbox: mailbox)
        } catch {
            return started.resume(throwing: error)
        }
        started.resume()
        server.run()
    }

    /// Starts a cluster, lends it to a closure, and stops it afterwards.
    public static func withCluster<Result>(
        _ configuration: SandboxConfiguration = SandboxConfiguration(),
        _ body: (SandboxCluster) async throws -> Result
    ) async throws -> Result {
        let cluster = try await start(configuration)
        do {
            let result = try await body(cluster)
            await cluster.stop()
            return result
        } catch {
            await cluster.stop()
            throw error
        }
    }

    /// Closes everything; returns when the ports are free.
    ///
    /// Stopping twice does nothing.
    public func stop() async {
        await withCheckedContinuation { continuation in
            let isPosted = mailbox.post { server in
                server.stop { continuation.resume() }
            }
            if !isPosted { continuation.resume() }
        }
    }

    /// Does something on the cluster's thread.
    func perform<Value: Sendable>(
        _ body: @escaping @Sendable (SandboxServer) throws(AerospikeError) -> Value
    ) async throws -> Value {
        let result: Result<Value, AerospikeError> = await withCheckedContinuation { continuation in
            let isPosted = mailbox.post { server in
                continuation.resume(returning: Result { () throws(AerospikeError) in try body(server) })
            }
            guard !isPosted else { return }
            continuation.resume(returning: .failure(AerospikeError(.clientClosed, "the sandbox has been stopped")))
        }
        return try result.get()
    }
}

/// A node of a sandbox.
public struct SandboxNode: Hashable, Sendable {
    /// The node's name, such as `A1`.
    public let name: String
    /// Where the node listens: over TLS where it speaks that, else in clear.
    public let host: Host
    /// Where the node listens in clear, if it does.
    public let clearHost: Host?
    /// Whether the node is part of the cluster; one that was killed is not.
    public let isUp: Bool

    init(name: String, ports: SandboxPorts, isUp: Bool) {
        self.name = name
        self.isUp = isUp
        clearHost = ports.clear.map { Host("127.0.0.1", $0) }
        host = Host("127.0.0.1", ports.tls ?? ports.clear ?? 0)
    }
}

extension SandboxConfiguration {
    fileprivate func validate() throws(AerospikeError) {
        guard 1...SandboxLimits.nodes ~= nodeCount else {
            throw AerospikeError(.invalidArgument, "a sandbox has 1 to \(SandboxLimits.nodes) nodes, not \(nodeCount)")
        }
        guard !namespaces.isEmpty, Set(namespaces).count == namespaces.count,
            namespaces.allSatisfy({ 1...WireLimits.namespaceLength ~= $0.utf8.count && $0.utf8.allSatisfy(\.isName) })
        else {
            throw AerospikeError(
                .invalidArgument, "the sandbox's namespaces need different names of 1 to 31 letters, digits, _ or -")
        }
        for rack in racks + racksByNamespace.values.joined() where !(SandboxLimits.racks ~= rack) {
            throw SandboxLimits.refusal(rack: rack)
        }
        try users.validate()
        guard replicationFactor >= 1 else {
            throw AerospikeError(.invalidArgument, "the replication factor is at least 1, not \(replicationFactor)")
        }
    }
}

extension UInt8 {
    var isName: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
