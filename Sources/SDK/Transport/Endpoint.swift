internal import Synchronization

/// An address that many connections lead to, with the count that all threads share of them.
package final class Endpoint: Sendable {
    /// Tells endpoints apart for the life of a process, so that one that returns is not taken for its former self.
    package let id: Int
    package let address: SocketAddress
    package let limits: ConnectionLimits
    /// The server as TLS sees it, or `nil` for connections in clear.
    package let tls: TLSTarget?
    /// The connections of threads that do their own I/O; those of event loops are in the loops' pools.
    let blockingPool = BlockingPool()
    private let openConnections = Atomic<Int>(0)
    private let isRetired = Atomic<Bool>(false)

    private static let lastID = Atomic<Int>(0)

    package init(address: SocketAddress, tls: TLSTarget? = nil, limits: ConnectionLimits) {
        self.id = Self.lastID.add(1, ordering: .relaxed).newValue
        self.address = address
        self.tls = tls
        self.limits = limits
    }

    /// How many connections are open or being opened, by all threads together.
    package var connectionCount: Int { openConnections.load(ordering: .relaxed) }

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
            "all \(limits.maximum) connections to \(address) are in use",
            node: address.description,
            advice: "raise system: connections: maximum_connections_per_node, or send fewer requests at a time"
        )
    }
}

/// How many connections to one endpoint there may be, and how long they live.
package struct ConnectionLimits: Hashable, Sendable {
    package var maximum: Int
    package var idleTime: Duration
    package var connectTimeout: Duration

    package init(maximum: Int, idleTime: Duration, connectTimeout: Duration) {
        self.maximum = maximum
        self.idleTime = idleTime
        self.connectTimeout = connectTimeout
    }
}
