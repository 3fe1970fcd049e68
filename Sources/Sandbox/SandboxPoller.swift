internal import AerospikeSDK
internal import CAerospikeLinux
internal import Glibc

/// Waits until some socket can be read from or written to (epoll).
///
/// The calls take pointers to values of this frame for the length of the call. Hence the `unsafe` marks.
struct SandboxPoller: ~Copyable {
    /// What to wait for, or what has come.
    struct Interest: OptionSet, Hashable {
        let rawValue: UInt32
        static let read = Interest(rawValue: EPOLLIN.rawValue)
        static let write = Interest(rawValue: EPOLLOUT.rawValue)
        static let failure = Interest(rawValue: EPOLLERR.rawValue | EPOLLHUP.rawValue)
    }

    private let descriptor: Int32
    private static let eventsPerWait = 256

    init() throws(AerospikeError) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else {
            throw AerospikeError(.connectionFailed, "the sandbox could not make an epoll descriptor (errno \(errno))")
        }
    }

    deinit { close(descriptor) }

    func add(_ socket: Int32, _ interest: Interest) { control(EPOLL_CTL_ADD, socket, interest) }

    func change(_ socket: Int32, _ interest: Interest) { control(EPOLL_CTL_MOD, socket, interest) }

    func remove(_ socket: Int32) { control(EPOLL_CTL_DEL, socket, []) }

    private func control(_ operation: Int32, _ socket: Int32, _ interest: Interest) {
        // `data` is a union of which only the member `fd` is ever used.
        var event = unsafe epoll_event(events: interest.rawValue, data: epoll_data_t(fd: socket))
        unsafe epoll_ctl(descriptor, operation, socket, &event)
    }

    /// Waits.
    ///
    /// - Parameter timeout: How long at most, or `nil` for ever.
    func wait(_ timeout: Duration?) -> [(socket: Int32, interest: Interest)] {
        let milliseconds = timeout.map { Self.milliseconds($0) } ?? -1
        let events = unsafe [epoll_event](unsafeUninitializedCapacity: Self.eventsPerWait) { events, count in
            count = max(
                0, Int(unsafe epoll_wait(descriptor, events.baseAddress, Int32(Self.eventsPerWait), milliseconds)))
        }
        return unsafe events.map { unsafe ($0.data.fd, Interest(rawValue: $0.events)) }
    }

    /// Rounds up, lest the loop spins through the last millisecond.
    private static func milliseconds(_ timeout: Duration) -> Int32 {
        let (seconds, attoseconds) = timeout.components
        let rounded = seconds.multipliedReportingOverflow(by: 1000)
        guard !rounded.overflow else { return .max }
        return Int32(clamping: max(0, rounded.partialValue &+ attoseconds / 1_000_000_000_000_000 &+ 1))
    }
}
