/// A batch from the first round to the last: which node is asked for which keys, what came back, and which keys are asked
/// for again when a node fails.
struct BatchExecution: RowWork {
    /// The request for one node.
    struct Part: NodeRequest {
        let node: Node
        let bytes: [UInt8]
        let indices: [Int]
    }

    private let commands: BatchCommands
    private let settings: BatchSettings
    /// The mode of the first key's namespace: one set of times rules the whole.
    private let mode: ConsistencyMode
    private var plan: RetryPlan
    private var isSettled: [Bool]
    /// Why each key that failed in the present round did.
    private var failures: [Int: TransportFailure] = [:]
    /// How often each key may have reached a server without an answer.
    private var sent: [Int: Int] = [:]
    /// Keys of batches that a node ended in the middle, of which it may have carried some out.
    private var brokenOff: Set<Int> = []
    /// The node on which each key failed last.
    private var previous: [Int: NodeID] = [:]

    init(_ commands: BatchCommands, _ behavior: Behavior, in topology: Topology) {
        self.commands = commands
        mode = commands.keys.first.map { topology.mode(of: $0.namespace) } ?? .availability
        settings = BatchSettings(behavior, commands.actions, leading: mode)
        plan = RetryPlan(settings.leading, isWrite: commands.isWrite, from: .now())
        isSettled = Array(repeating: false, count: commands.count)
    }

    var concurrency: Int { settings.leading.maxConcurrentNodes > 0 ? settings.leading.maxConcurrentNodes : .max }

    var patience: Patience {
        Patience(
            perPart: settings.leading.socketTimeout, limit: plan.totalDeadline, grace: settings.leading.timeoutDelay)
    }

    /// How many rows wait for a slow reader.
    var queueSize: Int { settings.leading.recordQueueSize }

    mutating func forgive(_ time: Duration) { plan.extend(by: time) }

    mutating func begin(in topology: Topology) -> [Part] {
        _ = plan.begin(at: .now())
        failures = [:]
        var members: [NodeID: (node: Node, members: [BatchRequest.Member])] = [:]
        for (index, key) in commands.keys.enumerated() where !isSettled[index] {
            let mode = topology.mode(of: key.namespace)
            let action = commands.actionPlace(of: index)
            do throws(AerospikeError) {
                let node = try topology.node(
                    for: key.digest.partition, in: key.namespace, replica: settings.actions[action][mode].replica,
                    turn: plan.turn, avoiding: previous[index])
                let member = BatchRequest.Member(index: UInt32(clamping: index), key: key, mode: mode, action: action)
                members[node.id, default: (node, [])].members.append(member)
            } catch {
                failures[index] = TransportFailure(error, wasSent: false)
            }
        }
        return members.values.sorted { $0.node.id < $1.node.id }.compactMap { part($0.node, $0.members) }
    }

    /// The request for one node; `nil`, and failures, when it is longer than nodes take.
    private mutating func part(_ node: Node, _ members: [BatchRequest.Member]) -> Part? {
        let indices = members.map { Int($0.index) }
        let bytes = BatchRequest(members: members, settings: settings).encode()
        do throws(AerospikeError) {
            try WireLimits.check(requestOf: bytes.count)
        } catch {
            for index in indices { failures[index] = TransportFailure(error, wasSent: false) }
            return nil
        }
        return Part(node: node, bytes: bytes, indices: indices)
    }

    mutating func received(_ group: inout RowGroup, from part: Part) throws(WireError) -> [RecordResult] {
        try received(group.rows, from: part)
    }

    /// Takes rows of a node's answer.
    mutating func received(_ answers: [Row], from part: Part) throws(WireError) -> [RecordResult] {
        var rows: [RecordResult] = []
        rows.reserveCapacity(answers.count)
        for row in answers {
            let index = Int(row.index)
            guard index < commands.count, !isSettled[index] else {
                // Nothing in a frame that lies is believed: its other keys fail with it.
                for row in rows { isSettled[row.index] = false }
                throw .unexpectedIndex(row.index)
            }
            isSettled[index] = true
            let record = action(of: index).interpret(row.record)
            rows.append(
                RecordResult(
                    key: commands.keys[index], index: index,
                    answer: RecordAnswer(resultCode: row.resultCode, record: record),
                    error: refusal(row.resultCode, of: index, by: part.node)))
        }
        return rows
    }

