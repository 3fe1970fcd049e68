/// What a failure means at the step where it happened, and what to do about it.
///
/// An error knows what went wrong, but not why somebody asked; the same closed connection means one thing in the middle
/// of a command, and another as the first answer of a server that was never met before.
struct CheckAdvice {
    let detail: String
    let advice: String?

    /// - Parameters:
    ///   - error: What went wrong.
    ///   - step: The step at which it did.
    ///   - patience: How long an answer was waited for.
    init(_ error: AerospikeError, at step: CheckStep.Name, patience: Duration) {
        detail = Self.detail(error, step, patience)
        advice = error.advice ?? error.causes.lazy.compactMap(\.advice).first ?? Self.advice(error, step)
    }

    private static func detail(_ error: AerospikeError, _ step: CheckStep.Name, _ patience: Duration) -> String {
        switch (step, error.code) {
        case (.name, .nameLookUpFailed): error.reason
        case (.connect, .connectionFailed) where error.causes.isEmpty: error.reason
        case (.connect, .connectionFailed):
            few(error.causes.map { "\($0.node ?? "?") \($0.reason)" })
        case (.node, .connectionClosed): "takes the connection and closes it without an answer"
        case (.node, .timeout): "takes the connection, but does not answer within \(patience.inMilliseconds)"
        default: error.resultCode.map { "\(error.message): result code \($0)" } ?? error.message
        }
    }

    private static func advice(_ error: AerospikeError, _ step: CheckStep.Name) -> String? {
        switch (step, error.code, error.resultCode) {
        case (.node, .connectionClosed, _):
            "another service may listen there, such as Aerospike's own fabric or heartbeat (3001, 3002); a server "
                + "with all its connections in use (proto-fd-max) closes further ones too"
        case (.node, .timeout, _):
            "the port may belong to another service, or the server hangs: look at its log"
        case (_, .protocolViolation, _):
            "this may not be an Aerospike server, or a proxy changes what passes through it"
        case (_, .server, ResultCode.notAuthenticated?):
            "the cluster wants a login: add auth: to the profile (in code, credentials)"
        case (.read, .server, ResultCode.roleViolation?): "the user may not read there: grant a role that includes read"
        case (.read, .server, ResultCode.partitionUnavailable?):
            "the cluster is forming or short of nodes: look at the servers' logs, or check again"
        case (.read, _, _): "the node answers questions about itself, but not this command: look at its log"
        default: nil
        }
    }
}

extension CheckStep {
    /// A step that failed with an error.
    init(
        _ name: Name,
        _ target: String,
        failing error: AerospikeError,
        patience: Duration,
        after duration: Duration? = nil
    ) {
        let meaning = CheckAdvice(error, at: name, patience: patience)
        self.init(
            name, target, .failed, detail: meaning.detail, duration: duration, error: error, advice: meaning.advice)
    }
}
