internal import Synchronization

/// A value that is awaited once, and may come from several sides, of which the first counts.
final class Promise<Value: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Value, Never>)
        case kept(Value)
    }

    private let state = Mutex(State.open)

    func take(_ continuation: CheckedContinuation<Value, Never>) {
        let value: Value? = state.withLock { state in
            if case .kept(let value) = state { return value }
            state = .awaited(continuation)
            return nil
        }
        if let value { continuation.resume(returning: value) }
    }

    func keep(_ value: Value) {
        let continuation: CheckedContinuation<Value, Never>? = state.withLock { state in
            defer { if case .kept = state {} else { state = .kept(value) } }
            if case .awaited(let continuation) = state { return continuation }
            return nil
        }
        continuation?.resume(returning: value)
    }
}
