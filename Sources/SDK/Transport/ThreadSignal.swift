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