    private func refusal(_ resultCode: ResultCode, of index: Int, by node: Node) -> AerospikeError? {
        guard resultCode != .ok else { return nil }
        let error = AerospikeError(.server, "the server refused the command", resultCode: resultCode)
        return finished(error.at(node), index, sent: sent[index, default: 0] + 1)
    }

    mutating func finished(_ part: Part, _ outcome: Result<ResultCode, TransportFailure>) {
        let failure: TransportFailure
        switch outcome {
        case .success(.ok):
            let error = AerospikeError(.protocolViolation, "the node did not answer for every key")
            failure = TransportFailure(error.at(part.node), wasSent: true)
        case .success(let code):
            let error = AerospikeError(.server, "the node refused the batch", resultCode: code)
            failure = TransportFailure(error.at(part.node), wasSent: true)
            if !code.isRefusalOfBatches { brokenOff.formUnion(part.indices) }
        case .failure(let cause):
            failure = TransportFailure(cause.error.at(part.node), wasSent: cause.wasSent)
        }
        for index in part.indices where !isSettled[index] {
            failures[index] = failure
            previous[index] = part.node.id
            if failure.wasSent { sent[index, default: 0] += 1 }
        }
    }

    /// Ends a round: keys that may fare better are asked for again, the others have failed.
    mutating func conclude() -> RoundEnd {
        var open: [Int: TransportFailure] = [:]
        var lost: [Int: TransportFailure] = [:]
        for (index, failure) in failures {
            if failure.isWorthRetrying && mayRetry(index) { open[index] = failure } else { lost[index] = failure }
        }
        guard let failure = open.values.first(where: \.wasSent) ?? open.values.first else {
            return RoundEnd(rows: settle(lost), step: .done)
        }
        if case .retry(let delay) = plan.failed(failure, at: .now()) {
            return RoundEnd(rows: settle(lost), step: .retry(after: delay))
        }
        return RoundEnd(rows: settle(failures), step: .done)
    }

    /// Whether what is done with a key may be tried once more; a batch may hold reads beside writes.
    private func mayRetry(_ index: Int) -> Bool {
        plan.attempts <= settings.actions[commands.actionPlace(of: index)][mode].maxRetries
    }

    private mutating func settle(_ failures: [Int: TransportFailure]) -> [RecordResult] {
        failures.sorted { $0.key < $1.key }.map { index, failure in
            isSettled[index] = true
            let error = finished(failure.error, index, sent: sent[index, default: 0])
            return RecordResult(key: commands.keys[index], index: index, error: error)
        }
    }

    private func action(of index: Int) -> RecordAction { settings.actions[commands.actionPlace(of: index)].action }

    private func finished(_ error: AerospikeError, _ index: Int, sent: Int) -> AerospikeError {
        var error = error.code == .timeout ? error.noting(plan.times) : error
        error.attempts = plan.attempts
        let mayBeDone = brokenOff.contains(index) || RetryPlan.isInDoubt(after: error, sent: sent)
        error.isInDoubt = action(of: index).isWrite && mayBeDone
        return error
    }

    /// What was sent may have been carried out, and nobody waits for it any more.
    func abandoned(_ error: AerospikeError) -> AerospikeError {
        var error = error
        error.attempts = plan.attempts
        error.isInDoubt =
            commands.isWrite
            && isSettled.indices.contains { index in
                action(of: index).isWrite && (isSettled[index] || sent[index] != nil)
            }
        return error
    }
}

extension ResultCode {
    /// Whether a node says of a batch as a whole that it carries out nothing of it.
    fileprivate var isRefusalOfBatches: Bool {
        [.batchDisabled, .batchMaxRequestsExceeded, .batchQueuesFull].contains(self) || isOfLostLogin
    }
}

extension AerospikeError {
    /// The same failure, said of a node.
    func at(_ node: Node) -> AerospikeError {
        var error = self
        error.node = node.description
        return error
    }
}
