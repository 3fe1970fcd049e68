/// One action on many records, from the first round to the last: which node is asked for which keys, what came back,
/// and which keys are asked for again when a node fails.
struct BatchExecution {
    /// The request for one node.
    struct Part {
        let node: Node
        let bytes: [UInt8]
        let indices: [Int]
    }

    /// What to do after a round.
    enum Step {
        case done([RecordResult])
        case retry(after: Duration)
    }

    private let keys: [Key]
    private let action: RecordAction
    private let settings: BatchSettings
    private var plan: RetryPlan
    private var results: [RecordResult?]
    /// Why each key that failed in the present round did.
    private var failures: [Int: TransportFailure] = [:]
    /// How often each key may have reached a server without an answer.
    private var sent: [Int]
    /// The node on which each key failed last.
    private var previous: [Int: NodeID] = [:]

    init(_ keys: [Key], _ action: RecordAction, _ behavior: Behavior, in topology: Topology) {
        self.keys = keys
        self.action = action
        // One set of times rules the whole: that of the first key's namespace.
        let mode = keys.first.map { topology.mode(of: $0.namespace) } ?? .availability
        settings = BatchSettings(behavior, action.kind, leading: mode)
        plan = RetryPlan(settings.leading, isWrite: action.isWrite, from: .now())
        results = Array(repeating: nil, count: keys.count)
        sent = Array(repeating: 0, count: keys.count)
    }

    /// How many nodes may work at a time.
    var concurrency: Int { settings.leading.maxConcurrentNodes > 0 ? settings.leading.maxConcurrentNodes : .max }

    /// How long the parts of a node's answer may take.
    var patience: Patience { Patience(perPart: settings.leading.socketTimeout, limit: plan.totalDeadline) }

    /// Begins a round.
    ///
    /// - Returns: The requests for the keys without a result, one for each node.
    mutating func begin(in topology: Topology) -> [Part] {
        _ = plan.begin(at: .now())
        failures = [:]
        var members: [NodeID: (node: Node, members: [BatchRequest.Member])] = [:]
        for (index, key) in keys.enumerated() where results[index] == nil {
            let mode = topology.mode(of: key.namespace)
            do throws(AerospikeError) {
                let replica = settings[mode].replica(for: action.kind, mode)
                let node = try topology.node(
                    for: key.digest.partition, in: key.namespace, replica: replica, turn: plan.turn,
                    avoiding: previous[index])
                let member = BatchRequest.Member(index: UInt32(clamping: index), key: key, mode: mode)
                members[node.id, default: (node, [])].members.append(member)
            } catch {
                failures[index] = TransportFailure(error, wasSent: false)
            }
        }
        return members.values.sorted { $0.node.id < $1.node.id }.map(part)
    }

    private func part(_ node: Node, _ members: [BatchRequest.Member]) -> Part {
        let request = BatchRequest(members: members, action: action, settings: settings)
        return Part(node: node, bytes: request.encode(), indices: members.map { Int($0.index) })
    }

    /// Takes rows of a node's answer.
    ///
    /// - Throws: `WireError` for a row that nobody asked for, or that came before.
    mutating func received(_ rows: [Row]) throws(WireError) {
        for row in rows {
            let index = Int(row.index)
            guard index < keys.count, results[index] == nil else { throw .unexpectedIndex(row.index) }
            let answer = RecordAnswer(resultCode: row.resultCode, record: row.record)
            results[index] = RecordResult(
                key: keys[index], index: index, answer: answer, error: refusal(row.resultCode, of: index))
        }
    }

    private func refusal(_ resultCode: ResultCode, of index: Int) -> AerospikeError? {
        guard resultCode != .ok else { return nil }
        let error = AerospikeError(.server, "the server refused the command", resultCode: resultCode)
        return finished(error, sent: sent[index] + 1)
    }

    /// A node has ended its answer.
    mutating func finished(_ part: Part, _ outcome: Result<ResultCode, TransportFailure>) {
        let failure: TransportFailure
        switch outcome {
        case .success(.ok):
            let error = AerospikeError(.protocolViolation, "the node did not answer for every key")
            failure = TransportFailure(error.at(part.node), wasSent: true)
        case .success(let code):
            let error = AerospikeError(.server, "the node refused the batch", resultCode: code)
            failure = TransportFailure(error.at(part.node), wasSent: true)
        case .failure(let cause):
            failure = TransportFailure(cause.error.at(part.node), wasSent: cause.wasSent)
        }
        for index in part.indices where results[index] == nil {
            failures[index] = failure
            previous[index] = part.node.id
            if failure.wasSent { sent[index] += 1 }
        }
    }

    /// Ends a round: keys that may fare better are asked for again, the others have failed.
    mutating func conclude() -> Step {
        for (index, failure) in failures where !failure.isWorthRetrying { settle(index, failure.error) }
        let open = failures.filter { results[$0.key] == nil }
        guard let failure = open.values.first(where: \.wasSent) ?? open.values.first else { return .done(rows()) }
        switch plan.failed(failure, at: .now()) {
        case .retry(let delay): return .retry(after: delay)
        case .fail:
            for (index, failure) in open { settle(index, failure.error) }
            return .done(rows())
        }
    }

    private mutating func settle(_ index: Int, _ failure: AerospikeError) {
        results[index] = RecordResult(
            key: keys[index], index: index, error: finished(failure, sent: sent[index]))
    }

    private func finished(_ error: AerospikeError, sent: Int) -> AerospikeError {
        var error = error.code == .timeout ? error.noting(plan.times) : error
        error.attempts = plan.attempts
        error.isInDoubt = action.isWrite && RetryPlan.isInDoubt(after: error, sent: sent)
        return error
    }

    private func rows() -> [RecordResult] { results.compactMap { $0 } }
}

extension AerospikeError {
    /// The same failure, said of a node.
    func at(_ node: Node) -> AerospikeError {
        var error = self
        error.node = node.description
        return error
    }
}
