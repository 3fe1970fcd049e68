/// The asynchronous driver of commands on one record.
extension Cluster {
    /// Carries a command out, retries included.
    ///
    /// - Parameter accepts: Which outcomes are answers rather than errors.
    /// - Throws: `AerospikeError` when the outcome is another, or there is none.
    package func execute(
        _ command: RecordCommand,
        _ behavior: Behavior,
        accepting accepts: (ResultCode) -> Bool = { $0 == .ok }
    ) async throws(AerospikeError) -> RecordAnswer {
        try command.validate()
        try behavior.checkCompression([command.action.kind], .point, mode(of: command.key))
        let loops = try eventLoops
        var execution = RecordExecution(command, behavior, in: topology)
        while true {
            switch await step(&execution, on: loops) {
            case .answer(let answer):
                guard accepts(answer.resultCode) else { throw execution.refusal(answer.resultCode) }
                return answer
            case .retry(let delay):
                do throws(AerospikeError) {
                    try await pause(delay)
                } catch {
                    throw execution.abandoned(error)
                }
            case .fail(let error): throw error
            }
        }
    }

    private func step(_ execution: inout RecordExecution, on loops: EventLoopGroup) async -> RecordExecution.Step {
        do throws(TransportFailure) {
            let attempt = try execution.attempt(in: topology)
            let outcome = await loops.next.exchange(
                attempt.bytes, expecting: .message, with: attempt.node.endpoint, in: attempt.lane,
                until: attempt.deadline, grace: attempt.grace)
            return execution.conclude(outcome)
        } catch {
            if error.error.code == .nodeUnavailable { tendSoon() }
            return execution.conclude(.failure(error))
        }
    }

    /// Waits between tries without keeping a thread.
    func pause(_ delay: Duration) async throws(AerospikeError) {
        guard delay > .zero else { return }
        do {
            try await Task.sleep(for: delay)
        } catch {
            throw AerospikeError(.cancelled, "the task was cancelled while it waited for another try")
        }
    }
}
