internal import CAerospikeLinux
internal import Glibc

/// Waits for sockets to become ready, and for a wake-up from another thread: epoll and an eventfd.
///
/// The events are a plain array that is lent to the system for each wait; nothing unsafe shows outside.
@safe
package struct Poller: ~Copyable {
    /// What a socket is ready for.
    package struct Readiness: OptionSet, Sendable {
        package let rawValue: UInt32
        package init(rawValue: UInt32) { self.rawValue = rawValue }

        package static let readable = Readiness(rawValue: EPOLLIN.rawValue)
        package static let writable = Readiness(rawValue: EPOLLOUT.rawValue)
        /// Closed or broken; reading tells which.
        package static let gone = Readiness(rawValue: EPOLLERR.rawValue | EPOLLHUP.rawValue)
    }

    /// The token of the wake-up itself; connections count from 1.
    private static let wakeToken: UInt64 = 0
    private static let eventsPerTurn = 128

    private let epoll: Descriptor
    private let wake: Descriptor
    private var events: [epoll_event]

    private init(epoll: consuming Descriptor, wake: consuming Descriptor) {
        self.epoll = epoll
        self.wake = wake
        unsafe events = Array(repeating: epoll_event(), count: Self.eventsPerTurn)
    }

    /// Makes a poller that can be woken.
    package static func make() throws(SystemError) -> Poller {
        let epoll = try Descriptor(epoll_create1(Int32(EPOLL_CLOEXEC)))
        let wake = try Descriptor(eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC)))
        let wakeDescriptor = wake.number
        let poller = Poller(epoll: epoll, wake: wake)
        try poller.control(EPOLL_CTL_ADD, wakeDescriptor, .readable, token: Self.wakeToken)
        return poller
    }

    /// The descriptor to which another thread writes so as to wake the waiting one.
    package var wakeDescriptor: Int32 { wake.number }

    /// Ends the wait of the thread that polls; safe from any thread.
    package static func wake(_ descriptor: Int32) {
        // Eight bytes are what an eventfd takes. It fails only when the counter is full: then a wake-up is due anyway.
        unsafe withUnsafeBytes(of: UInt64(1)) { bytes in _ = unsafe write(descriptor, bytes.baseAddress, bytes.count) }
    }

    package func add(_ descriptor: Int32, _ interest: Readiness, token: UInt64) throws(SystemError) {
        try control(EPOLL_CTL_ADD, descriptor, interest, token: token)
    }

    package func change(_ descriptor: Int32, _ interest: Readiness, token: UInt64) throws(SystemError) {
        try control(EPOLL_CTL_MOD, descriptor, interest, token: token)
    }

    /// Takes a descriptor out; one that is gone already is no matter.
    package func remove(_ descriptor: Int32) {
        try? control(EPOLL_CTL_DEL, descriptor, [], token: 0)
    }

    /// Waits for at most some milliseconds, -1 for ever.
    ///
    /// - Returns: How many events there are; ``event(_:)`` tells each.
    package mutating func wait(milliseconds: Int32) -> Int {
        // The array is as long as the call is told.
        let count = unsafe epoll_wait(epoll.number, &events, Int32(events.count), milliseconds)
        return max(0, Int(count))
    }

    /// One of the events of the last wait: whose it is, and what it says.
    ///
    /// The wake-up itself belongs to nobody.
    package func event(_ index: Int) -> (token: UInt64, readiness: Readiness)? {
        let event = unsafe events[index]
        let token = unsafe event.data.u64
        guard token != Self.wakeToken else {
            drainWake()
            return nil
        }
        return (token, Readiness(rawValue: unsafe event.events))
    }

    private func control(
        _ operation: Int32,
        _ descriptor: Int32,
        _ interest: Readiness,
        token: UInt64
    ) throws(SystemError) {
        // The structure is read during the call only.
        var event = unsafe epoll_event()
        unsafe event.events = interest.rawValue
        unsafe event.data.u64 = token
        guard unsafe epoll_ctl(epoll.number, operation, descriptor, &event) == 0 else { throw .last }
    }

    private func drainWake() {
        var count: UInt64 = 0
        // Eight bytes are what an eventfd gives.
        _ = unsafe read(wake.number, &count, 8)
    }
}
