public import AerospikeSDK

/// Something that stands between clients and a sandbox's nodes: a load balancer, or a router that translates addresses.
///
/// ```swift
/// let front = try await SandboxFront.start(.loadBalancer, before: cluster)
/// let definition = ClusterDefinition(hosts: front.hosts)
/// ```
///
/// It passes bytes on and knows nothing of what they mean, so that TLS goes through it as well. What the nodes announce
/// is not its business: ``SandboxCluster/announce(_:alternates:by:)`` makes them announce addresses that lead nowhere, or
/// the front's.
public final class SandboxFront: Sendable {
    /// What the front plays.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// One address before all nodes: every connection goes to the next node that is up.
        case loadBalancer = "load-balancer"
        /// An address for each node, as a router gives that translates addresses (NAT).
        case translation = "nat"
    }

    /// How the front treats what comes.
    public enum Conduct: Hashable, Sendable {
        /// It passes everything on.
        case passing
        /// It takes connections, but passes nothing on until it passes again; nothing is lost.
        case paused
        /// It takes connections and swallows what comes, from both sides; whoever met it then is cut off afterwards.
        case swallowing
    }

    /// What a front has seen so far.
    public struct Counters: Hashable, Sendable {
        /// How many connections of clients were accepted.
        public internal(set) var connectionsAccepted = 0
        /// How many of them are open now.
        public internal(set) var connectionsOpen = 0
        /// How many bytes came from clients.
        public internal(set) var bytesFromClients = 0
        /// How many bytes came from nodes.
        public internal(set) var bytesFromNodes = 0
    }

    /// What the front plays.
    public let kind: Kind

    /// The front's addresses: one of a load balancer; otherwise one for each node, in the nodes' order.
    public let hosts: [Host]

    private let mailbox: SandboxMailbox<SandboxFrontServer>

    private init(_ kind: Kind, _ hosts: [Host], _ mailbox: SandboxMailbox<SandboxFrontServer>) {
        self.kind = kind
        self.hosts = hosts
        self.mailbox = mailbox
    }

    deinit { _ = mailbox.post { $0.stop {} } }

    /// Puts a front before a cluster.
    ///
    /// - Parameters:
    ///   - kind: What it plays.
    ///   - cluster: The cluster; of nodes that join it later, a load balancer takes note, a router does not.
    ///   - firstPort: The front's first port, the others 100 apart; unless given, the system chooses free ones.
    /// - Throws: `AerospikeError` when a port is taken.
    public static func start(
        _ kind: Kind,
        before cluster: SandboxCluster,
        firstPort: UInt16? = nil
    ) async throws -> SandboxFront {
        let (board, mailbox) = (cluster.board, SandboxMailbox<SandboxFrontServer>())
        let hosts = try await withCheckedThrowingContinuation { (started: CheckedContinuation<[Host], any Error>) in
            do {
                try Thread.start {
                    do {
                        let server = try SandboxFrontServer(kind, board, mailbox, firstPort: firstPort)
                        started.resume(returning: server.hosts)
                        server.run()
                    } catch {
                        started.resume(throwing: error)
                    }
                }
            } catch {
                started.resume(
                    throwing: AerospikeError(.connectionFailed, "the front could not start its thread: \(error)"))
            }
        }
        return SandboxFront(kind, hosts, mailbox)
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

    /// Has the front treat what comes in another way; a front that has been stopped does not mind.
    public func setConduct(_ conduct: Conduct) async {
        await perform { $0.setConduct(conduct) }
    }

    /// How the front treats what comes in now; a front that has been stopped counts as passing.
    public var conduct: Conduct {
        get async { await perform { $0.conduct } ?? .passing }
    }

    /// Resets every connection that goes through the front; new ones are welcome.
    public func resetConnections() async {
        await perform { $0.resetConnections() }
    }

    /// What the front has seen so far; nothing when it has been stopped.
    public var counters: Counters {
        get async { await perform { $0.counters } ?? Counters() }
    }

    @discardableResult
    private func perform<Value: Sendable>(
        _ body: @escaping @Sendable (SandboxFrontServer) -> Value
    ) async -> Value? {
        await withCheckedContinuation { continuation in
            let isPosted = mailbox.post { continuation.resume(returning: body($0)) }
            if !isPosted { continuation.resume(returning: nil) }
        }
    }
}
