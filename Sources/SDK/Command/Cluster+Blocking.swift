/// The blocking drivers: the thread that calls does the I/O itself.
extension Cluster {
    /// Carries a command out, retries included; the twin of the asynchronous `execute`.
    package func executeBlocking(
        _ command: RecordCommand,
        _ behavior: Behavior,
        accepting accepts: (ResultCode) -> Bool = { $0 == .ok }
    ) throws(AerospikeError) -> RecordAnswer {
        try command.validate()
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

    /// Does the same to many records; the twin of the asynchronous `executeBatch`.
    ///
    /// Every node has its request before the first answer is read, so that they work side by side.
    package func executeBatchBlocking(
        _ keys: [Key],
        _ action: RecordAction,
        _ behavior: Behavior
    ) throws(AerospikeError) -> [RecordResult] {
        guard !keys.isEmpty else { return [] }
        try Self.validate(keys, action)
        var execution = BatchExecution(keys, action, behavior, in: topology)
        while true {
            var waiting = execution.begin(in: topology)[...]
            while !waiting.isEmpty {
                Self.runBlocking(Array(waiting.prefix(execution.concurrency)), of: &execution)
                waiting = waiting.dropFirst(execution.concurrency)
            }
            switch execution.conclude() {
            case .done(let rows): return rows
            case .retry(let delay): Thread.sleep(for: delay)
            }
        }
    }

    private static func runBlocking(
        _ parts: [BatchExecution.Part],
        of execution: inout BatchExecution
    ) {
        var sent: [(part: BatchExecution.Part, connection: BlockingConnection)] = []
        for part in parts {
            do throws(TransportFailure) {
                sent.append(
                    (part, try part.node.endpoint.begin(part.bytes, until: execution.patience.deadline(from: .now()))))
            } catch {
                execution.finished(part, .failure(error))
            }
        }
        for (part, connection) in sent {
            do throws(TransportFailure) {
                let end = try readRows(from: connection, of: &execution)
                part.node.endpoint.giveBack(connection, after: end)
                execution.finished(part, .success(end))
            } catch {
                part.node.endpoint.drop(after: error)
                execution.finished(part, .failure(error))
            }
        }
    }

    private static func readRows(
        from connection: BlockingConnection,
        of execution: inout BatchExecution
    ) throws(TransportFailure) -> ResultCode {
        while true {
            let group = try connection.rows(until: execution.patience.deadline(from: .now()))
            do throws(WireError) {
                try execution.received(group.rows)
            } catch {
                throw TransportFailure(AerospikeError(.protocolViolation, "\(error)"), wasSent: true)
            }
            if let end = group.end { return end }
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
