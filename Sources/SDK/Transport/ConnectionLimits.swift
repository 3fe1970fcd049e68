internal import Synchronization

/// How many connections to one endpoint there may be, and how long they live.
package struct ConnectionLimits: Hashable, Sendable {
    /// How many are kept open although nothing is asked.
    package var minimum: Int
    package var maximum: Int
    package var idleTime: Duration
    package var connectTimeout: Duration

    package init(minimum: Int = 0, maximum: Int, idleTime: Duration, connectTimeout: Duration) {
        self.minimum = minimum
        self.maximum = maximum
        self.idleTime = idleTime
        self.connectTimeout = connectTimeout
    }
}

/// Limits that every thread reads as it goes, and that are seldom replaced: plain loads, no lock.
///
/// Whoever reads while they are replaced may see old limits beside new ones, which does no harm.
struct LiveLimits: ~Copyable, Sendable {
    private let minimum: Atomic<Int>
    private let maximum: Atomic<Int>
    /// Both in nanoseconds.
    private let idleTime: Atomic<Int64>
    private let connectTimeout: Atomic<Int64>

    init(_ limits: ConnectionLimits) {
        minimum = Atomic(limits.minimum)
        maximum = Atomic(limits.maximum)
        idleTime = Atomic(limits.idleTime.clampedNanoseconds)
        connectTimeout = Atomic(limits.connectTimeout.clampedNanoseconds)
    }

    var current: ConnectionLimits {
        ConnectionLimits(
            minimum: minimum.load(ordering: .relaxed), maximum: maximum.load(ordering: .relaxed),
            idleTime: .nanoseconds(idleTime.load(ordering: .relaxed)),
            connectTimeout: .nanoseconds(connectTimeout.load(ordering: .relaxed)))
    }

    func replace(with limits: ConnectionLimits) {
        minimum.store(limits.minimum, ordering: .relaxed)
        maximum.store(limits.maximum, ordering: .relaxed)
        idleTime.store(limits.idleTime.clampedNanoseconds, ordering: .relaxed)
        connectTimeout.store(limits.connectTimeout.clampedNanoseconds, ordering: .relaxed)
    }
}

extension Duration {
    fileprivate var clampedNanoseconds: Int64 { Int64(clamping: wholeNanoseconds) }
}
