/// Decides, after each failed try of a command, whether to try again, when, and on which copy.
///
/// The rules are those of `as_command_execute` of the C client; whether a write is in doubt follows
/// `as_error_set_in_doubt` there.
struct RetryPlan {
    /// What to do after a failure.
    enum Decision: Equatable {
        case retry(after: Duration)
        case fail(AerospikeError)
    }

    private let settings: BehaviorSettings
    private let isWrite: Bool
    private(set) var totalDeadline: MonotonicTime

    /// How many tries have been begun.
    private(set) var attempts = 0
    /// How many of them may have reached a server.
    private var sent = 0
    /// How often the next copy's turn has come.
    private(set) var turn = 0

    init(_ settings: BehaviorSettings, isWrite: Bool, from start: MonotonicTime) {
        self.settings = settings
        self.isWrite = isWrite
        totalDeadline = settings.totalTimeout > .zero ? start.advanced(by: settings.totalTimeout) : .distantFuture
    }

    /// Begins a try.
    ///
    /// - Returns: The moment at which it is given up.
    mutating func begin(at now: MonotonicTime) -> MonotonicTime {
        attempts += 1
        guard settings.socketTimeout > .zero else { return totalDeadline }
        return min(totalDeadline, now.advanced(by: settings.socketTimeout))
    }

    /// A try has failed.
    mutating func failed(_ failure: TransportFailure, at now: MonotonicTime) -> Decision {
        if failure.wasSent { sent += 1 }
        let error = finished(failure.error)
        guard failure.isWorthRetrying, attempts <= settings.maxRetries else { return .fail(error) }
        if movesOn(after: failure.error) { turn += 1 }
        let delay = delay(after: failure.error)
        guard now.advanced(by: delay) < totalDeadline else { return .fail(timedOut(error)) }
        return .retry(after: delay)
    }

    /// The first fail-over is immediate, because it goes elsewhere; but where nobody is known to hold a partition, or the
    /// one who does is left alone, only a tend can help.
    private func delay(after error: AerospikeError) -> Duration {
        let movesOn = movesOn(after: error)
        if error.code == .nodeUnavailable || (error.code == .circuitBreakerOpen && !movesOn) {
            return max(settings.retryDelay, Self.rerouteDelay)
        }
        return attempts == 1 && movesOn ? .zero : settings.retryDelay
    }

    /// How long to wait before a partition is looked for again, so that a tend can find where it went.
    static let rerouteDelay = Duration.milliseconds(100)

    /// Whether the next copy's turn comes.
    ///
    /// After a time-out the master of a write may only be slow, and another node would only pass the write on to it.
    private func movesOn(after error: AerospikeError) -> Bool {
        guard settings.replica != .master else { return false }
        guard isWrite else { return true }
        switch error.code {
        case .timeout, .noMoreConnections, .circuitBreakerOpen: return false
        default: return error.resultCode != .timeout
        }
    }

    /// An error as the caller is to see it: how many tries there were, which times ran out, and whether the write is in
    /// doubt.
    func finished(_ error: AerospikeError) -> AerospikeError {
        var error = error.code == .timeout ? error.noting(times) : error
        error.attempts = attempts
        error.isInDoubt = isWrite && Self.isInDoubt(after: error, sent: sent)
        return error
    }

    /// The error of an answer that came and that the caller does not accept.
    func refused(_ error: AerospikeError) -> AerospikeError {
        var plan = self
        plan.sent += 1
        return plan.finished(error)
    }

    /// Whether a write is in doubt: it may have reached a server twice, or once without a clear answer.
    static func isInDoubt(after error: AerospikeError, sent: Int) -> Bool {
        sent > 1 || (sent == 1 && (error.resultCode == nil || error.resultCode == .timeout))
    }

    /// Moves the end of the whole time.
    mutating func extend(by time: Duration) {
        totalDeadline = totalDeadline.advanced(by: time)
    }

    /// Goes on as if this were the first try, because the last one got somewhere.
    mutating func restart() {
        attempts = 1
    }

    /// The times of the command, as the message of a time-out tells them.
    var times: String {
        func text(_ time: Duration) -> String { time > .zero ? "\(time)" : "unlimited" }
        return "socket time-out \(text(settings.socketTimeout)), total time-out \(text(settings.totalTimeout))"
    }

    private func timedOut(_ last: AerospikeError) -> AerospikeError {
        guard last.code != .timeout else { return last }
        return AerospikeError(
            .timeout, "no time is left for another try (\(times))", node: last.node, attempts: attempts,
            isInDoubt: last.isInDoubt, causes: [last])
    }
}

extension TransportFailure {
    /// Whether another try, perhaps on another node, could succeed where this one failed.
    var isWorthRetrying: Bool {
        switch error.code {
        // The node was met before: one that is going down, or what stands before it, hangs up in the middle of a greeting.
        case .tlsFailed, .foreignProtocol: !wasSent
        default: error.isWorthRetrying
        }
    }
}

extension AerospikeError {
    /// Whether it is a failure that may pass.
    fileprivate var isWorthRetrying: Bool {
        // A bad name or a closed client stays what it is; a peer that breaks the protocol will break it again.
        switch code {
        case .timeout, .connectionFailed, .connectionClosed, .noMoreConnections, .circuitBreakerOpen: true
        case .nodeUnavailable: true
        case .server: resultCode?.isPassing ?? false
        default: false
        }
    }
}
