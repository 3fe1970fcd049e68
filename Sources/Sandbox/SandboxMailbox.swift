internal import AerospikeSDK

/// What other threads want done on a thread of the sandbox, by whoever serves there.
final class SandboxMailbox<Server>: Sendable {
    typealias Job = @Sendable (Server) -> Void

    private enum State {
        /// The thread does not wait for jobs yet.
        case closed
        /// The thread is woken through the descriptor.
        case open([Job], wakeDescriptor: Int32)
    }

    private let state = Lock(State.closed)

    /// Lets jobs in.
    ///
    /// - Parameter wakeDescriptor: Where to wake the thread; it must live until the mailbox is closed.
    func open(wakeDescriptor: Int32) {
        state.withLock { $0 = .open([], wakeDescriptor: wakeDescriptor) }
    }

    /// Leaves a job.
    ///
    /// - Returns: Whether it will be done.
    func post(_ job: @escaping Job) -> Bool {
        state.withLock { state in
            guard case .open(let jobs, let wakeDescriptor) = state else { return false }
            state = .open(jobs + [job], wakeDescriptor: wakeDescriptor)
            Poller.wake(wakeDescriptor)
            return true
        }
    }

    /// Takes the jobs.
    func take() -> [Job] {
        state.withLock { state in
            guard case .open(let jobs, let wakeDescriptor) = state else { return [] }
            if !jobs.isEmpty { state = .open([], wakeDescriptor: wakeDescriptor) }
            return jobs
        }
    }

    /// Takes the last jobs; from now on none is accepted.
    func closeAndTake() -> [Job] {
        state.withLock { state in
            guard case .open(let jobs, _) = state else { return [] }
            state = .closed
            return jobs
        }
    }
}
