/// The logins of all connections to one node, whichever thread they belong to.
package final class NodeLogin: Sendable {
    typealias Waiter = @Sendable (LoginTurn) -> Void

    private let user: LoginUser
    /// How long a login may take.
    let timeout: Duration
    /// Where a login is made, wherever the connection leads that it is for; `nil` where each makes its own.
    ///
    /// Connections that lead elsewhere are in clear: they join with a token, and nothing but that is sent on them.
    let place: Destination?
    private let session = Lock(NodeSession<Waiter>())

    package convenience init(as identity: LoginIdentity, timeout: Duration, at place: Destination? = nil) {
        self.init(as: LoginUser(identity), timeout: timeout, at: place)
    }

    fileprivate init(as user: LoginUser, timeout: Duration, at place: Destination?) {
        self.user = user
        self.timeout = timeout
        self.place = place
    }

    /// Who logs in, as of now: the next login may be with another password.
    var identity: LoginIdentity { user.identity }

    /// What a person should know of this node's logins: they are refused, or not needed.
    package var remark: AerospikeError? { session.withLock { $0.remark } }

    /// When the node's session ends; `nil` where there is none.
    var sessionEnd: MonotonicTime? { session.withLock { $0.end } }

    /// Whether the tend should log in anew, before the token ends.
    func isRenewalDue(at now: MonotonicTime) -> Bool { session.withLock { $0.isRenewalDue(at: now) } }

    /// Asks for a turn, which comes at once or later, from any thread.
    ///
    /// Whoever is given ``LoginTurn/login`` must say how that ended.
    func requestTurn(renewing renews: Bool = false, _ waiter: @escaping Waiter) {
        let now = MonotonicTime.now()
        if let turn = session.withLock({ $0.turn(of: waiter, renewing: renews, at: now) }) { waiter(turn) }
    }

    /// Waits on this thread for a turn; `nil` when none has come in time.
    func waitForTurn(until deadline: MonotonicTime) -> LoginTurn? {
        let signal = ThreadSignal<LoginTurn>()
        requestTurn { turn in
            if !signal.send(turn) { self.giveBack(turn) }
        }
        return signal.wait(until: deadline)
    }

    /// Passes on a turn that nobody takes any more.
    func giveBack(_ turn: LoginTurn) {
        if turn == .login { ended(.broken) }
    }

    /// Has the next connection try at once again what may have been refused.
    fileprivate func forgetRefusal() { session.withLock { $0.forgetRefusal() } }

    func forget(_ token: SessionToken) { session.withLock { $0.forget(token) } }

    /// Says how a turn to log in has ended.
    func ended(_ end: LoginEnd) {
        let now = MonotonicTime.now()
        for (waiter, turn) in session.withLock({ $0.ended(end, at: now) }) { waiter(turn) }
    }
}

/// The user of one client, whose password may change while the client runs.
private final class LoginUser: Sendable {
    private let current: Lock<LoginIdentity>

    init(_ identity: LoginIdentity) { current = Lock(identity) }

    var identity: LoginIdentity { current.withLock { $0 } }

    /// - Returns: Whether it is another than before.
    func adopt(_ identity: LoginIdentity) -> Bool {
        current.withLock { current in
            defer { current = identity }
            return current != identity
        }
    }
}

/// The logins of one client, node by node.
///
/// A node is known by where it was met: one that is dialled anew is joined with the token that it gave before.
package final class Logins: Sendable {
    private let user: LoginUser
    private let timeout: Duration
    /// Whether all logins to a node are made where it was met, because TLS is for them only.
    private let stayWhereMet: Bool
    private let nodes = Lock<[Destination: NodeLogin]>([:])

    /// - Parameters:
    ///   - identity: Who logs in.
    ///   - definition: The client's, which says how long each login may take, and what TLS is for.
    package init(as identity: LoginIdentity, of definition: ClusterDefinition) {
        user = LoginUser(identity)
        timeout = definition.systemSettings.connections.waitForLoginToComplete
        stayWhereMet = definition.tls?.forLoginOnly == true
    }

    /// The logins to the node that is met there.
    package func at(_ destination: Destination) -> NodeLogin {
        nodes.withLock { nodes in
            if let login = nodes[destination] { return login }
            if nodes.count >= LoginLimits.nodes { nodes = nodes.filter { $0.value.remark != nil } }
            if nodes.count >= LoginLimits.nodes { nodes = [:] }
            let login = NodeLogin(as: user, timeout: timeout, at: stayWhereMet ? destination : nil)
            nodes[destination] = login
            return login
        }
    }

    /// Has all logins to come use another password; sessions that have begun live on.
    func adopt(_ identity: LoginIdentity) {
        guard user.adopt(identity) else { return }
        for login in nodes.withLock({ Array($0.values) }) { login.forgetRefusal() }
    }
}
