/// The hash of one client's password, computed once, on a thread of its own, when a login first asks for it.
///
/// All who ask while it is being computed wait for the same result. A failure is not kept: who asks next tries again.
package final class CredentialHash: Sendable {
    private typealias Outcome = Result<SecretBytes, AerospikeError>
    private typealias Waiter = @Sendable (Outcome) -> Void

    private enum State {
        case idle
        case computing([Waiter])
        case done(SecretBytes)

        mutating func add(_ waiter: @escaping Waiter) -> Step {
            switch self {
            case .idle:
                self = .computing([waiter])
                return .start
            case .computing(let waiters):
                self = .computing(waiters + [waiter])
                return .wait
            case .done(let hash): return .answer(hash)
            }
        }

        mutating func finish(_ outcome: Outcome) -> [Waiter] {
            guard case .computing(let waiters) = self else { return [] }
            if case .success(let hash) = outcome { self = .done(hash) } else { self = .idle }
            return waiters
        }
    }

    private enum Step {
        case start, wait
        case answer(SecretBytes)
    }

    private let compute: @Sendable () throws(AerospikeError) -> SecretBytes
    private let state = Lock(State.idle)

    package convenience init(of password: Secret) {
        self.init { () throws(AerospikeError) in try PasswordHash.compute(password) }
    }

    /// Computes anything once: tests count how often.
    init(computing compute: @escaping @Sendable () throws(AerospikeError) -> SecretBytes) {
        self.compute = compute
    }

    /// The hash; it is the task that waits, not its thread.
    package func value() async throws(AerospikeError) -> SecretBytes {
        let outcome = await withCheckedContinuation { continuation in
            request { continuation.resume(returning: $0) }
        }
        return try outcome.get()
    }

    /// The hash; this thread waits, so it must be neither an event loop's nor a cooperative one.
    package func wait() throws(AerospikeError) -> SecretBytes {
        let signal = ThreadSignal<Outcome>()
        request { signal.send($0) }
        return try signal.wait().get()
    }

    private func request(_ waiter: @escaping Waiter) {
        switch state.withLock({ $0.add(waiter) }) {
        case .answer(let hash): waiter(.success(hash))
        case .wait: break
        case .start: start()
        }
    }

    private func start() {
        do {
            try Thread.start { [self] in
                finish(Outcome { () throws(AerospikeError) in try compute() })
            }
        } catch {
            // Threads are short for a moment, not for ever: this passes, as a connection's failure does.
            finish(.failure(AerospikeError(.connectionFailed, "cannot hash the password: no thread for it: \(error)")))
        }
    }

    private func finish(_ outcome: Outcome) {
        let waiters = state.withLock { $0.finish(outcome) }
        for waiter in waiters { waiter(outcome) }
    }
}
