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
    private let settings: BehaviorSettings
    private let mode: ConsistencyMode
    private let replica: BehaviorSettings.Replica
    private var plan: RetryPlan
    private var results: [RecordResult?]
    private var failures: [Int: AerospikeError] = [:]
    private var lastFailure: TransportFailure?

    init(_ keys: [Key], _ action: RecordAction, _ behavior: Behavior, in topology: Topology) {
        self.keys = keys
        self.action = action
        // The servers take one set of limits for a batch: that of its first key's namespace.
        mode = keys.first.map { topology.mode(of: $0.namespace) } ?? .availability
        settings = behavior.settings(action.kind, .batch, mode)
        replica = settings.replica(for: action.kind, mode)
        plan = RetryPlan(settings, isWrite: action.isWrite, from: .now())
        results = Array(repeating: nil, count: keys.count)
    }

    /// How many nodes may work at a time.
    var concurrency: Int { settings.maxConcurrentNodes > 0 ? settings.maxConcurrentNodes : .max }

    /// Begins a round.
    ///
    /// - Returns: The requests for the keys without a result, one for each node, and until when to wait for answers.
    mutating func begin(in topology: Topology) -> (parts: [Part], deadline: MonotonicTime) {
        let deadline = plan.begin(at: .now())
        failures = [:]
        lastFailure = nil
        var members: [NodeID: (node: Node, members: [BatchRequest.Member])] = [:]
        for (index, key) in keys.enumerated() where results[index] == nil {
            do throws(AerospikeError) {
                let node = try topology.node(
                    for: key.digest.partition, in: key.namespace, replica: replica, turn: plan.turn)
                members[node.id, default: (node, [])].members.append(.init(index: UInt32(clamping: index), key: key))
            } catch {
                fail([index], TransportFailure(error, wasSent: false))
            }
        }
        return (members.values.sorted { $0.node.id < $1.node.id }.map(part), deadline)
    }

    private func part(_ node: Node, _ members: [BatchRequest.Member]) -> Part {
        let request = BatchRequest(members: members, action: action, settings: settings, mode: mode)
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
            results[index] = RecordResult(key: keys[index], index: index, answer: answer)
        }
    }

    /// A node has ended its answer.
    mutating func finished(_ part: Part, _ outcome: Result<ResultCode, TransportFailure>) {
        let missing = part.indices.filter { results[$0] == nil }
        guard !missing.isEmpty else { return }
        switch outcome {
        case .success(.ok):
            let error = AerospikeError(.protocolViolation, "the node did not answer for every key")
            fail(missing, TransportFailure(error.at(part.node), wasSent: true))
        case .success(let code):
            let error = AerospikeError(.server, "the node refused the batch", resultCode: code)
            fail(missing, TransportFailure(error.at(part.node), wasSent: true))
        case .failure(let failure):
            fail(missing, TransportFailure(failure.error.at(part.node), wasSent: failure.wasSent))
        }
    }

    /// Ends a round.
    mutating func conclude() -> Step {
        guard let lastFailure else { return .done(rows()) }
        switch plan.failed(lastFailure, at: .now()) {
        case .retry(let delay): return .retry(after: delay)
        case .fail(let error):
            for (index, failure) in failures { settle(index, failure, isInDoubt: error.isInDoubt) }
            return .done(rows())
        }
    }

    private mutating func fail(_ indices: [Int], _ failure: TransportFailure) {
        for index in indices { failures[index] = failure.error }
        // A failure that may have reached a server decides over one that certainly has not.
        if lastFailure?.wasSent != true { lastFailure = failure }
    }

    private mutating func settle(_ index: Int, _ failure: AerospikeError, isInDoubt: Bool) {
        var error = failure
        error.attempts = plan.attempts
        error.isInDoubt = isInDoubt
        results[index] = RecordResult(key: keys[index], index: index, error: error)
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
