internal import Synchronization

/// An address that many connections lead to, with the count that all threads share of them.
package final class Endpoint: Sendable {
    /// Tells endpoints apart for the life of a process, so that one that returns is not taken for its former self.
    package let id: Int
    package let address: SocketAddress
    private let liveLimits: LiveLimits
    /// The server as TLS sees it, or `nil` for connections in clear.
    package let tls: TLSTarget?
    /// The logins of all its connections, or `nil` where none are wanted.
    package let login: NodeLogin?
    /// The connections of threads that do their own I/O; those of event loops are in the loops' pools.
    let blockingPool = BlockingPool()
    private let openConnections = Atomic<Int>(0)
    private let breaker: Lock<CircuitBreaker>
    /// What the breaker says, for requests that would not wait for a lock.
    private let isBroken = Atomic<Bool>(false)
    /// Called, on any thread, when a connection breaks or cannot be made.
    private let onBreak: @Sendable () -> Void
    private let isRetired = Atomic<Bool>(false)

    private static let lastID = Atomic<Int>(0)

    package init(
        address: SocketAddress,
        tls: TLSTarget? = nil,
        login: NodeLogin? = nil,
        limits: ConnectionLimits,
        breaker: CircuitBreaker = .off,
        onBreak: @escaping @Sendable () -> Void = {}
    ) {
        self.id = Self.lastID.add(1, ordering: .relaxed).newValue
        self.address = address
        self.tls = tls
        self.login = login
        liveLimits = LiveLimits(limits)
        self.breaker = Lock(breaker)
        self.onBreak = onBreak
    }

    /// How many connections there may be, and how long they live; it may change at any time.
    package var limits: ConnectionLimits { liveLimits.current }

    /// How many connections are open or being opened, by all threads together.
    package var connectionCount: Int { openConnections.load(ordering: .relaxed) }

    /// Whether there are fewer connections than are to be kept.
    var isBelowMinimum: Bool { !hasRetired && connectionCount < limits.minimum }

    /// Whether the endpoint is no longer part of the cluster.
    var hasRetired: Bool { isRetired.load(ordering: .relaxed) }

    /// Reserves the right to open one more connection.
    ///
    /// - Parameter isFirst: Whether it is the only one of an event loop, which must have one.
    func reserveConnection(isFirst: Bool = false) -> Bool {
        guard !hasRetired else { return false }
        let (_, count) = openConnections.add(1, ordering: .relaxed)
        if isFirst || count <= limits.maximum { return true }
        openConnections.subtract(1, ordering: .relaxed)
        return false
    }

    func releaseConnection() {
        openConnections.subtract(1, ordering: .relaxed)
    }

    /// Opens no further connection, because the endpoint is no longer part of the cluster.
    func retire() {
        isRetired.store(true, ordering: .relaxed)
    }

    /// The error of a request for which there is no connection.
    var exhaustedError: AerospikeError {
        guard !hasRetired else {
            return AerospikeError(.connectionClosed, "the node left the cluster", node: address.description)
        }
        return AerospikeError(
            .noMoreConnections,
            "no connection to \(address) is free: \(connectionCount) are in use, and \(limits.maximum) are allowed",
            node: address.description,
            advice: "raise system: connections: maximum_connections_per_node, or send fewer requests at a time"
        )
    }

    /// Why a request is not even sent whose time is up, as when its thread had to wait for a processor: nobody would take
    /// the answer, and a write would be carried out for nothing.
    func lateness(at deadline: MonotonicTime) -> TransportFailure? {
        guard deadline <= .now() else { return nil }
        let error = AerospikeError(.timeout, "no time was left to ask", node: address.description)
        return TransportFailure(error, wasSent: false)
    }

    // MARK: Health

    /// Why no request is made just now, because too many have failed; `nil` when requests are welcome.
    var brokenError: AerospikeError? {
        guard isBroken.load(ordering: .relaxed) else { return nil }
        return breaker.withLock { $0.isOpen ? $0.error(of: address, at: .now()) : nil }
    }

    /// Learns of a failure; those that tell of the node's state count against it.
    func note(_ error: AerospikeError) {
        // A node that has left closes its connections, which says nothing.
        guard error.countsAgainstNode, !hasRetired else { return }
        breaker.withLock { breaker in
            breaker.failed()
            isBroken.store(breaker.isOpen, ordering: .relaxed)
        }
        if error.hintsAtDeparture { onBreak() }
    }

    /// Learns how a request ended; the failures of connections are noted once for all the requests on them.
    func note(_ outcome: Outcome) {
        switch outcome {
        case .success(.record(let answer)) where answer.resultCode.isPassing:
            note(AerospikeError(.server, "the node is busy", resultCode: answer.resultCode))
        case .failure(let failure) where !failure.error.isOfConnection: note(failure.error)
        default: break
        }
    }

    /// Learns that the cluster was tended: a window of errors may end.
    func endWindow(at now: MonotonicTime) { change { $0.tendPassed(at: now) } }

    /// Learns that the server answers on a new connection after its last one broke: it is needed while others are away.
    func noteRestart() { change { $0.serverRestarted() } }

    /// Goes by other limits; the errors of the present window count as they did.
    func adopt(_ limits: ConnectionLimits, _ breaker: CircuitBreaker) {
        liveLimits.replace(with: limits)
        change { $0.adopt(breaker) }
    }

    private func change(_ body: (inout CircuitBreaker) -> Void) {
        breaker.withLock { breaker in
            body(&breaker)
            isBroken.store(breaker.isOpen, ordering: .relaxed)
        }
    }
}
