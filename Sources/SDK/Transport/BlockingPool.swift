/// The idle connections of threads to one endpoint; the newest is used first, so that the others can grow old.
final class BlockingPool: Sendable {
    /// A connection that owes a late answer.
    private struct Debtor {
        let connection: BlockingConnection
        /// When it is given up.
        let deadline: MonotonicTime
    }

    private struct State {
        var idle: [BlockingConnection] = []
        var debtors: [Debtor] = []
        var isFilling = false
        var isClosed = false

        /// Takes out the oldest connections, which a burst has left over.
        mutating func removeExpired(at now: MonotonicTime, idleTime: Duration) -> [BlockingConnection] {
            let expired = idle.prefix { $0.idleSince.advanced(by: idleTime) <= now }
            idle.removeFirst(expired.count)
            return Array(expired)
        }

        /// Takes out the connections that the server has closed.
        mutating func removeStale(at now: MonotonicTime) -> [BlockingConnection] {
            let stale = idle.filter { $0.idleSince.advanced(by: trustedIdleTime) <= now && $0.isStale() }
            idle.removeAll { connection in stale.contains { $0 === connection } }
            return stale
        }
    }

    private let state = Lock(State())

    /// A connection that has idled this long is looked at before it is used: its server may have gone.
    private static let trustedIdleTime = Duration.milliseconds(100)

    /// Takes a connection out, or opens one.
    func take(for endpoint: Endpoint, until deadline: MonotonicTime) throws(TransportFailure) -> BlockingConnection {
        let now = MonotonicTime.now()
        while let connection = state.withLock({ $0.idle.popLast() }) {
            let idleTime = connection.idleSince.duration(until: now)
            let isTrusted = idleTime < Self.trustedIdleTime && !connection.needsLook
            if idleTime < endpoint.limits.idleTime, isTrusted || !connection.isStale() { return connection }
            endpoint.releaseConnection()
        }
        if recover(for: endpoint, at: now) > 0 { return try take(for: endpoint, until: deadline) }
        return try open(to: endpoint, until: deadline)
    }

    /// Puts a connection back whose answer is complete, or drops it when that is of no further use.
    func giveBack(_ connection: BlockingConnection, to endpoint: Endpoint, needsLook: Bool = false) {
        let now = MonotonicTime.now()
        connection.idleSince = now
        connection.needsLook = needsLook
        let dropped = state.withLock { state -> [BlockingConnection] in
            // Bytes that nobody asked for would be taken for the next answer.
            guard !state.isClosed, !connection.isShutOut, !connection.hasPending else { return [connection] }
            state.idle.append(connection)
            return state.removeExpired(at: now, idleTime: endpoint.limits.idleTime)
        }
        for _ in dropped { endpoint.releaseConnection() }
    }

    /// Closes what idles, because a connection of theirs has proved broken: the others will be, too.
    func dropIdle(of endpoint: Endpoint) {
        let idle = state.withLock { state in
            defer { state.idle = [] }
            return state.idle
        }
        for _ in idle { endpoint.releaseConnection() }
    }

    /// Closes what idles; connections in use are closed when they are given back.
    func close(_ endpoint: Endpoint) {
        let (idle, debtors) = state.withLock { state in
            state.isClosed = true
            defer { (state.idle, state.debtors) = ([], []) }
            return (state.idle, state.debtors)
        }
        for _ in 0..<idle.count + debtors.count { endpoint.releaseConnection() }
    }

    // MARK: Late answers

    /// Keeps a connection whose answer did not come in time, for the case that it comes late.
    func keep(_ connection: BlockingConnection, of endpoint: Endpoint, until deadline: MonotonicTime) {
        let isKept = state.withLock { state in
            if !state.isClosed { state.debtors.append(Debtor(connection: connection, deadline: deadline)) }
            return !state.isClosed
        }
        if !isKept { endpoint.releaseConnection() }
    }

    /// Puts the connections back whose late answers have come, and closes those that took too long.
    ///
    /// - Returns: How many were put back.
    private func recover(for endpoint: Endpoint, at now: MonotonicTime) -> Int {
        // While they are read they are nobody else's.
        let debtors = state.withLock { state in
            defer { state.debtors = [] }
            return state.debtors
        }
        var count = 0
        for debtor in debtors {
            switch debtor.connection.takeLateAnswer() {
            case .complete:
                giveBack(debtor.connection, to: endpoint, needsLook: true)
                count += 1
            case .pending where now < debtor.deadline:
                keep(debtor.connection, of: endpoint, until: debtor.deadline)
            case .pending, .broken: endpoint.releaseConnection()
            }
        }
        return count
    }

    // MARK: Upkeep

