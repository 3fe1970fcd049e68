/// A question to nodes: who is asked, how long they have, and what an outcome is worth.
///
/// Both drivers put it to the nodes; what is sent and what comes of it is said here alone.
struct InfoQuestion {
    let nodes: [Node]
    private let settings: BehaviorSettings
    private let request: InfoRequest
    /// Whether the node may do something rather than only tell.
    private let isWrite: Bool

    /// A question to all nodes in sight, or to the one of a name.
    ///
    /// - Throws: `AerospikeError` with code `unknownName` when no node goes by the name, `connectFailed` or `clientClosed`
    ///   when there is none at all.
    init(
        _ request: InfoRequest,
        to name: String? = nil,
        of topology: Topology,
        _ behavior: Behavior,
        isWrite: Bool = false
    ) throws(AerospikeError) {
        guard !topology.nodes.isEmpty else { throw topology === Topology.closed ? .closed : .noNodeToAsk }
        nodes = topology.nodes.filter { name == nil || $0.name == name }
        guard !nodes.isEmpty else {
            let known = topology.nodes.map(\.name).sorted().joined(separator: ", ")
            throw AerospikeError(
                .unknownName, "no node in sight goes by the name '\(name ?? "")'", advice: "in sight are: \(known)")
        }
        self.request = request
        self.isWrite = isWrite
        settings = behavior.settings(.read, .point, .availability)
    }

    /// Until when a node that is asked now must have answered.
    var deadline: MonotonicTime {
        var plan = RetryPlan(settings, isWrite: false, from: .now())
        return plan.begin(at: .now())
    }

    var bytes: [UInt8] { InfoMessage.request([request.text]) }

    /// What a node has answered.
    func answer(_ outcome: Outcome, of node: Node) -> Result<String, AerospikeError> {
        Result { () throws(AerospikeError) in
            do throws(AerospikeError) {
                switch outcome {
                case .success(.info(let answers)): return try InfoAnswers(answers).value(request.text)
                case .success: throw AerospikeError(.protocolViolation, "the node did not answer what was asked")
                case .failure(let failure): throw failure.error.inDoubt(isWrite && failure.wasSent)
                }
            } catch {
                throw error.at(node)
            }
        }
    }

    /// Whether another node may be asked as well, because this one was not reached.
    func mayAskAnother(after outcome: Outcome) -> Bool {
        guard case .failure(let failure) = outcome else { return false }
        return !failure.wasSent && failure.error.code != .cancelled
    }
}

/// The answer of each node, by its name.
typealias NodeAnswers = [String: Result<String, AerospikeError>]

extension NodeAnswers {
    /// What every node has said.
    ///
    /// - Throws: `AerospikeError` when one of them has not; the causes say why, one for each.
    func complete() throws(AerospikeError) -> [String: String] {
        var answers: [String: String] = [:]
        var failures: [AerospikeError] = []
        for (name, answer) in sorted(by: { $0.key < $1.key }) {
            switch answer {
            case .success(let text): answers[name] = text
            case .failure(let error): failures.append(error)
            }
        }
        guard let first = failures.first else { return answers }
        guard count > 1 else { throw first }
        throw AerospikeError(
            first.code, "\(failures.count) of \(count.of("node")) did not answer", resultCode: first.resultCode,
            causes: failures)
    }
}

extension AerospikeError {
    fileprivate static let noNodeToAsk = AerospikeError(
        .connectFailed, "the client has no node to talk to",
        advice: "connect it first, or wait until a node can be reached")

    fileprivate func inDoubt(_ isInDoubt: Bool) -> AerospikeError {
        var error = self
        error.isInDoubt = isInDoubt
        return error
    }
}
