/// One command on one record, from the first try to its end: which node to ask, and what to make of the answer.
///
/// The asynchronous and the blocking driver follow the same steps; only the way they wait differs.
struct RecordExecution {
    /// A request for one node.
    struct Attempt {
        let node: Node
        let bytes: [UInt8]
        let lane: ConnectionChoice.Lane
        let deadline: MonotonicTime
        /// How long a late answer is waited for, so as to keep the connection.
        let grace: Duration
    }

    /// What to do after a try.
    enum Step {
        case answer(RecordAnswer)
        case retry(after: Duration)
        case fail(AerospikeError)
    }

    private let command: RecordCommand
    private let settings: BehaviorSettings
    private let mode: ConsistencyMode
    private let replica: BehaviorSettings.Replica
    private var plan: RetryPlan
    private var node: Node?

    init(_ command: RecordCommand, _ behavior: Behavior, in topology: Topology) {
        self.command = command
        mode = topology.mode(of: command.key.namespace)
        let kind = command.action.kind
        settings = behavior.settings(kind, .point, mode)
        replica = settings.replica(for: kind, mode)
        plan = RetryPlan(settings, isWrite: command.action.isWrite, from: .now())
    }

    /// Prepares the next try.
    mutating func attempt(in topology: Topology) throws(TransportFailure) -> Attempt {
        let deadline = plan.begin(at: .now())
        do throws(AerospikeError) {
            let node = try topology.node(
                for: command.key.digest.partition, in: command.key.namespace, replica: replica, turn: plan.turn,
                avoiding: self.node?.id)
            self.node = node
            let lane: ConnectionChoice.Lane = command.action.isWrite ? .writes : .reads
            let bytes = command.encode(settings, mode)
            try WireLimits.check(requestOf: bytes.count)
            return Attempt(node: node, bytes: bytes, lane: lane, deadline: deadline, grace: settings.timeoutDelay)
        } catch {
            throw TransportFailure(error, wasSent: false)
        }
    }

    /// Draws the conclusion of a try.
    mutating func conclude(_ outcome: Outcome) -> Step {
        switch outcome {
        case .success(.record(let answer)):
            guard answer.resultCode.isPassing else {
                return .answer(
                    RecordAnswer(
                        resultCode: answer.resultCode, record: command.action.interpret(answer.record)))
            }
            let error = AerospikeError(
                .server, "the server could not carry the command out", resultCode: answer.resultCode)
            return decide(TransportFailure(error, wasSent: true))
        case .success:
            let error = AerospikeError(.protocolViolation, "the server answered another kind of request")
            return decide(TransportFailure(error, wasSent: true))
        case .failure(let failure):
            return decide(failure)
        }
    }

    private mutating func decide(_ failure: TransportFailure) -> Step {
        switch plan.failed(failure, at: .now()) {
        case .retry(let delay): return .retry(after: delay)
        case .fail(var error):
            error.node = node?.description ?? error.node
            return .fail(error)
        }
    }

    /// The error for an answer that the caller does not accept.
    func refusal(_ resultCode: ResultCode) -> AerospikeError {
        let error = AerospikeError(
            .server, "the server refused the command", resultCode: resultCode, node: node?.description)
        return plan.refused(error)
    }

    /// The error when the caller gives up between two tries.
    func abandoned(_ error: AerospikeError) -> AerospikeError { plan.finished(error) }
}
