/// What a connection is to do, as its node decides.
enum LoginTurn: Hashable, Sendable {
    /// Prove itself with the session's token.
    case join(SessionToken)
    /// Log in, and say how that ended.
    case login
    /// Give up: the node has just refused another connection's login for this reason.
    case refused(AerospikeError)
}

/// How the login of the connection whose turn it was has ended.
enum LoginEnd: Hashable, Sendable {
    /// The connection is ready, and a token may serve the others.
    case loggedIn(SessionToken?)
    /// The connection is ready without a login, for this reason.
    case unneeded(AerospikeError)
    /// The server said no.
    case refused(AerospikeError)
    /// Nothing came of it: the connection was lost, or nobody waits for it any more.
    case broken
    /// Nothing came of it, for this reason, and other connections to the node would not show that.
    case unreachable(AerospikeError)
}

/// The session that all connections to one node share, and whose turn it is to log in: one at a time.
///
/// The first connection logs in while the others wait; then they join with its token. A token that is about to end, or
/// that the server refuses, is replaced in the same way; as long as it may still be good, the others use it meanwhile.
/// `Waiter` is whoever waits for a turn, and a plain number in tests.
struct NodeSession<Waiter> {
    private var token: SessionToken?
    private var isLoggingIn = false
    private var waiters: [Waiter] = []
    /// Whether each connection logs in by itself: the server gives no tokens, or wants no logins.
    private var isOpenToAll = false
    private var refusal: AerospikeError?
    private var pause = LoginLimits.pause.lowerBound
    /// When the node is asked again after a failure.
    private var nextTry = MonotonicTime(nanoseconds: 0)

    /// What a person should know of this node's logins: they are refused, or not needed.
    private(set) var remark: AerospikeError?

    /// When the session ends; `nil` where there is none.
    var end: MonotonicTime? { token?.end }

    /// Whether the tend should log in anew, before the token ends; see ``turn(of:renewing:at:)``.
    func isRenewalDue(at now: MonotonicTime) -> Bool {
        guard let token, !isLoggingIn else { return false }
        return token.needsRenewal(at: now) && now >= nextTry
    }

    /// Asks for a turn.
    ///
    /// - Parameter renews: Whether to replace a token that is about to end; connections for commands leave that to the
    ///   tend, because a renewal may fail while the token is still good.
    /// - Returns: The turn, or `nil` when it comes later.
    mutating func turn(of waiter: Waiter, renewing renews: Bool = false, at now: MonotonicTime) -> LoginTurn? {
        if let token, !token.hasEnded(at: now), !renews || !isRenewalDue(at: now) { return .join(token) }
        if isOpenToAll { return .login }
        if isLoggingIn {
            waiters.append(waiter)
            return nil
        }
        if let refusal, now < nextTry { return .refused(refusal) }
        isLoggingIn = true
        return .login
    }

    /// Forgets a token that the server refuses, unless another has taken its place already.
    mutating func forget(_ refused: SessionToken) {
        if token == refused { token = nil }
    }

    /// Has the next connection, or the tend, try at once again: what was refused may have been an old password.
    mutating func forgetRefusal() {
        refusal = nil
        pause = LoginLimits.pause.lowerBound
        nextTry = MonotonicTime(nanoseconds: 0)
    }

    /// Takes over how a turn to log in has ended.
    ///
    /// - Returns: The turns that come of it.
    mutating func ended(_ end: LoginEnd, at now: MonotonicTime) -> [(waiter: Waiter, turn: LoginTurn)] {
        isLoggingIn = false
        switch end {
        case .loggedIn(let token): succeed(with: token)
        case .unneeded(let reason):
            succeed(with: nil)
            remark = reason
        case .refused(let error):
            // Where each logged in by itself, one by one must do from now on: a wrong password would lock its user out.
            isOpenToAll = false
            (refusal, remark) = (error, error)
            postpone(from: now)
        case .broken:
            (refusal, remark) = (nil, nil)
            postpone(from: now)
        case .unreachable(let reason):
            (refusal, remark) = (nil, reason)
            postpone(from: now)
        }
        let waiting = waiters
        waiters = []
        return waiting.compactMap { waiter in turn(of: waiter, at: now).map { (waiter, $0) } }
    }

    private mutating func succeed(with token: SessionToken?) {
        self.token = token
        isOpenToAll = token == nil
        (refusal, remark) = (nil, nil)
        pause = LoginLimits.pause.lowerBound
        nextTry = MonotonicTime(nanoseconds: 0)
    }

    /// A lost connection puts off renewals only: without a token, whoever comes next tries at once.
    private mutating func postpone(from now: MonotonicTime) {
        nextTry = now.advanced(by: pause)
        pause = min(pause * 2, LoginLimits.pause.upperBound)
    }
}
