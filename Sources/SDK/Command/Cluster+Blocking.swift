/// The blocking driver of commands on one record: the thread that calls does the I/O itself.
extension Cluster {
    /// Carries a command out, retries included; the twin of the asynchronous `execute`.
    package func executeBlocking(
        _ command: RecordCommand,
        _ behavior: Behavior,
        accepting accepts: (ResultCode) -> Bool = { $0 == .ok }
    ) throws(AerospikeError) -> RecordAnswer {
        try command.validate()
        try behavior.checkCompression([command.action.kind], .point, mode(of: command.key))
        var execution = RecordExecution(command, behavior, in: topology)
        while true {
            switch stepBlocking(&execution) {
            case .answer(let answer):
                guard accepts(answer.resultCode) else { throw execution.refusal(answer.resultCode) }
                return answer
            case .retry(let delay): Thread.sleep(for: delay)
            case .fail(let error): throw error
            }
        }
    }

    private func stepBlocking(_ execution: inout RecordExecution) -> RecordExecution.Step {
        do throws(TransportFailure) {
            let attempt = try execution.attempt(in: topology)
            let answer = try attempt.node.endpoint.withConnection(until: attempt.deadline, grace: attempt.grace) {
                connection throws(TransportFailure) in
                try connection.exchange(attempt.bytes, expecting: .message, until: attempt.deadline)
            }
            attempt.node.endpoint.note(.success(answer))
            return execution.conclude(.success(answer))
        } catch {
            if error.error.code == .nodeUnavailable { tendSoon() }
            return execution.conclude(.failure(error))
        }
    }
}

extension Endpoint {
    /// Sends a request on a connection that is the caller's until its answer is complete.
    func begin(_ bytes: [UInt8], until deadline: MonotonicTime) throws(TransportFailure) -> BlockingConnection {
        let connection = try borrow(until: deadline)
        do throws(TransportFailure) {
            try connection.send(bytes, until: deadline)
            return connection
        } catch {
            drop(after: error)
            throw error
        }
    }
}
