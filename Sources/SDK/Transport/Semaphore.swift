internal import Glibc

/// The system's semaphore; it must not move in memory, so it has its own.
@safe
package final class Semaphore: Sendable {
    // The system's semaphore functions are made for many threads.
    nonisolated(unsafe) private let storage: UnsafeMutablePointer<sem_t>

    /// Makes one without a post.
    package init() {
        unsafe storage = .allocate(capacity: 1)
        // A count of zero, for the threads of this process: this cannot fail.
        unsafe sem_init(storage, 0, 0)
    }

    deinit {
        unsafe sem_destroy(storage)
        unsafe storage.deallocate()
    }

    /// Lets one wait end, this one or the next.
    package func post() { unsafe sem_post(storage) }

    func wait() {
        while unsafe sem_wait(storage) != 0, errno == EINTR {}
    }

    /// Whether there was a post in time.
    package func wait(until deadline: MonotonicTime) -> Bool {
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
