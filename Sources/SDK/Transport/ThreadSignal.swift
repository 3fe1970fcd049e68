internal import Glibc
internal import Synchronization

/// Lets a thread wait for what a task brings about.
final class ThreadSignal<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let semaphore = Semaphore()

    /// Hands the value over, once.
    func send(_ value: Value) {
        self.value.withLock { $0 = value }
        semaphore.post()
    }

    /// Waits on this thread for the value.
    func wait() -> Value {
        while true {
            semaphore.wait()
            if let value = value.withLock({ $0 }) { return value }
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
}