    /// Closes what has idled for too long or was closed by the server, and looks after the late answers.
    func trim(_ endpoint: Endpoint, at now: MonotonicTime) {
        _ = recover(for: endpoint, at: now)
        let dropped = state.withLock { state in
            state.removeExpired(at: now, idleTime: endpoint.limits.idleTime) + state.removeStale(at: now)
        }
        for _ in dropped { endpoint.releaseConnection() }
    }

    /// Opens what is missing of the connections that are kept although nothing is asked.
    ///
    /// Opening waits, so that a thread of its own does it, one for a node at a time.
    func fill(_ endpoint: Endpoint) {
        guard endpoint.isBelowMinimum, endpoint.brokenError == nil else { return }
        let begins = state.withLock { state in
            defer { state.isFilling = true }
            return !state.isFilling && !state.isClosed
        }
        guard begins else { return }
        let fill: @Sendable () -> Void = {
            self.openMissing(of: endpoint)
            self.state.withLock { $0.isFilling = false }
        }
        // Without a thread to be had, the next tend tries again.
        if (try? Thread.start(fill)) == nil { state.withLock { $0.isFilling = false } }
    }

    private func openMissing(of endpoint: Endpoint) {
        // As many as that at most: where nothing may idle, what is opened is closed again at once.
        for _ in 0..<endpoint.limits.minimum where endpoint.isBelowMinimum {
            let deadline = MonotonicTime.now().advanced(by: endpoint.limits.connectTimeout)
            guard let connection = try? open(to: endpoint, until: deadline) else { return }
            giveBack(connection, to: endpoint)
        }
    }

    private func open(to endpoint: Endpoint, until deadline: MonotonicTime) throws(TransportFailure)
        -> BlockingConnection
    {
        guard endpoint.reserveConnection() else { throw TransportFailure(endpoint.exhaustedError, wasSent: false) }
        do throws(AerospikeError) {
            return try BlockingConnection.open(
                to: endpoint.address, as: endpoint.tls, login: endpoint.login,
                within: endpoint.limits.connectTimeout, until: deadline)
        } catch {
            endpoint.releaseConnection()
            endpoint.note(error)
            throw TransportFailure(error, wasSent: false)
        }
    }
}

extension Endpoint {
    /// Lends a connection to a body, and keeps it unless the body fails.
    ///
    /// - Parameters:
    ///   - deadline: When a connection must be there.
    ///   - grace: How long a late answer is waited for, so as to keep the connection all the same.
    ///   - body: What to do with it.
    func withConnection<Value>(
        until deadline: MonotonicTime,
        grace: Duration = .zero,
        _ body: (BlockingConnection) throws(TransportFailure) -> Value
    ) throws(TransportFailure) -> Value {
        let connection = try borrow(until: deadline)
        do throws(TransportFailure) {
            let value = try body(connection)
            giveBack(connection)
            return value
        } catch {
            drop(connection, after: error, grace: grace)
            throw error
        }
    }

    /// Lets go of a connection that failed, unless its answer is but late.
    ///
    /// - Parameter grace: How long a late answer is waited for, so as to keep the connection all the same.
    func drop(_ connection: BlockingConnection, after failure: TransportFailure, grace: Duration) {
        guard failure.error.code == .timeout, grace > .zero, connection.owesAnswer else { return drop(after: failure) }
        note(failure.error)
        blockingPool.keep(connection, of: self, until: .now().advanced(by: grace))
    }

    /// Lets go of a connection that failed.
    func drop(after failure: TransportFailure) {
        releaseConnection()
        note(failure.error)
        if failure.error.code == .connectionClosed { blockingPool.dropIdle(of: self) }
    }

    /// Takes a connection out of the pool; end with ``giveBack(_:after:)``, or ``releaseConnection()`` to drop it.
    func borrow(until deadline: MonotonicTime) throws(TransportFailure) -> BlockingConnection {
        if let failure = lateness(at: deadline) { throw failure }
        if let error = brokenError { throw TransportFailure(error, wasSent: false) }
        return try blockingPool.take(for: self, until: deadline)
    }

    func giveBack(_ connection: BlockingConnection) {
        blockingPool.giveBack(connection, to: self)
    }

    /// Puts a connection back whose streamed answer has ended in this way.
    func giveBack(_ connection: BlockingConnection, after end: ResultCode) {
        connection.noteEnd(end)
        giveBack(connection)
    }

    /// Closes the connections of threads that have idled for too long.
    package func trimBlocking(at now: MonotonicTime) {
        blockingPool.trim(self, at: now)
    }

    /// Opens what is missing of the fewest connections, for threads.
    package func fillBlocking() {
        blockingPool.fill(self)
    }

    /// Closes the connections of threads, because the endpoint is no longer part of the cluster.
    func closeBlocking() {
        retire()
        blockingPool.close(self)
    }
}
