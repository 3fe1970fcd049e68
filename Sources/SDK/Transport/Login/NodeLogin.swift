/// The logins of all connections to one node, whichever thread they belong to.
package final class NodeLogin: Sendable {
    typealias Waiter = @Sendable (LoginTurn) -> Void

    let identity: LoginIdentity
    /// How long a login may take.
    let timeout: Duration
    private let session = Lock(NodeSession<Waiter>())

    package init(as identity: LoginIdentity, timeout: Duration) {
        self.identity = identity
        self.timeout = timeout
    }

    /// What a person should know of this node's logins: they are refused, or not needed.
    package var remark: AerospikeError? { session.withLock { $0.remark } }

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

    func forget(_ token: SessionToken) { session.withLock { $0.forget(token) } }

    /// Says how a turn to log in has ended.
    func ended(_ end: LoginEnd) {
        let now = MonotonicTime.now()
        for (waiter, turn) in session.withLock({ $0.ended(end, at: now) }) { waiter(turn) }
    }
}

/// The logins of one client, node by node.
///
/// A node is known by its address: one that is dialled anew is joined with the token that it gave before.
package final class Logins: Sendable {
    private let identity: LoginIdentity
    private let timeout: Duration
    private let nodes = Lock<[SocketAddress: NodeLogin]>([:])

    /// - Parameters:
    ///   - identity: Who logs in.
    ///   - timeout: How long each login may take.
    package init(as identity: LoginIdentity, timeout: Duration) {
        self.identity = identity
        self.timeout = timeout
    }

    /// The logins at an address.
    package func at(_ address: SocketAddress) -> NodeLogin {
        nodes.withLock { nodes in
            if let login = nodes[address] { return login }
            if nodes.count >= LoginLimits.nodes { nodes = nodes.filter { $0.value.remark != nil } }
            if nodes.count >= LoginLimits.nodes { nodes = [:] }
            let login = NodeLogin(as: identity, timeout: timeout)
            nodes[address] = login
            return login
        }
    }
}
