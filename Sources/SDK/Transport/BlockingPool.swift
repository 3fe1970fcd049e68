internal import Synchronization

/// The idle connections of threads to one endpoint; the newest is used first, so that the others can grow old.
final class BlockingPool: Sendable {
    private struct State {
        var idle: [BlockingConnection] = []
        var isClosed = false

        /// Takes out the oldest connections, which a burst has left over.
        mutating func removeExpired(at now: MonotonicTime, idleTime: Duration) -> [BlockingConnection] {
            let expired = idle.prefix { $0.idleSince.advanced(by: idleTime) <= now }
            idle.removeFirst(expired.count)
            return Array(expired)
        }
    }

    private let state = Mutex(State())

    /// A connection that has idled this long is looked at before it is used: its server may have gone.
    private static let trustedIdleTime = Duration.milliseconds(100)

    /// Takes a connection out, or opens one.
    func take(for endpoint: Endpoint, until deadline: MonotonicTime) throws(TransportFailure) -> BlockingConnection {
        let now = MonotonicTime.now()
        while let connection = state.withLock({ $0.idle.popLast() }) {
            let idleTime = connection.idleSince.duration(until: now)
            if idleTime < endpoint.limits.idleTime, idleTime < Self.trustedIdleTime || !connection.isStale {
                return connection
            }
            endpoint.releaseConnection()
        }
        return try open(to: endpoint, until: min(deadline, now.advanced(by: endpoint.limits.connectTimeout)))
    }

    /// Puts a connection back whose answer is complete, or drops it when more has come than that.
    func giveBack(_ connection: BlockingConnection, to endpoint: Endpoint) {
        let now = MonotonicTime.now()
        connection.idleSince = now
        let dropped = state.withLock { state -> [BlockingConnection] in
            // Bytes that nobody asked for would be taken for the next answer.
            guard !state.isClosed, !connection.hasPending else { return [connection] }
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
        let idle = state.withLock { state in
            state.isClosed = true
            defer { state.idle = [] }
            return state.idle
        }
        for _ in idle { endpoint.releaseConnection() }
    }

    private func open(to endpoint: Endpoint, until deadline: MonotonicTime) throws(TransportFailure)
        -> BlockingConnection
    {
        guard endpoint.reserveConnection() else { throw TransportFailure(endpoint.exhaustedError, wasSent: false) }
        do throws(AerospikeError) {
            return try BlockingConnection.open(to: endpoint.address, as: endpoint.tls, until: deadline)
        } catch {
            endpoint.releaseConnection()
            throw TransportFailure(error, wasSent: false)
        }
    }
}

extension Endpoint {
    /// Lends a connection to a body, and keeps it unless the body fails.
    func withConnection<Value>(
        until deadline: MonotonicTime,
        _ body: (BlockingConnection) throws(TransportFailure) -> Value
    ) throws(TransportFailure) -> Value {
        let connection = try borrow(until: deadline)
        do throws(TransportFailure) {
            let value = try body(connection)
            giveBack(connection)
            return value
        } catch {
            drop(after: error)
            throw error
        }
    }

    /// Lets go of a connection that failed.
    func drop(after failure: TransportFailure) {
        releaseConnection()
        if failure.error.code == .connectionClosed { blockingPool.dropIdle(of: self) }
    }

    /// Takes a connection out of the pool; end with ``giveBack(_:)``, or ``releaseConnection()`` to drop it.
    func borrow(until deadline: MonotonicTime) throws(TransportFailure) -> BlockingConnection {
        try blockingPool.take(for: self, until: deadline)
    }

    func giveBack(_ connection: BlockingConnection) {
        blockingPool.giveBack(connection, to: self)
    }

    /// Closes the connections of threads, because the endpoint is no longer part of the cluster.
    func closeBlocking() {
        retire()
        blockingPool.close(self)
    }
}
