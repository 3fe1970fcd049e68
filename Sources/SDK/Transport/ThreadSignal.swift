internal import Glibc

/// Lets a thread wait for what a task brings about.
final class ThreadSignal<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        /// Whether the wait is over, and nobody takes a value any more.
        var isGivenUp = false
    }

    private let state = Lock(State())
    private let semaphore = Semaphore()

    /// Hands the value over, once.
    ///
    /// - Returns: Whether somebody takes it, or will.
    @discardableResult
    func send(_ value: Value) -> Bool {
        let isTaken = state.withLock { state in
            if !state.isGivenUp { state.value = value }
            return !state.isGivenUp
        }
        semaphore.post()
        return isTaken
    }

    /// Waits on this thread for the value.
    func wait() -> Value {
        while true {
            semaphore.wait()
            if let value = state.withLock({ $0.value }) { return value }
        }
    }

    /// Waits on this thread for the value; `nil` when it has not come in time.
    func wait(until deadline: MonotonicTime) -> Value? {
        _ = semaphore.wait(until: deadline)
        return state.withLock { state in
            state.isGivenUp = true
            return state.value
        }
    }
}

/// The system's semaphore; it must not move in memory, so it has its own.
@safe
private final class Semaphore: Sendable {
    // The system's semaphore functions are made for many threads.
    nonisolated(unsafe) private let storage: UnsafeMutablePointer<sem_t>

    init() {
        unsafe storage = .allocate(capacity: 1)
        // A count of zero, for the threads of this process: this cannot fail.
        unsafe sem_init(storage, 0, 0)
    }

    deinit {
        unsafe sem_destroy(storage)
        unsafe storage.deallocate()
    }

    func post() { unsafe sem_post(storage) }

    func wait() {
        while unsafe sem_wait(storage) != 0, errno == EINTR {}
    }

    /// Whether there was a post in time.
    func wait(until deadline: MonotonicTime) -> Bool {
        while true {
            let rest = MonotonicTime.now().duration(until: deadline)
            // The system's call goes by the clock on the wall, which may be set meanwhile: the other clock decides.
            if wait(for: min(rest, Self.longestWait)) { return true }
            if MonotonicTime.now() >= deadline { return false }
        }
    }

    private static let longestWait = Duration.seconds(60)

    private func wait(for duration: Duration) -> Bool {
        var now = timespec()
        // Both calls are given one structure each, for their length.
        _ = unsafe clock_gettime(CLOCK_REALTIME, &now)
        let (seconds, attoseconds) = duration.components
        let nanoseconds = now.tv_nsec + Int(attoseconds / 1_000_000_000)
        var end = timespec(
            tv_sec: now.tv_sec + Int(seconds) + nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
        return unsafe sem_timedwait(storage, &end) == 0
    }
}
