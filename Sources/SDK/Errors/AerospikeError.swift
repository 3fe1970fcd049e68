/// Whatever went wrong between a call of this client and its answer.
///
/// The description says what happened, where, and what to do about it. It holds no key, no bin value and no secret.
public struct AerospikeError: Error, Hashable, Sendable {
    /// What kind of failure this is.
    public let code: Code

    /// What happened, in a sentence without its full stop.
    public internal(set) var message: String

    /// The outcome that a server gave, when one answered.
    public var resultCode: ResultCode?

    /// The node or address that the failure concerns.
    public var node: String?

    /// How many tries were made.
    public var attempts: Int

    /// Whether a write may have been carried out although it failed here.
    public var isInDoubt: Bool

    /// What to do about it, where that can be told.
    public var advice: String?

    /// The failures that led to this one, such as one for each seed.
    public var causes: [AerospikeError]

    /// Creates an error.
    ///
    /// - Parameters:
    ///   - code: What kind of failure it is.
    ///   - message: What happened, in a sentence without its full stop.
    ///   - resultCode: The outcome that a server gave.
    ///   - node: The node or address that the failure concerns.
    ///   - attempts: How many tries were made.
    ///   - isInDoubt: Whether a write may have been carried out all the same.
    ///   - advice: What to do about it.
    ///   - causes: The failures that led to this one.
    public init(
        _ code: Code,
        _ message: String,
        resultCode: ResultCode? = nil,
        node: String? = nil,
        attempts: Int = 0,
        isInDoubt: Bool = false,
        advice: String? = nil,
        causes: [AerospikeError] = []
    ) {
        self.code = code
        self.message = message
        self.resultCode = resultCode
        self.node = node
        self.attempts = attempts
        self.isInDoubt = isInDoubt
        self.advice = advice
        self.causes = causes
    }

    /// The same failure with a remark behind its message.
    func noting(_ remark: String) -> AerospikeError {
        var error = self
        error.message += " (\(remark))"
        return error
    }

    /// Whether the same call may be made again without doing its work twice.
    public var isSafeToRetry: Bool { !isInDoubt && code.isPassing(resultCode) }
}

extension AerospikeError {
    static let taskCancelled = AerospikeError(.cancelled, "the task was cancelled")
}

extension AerospikeError: CustomStringConvertible {
    /// What happened, where, after how many tries, and what to do.
    public var description: String {
        var text = message
        if let resultCode { text += ": result code \(resultCode)" }
        if let node { text += ", node \(node)" }
        if attempts > 1 { text += ", after \(attempts) tries" }
        if isInDoubt { text += "; the write may have been carried out" }
        for cause in causes { text += "\n  - \(cause.description(besides: advice))" }
        if let advice { text += "\n  \(advice)" }
        return text
    }

    /// The description as one of several causes: further lines stand below the first, and advice is not repeated.
    private func description(besides known: String?) -> String {
        var cause = self
        if cause.advice == known { cause.advice = nil }
        return cause.description.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n  ")
    }
}
