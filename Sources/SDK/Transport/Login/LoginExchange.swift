/// The login of one connection, carried out on its channel by whichever driver waits for that.
///
/// Where the node has a place for logins, no other connection sends more than a token: one whose turn it is to log in
/// goes there with another channel, and comes back with the token.
///
/// It belongs to the thread of its connection. When it goes out of use before its end, its turn passes to another.
final class LoginExchange {
    enum Progress {
        /// Requests may flow.
        case done
        /// Go on when the channel can be read, or written to where something is unsent.
        case waiting
        /// Ask the node for a turn, and begin with it.
        case needsTurn
        /// Close the channel, and go on with another to ``destination``.
        case needsChannel
    }

    private enum State {
        case new, queued, talking
        /// What to begin with on the next channel, if anything.
        case moving(LoginTurn?)
    }

    let node: NodeLogin
    /// Whether to replace a token that is about to end.
    let renews: Bool
    /// Where the channel leads on which the login goes on.
    private(set) var destination: Destination
    /// Where the connection leads when the login is done.
    private let home: Destination
    private var login: Login
    /// The login at the node's place for logins, while this one waits for its token.
    private var errand: Login?
    private var state = State.new
    private var holdsTurn = false
    /// The token that this connection was to join with.
    private var joined: SessionToken?
    private var outgoing: [UInt8] = []
    private var sentOffset = 0
    private var assembler = FrameAssembler()

    /// How often the login has begun anew: a turn that was asked for before that is no longer wanted.
    private(set) var restarts = 0

    init(with node: NodeLogin, at home: Destination, renewing renews: Bool = false) {
        self.node = node
        self.renews = renews
        self.home = home
        destination = home
        login = Login(as: node.identity)
    }

    deinit {
        if holdsTurn { node.ended(.broken) }
    }

    /// Whether something waits to be sent.
    var hasUnsent: Bool { sentOffset < outgoing.count }

    private var address: SocketAddress { destination.address }

    /// Begins with a turn that the node has given.
    func begin(_ turn: LoginTurn, on channel: borrowing Channel) throws(AerospikeError) -> Progress {
        if turn == .login { holdsTurn = true }
        if turn == .login, let place = node.place, place != destination {
            errand = Login(as: node.identity)
            return move(to: place, toBegin: turn)
        }
        return try talk(turn, on: channel)
    }

    /// Goes on as far as that is possible without waiting.
    ///
    /// - Throws: `AerospikeError` with code `loginRefused`, or with the reason why the connection is of no use.
    func advance(on channel: borrowing Channel) throws(AerospikeError) -> Progress {
        switch state {
        case .new:
            state = .queued
            return .needsTurn
        case .moving(nil): return .done
        case .moving(let turn?): return try talk(turn, on: channel)
        case .queued, .talking: return try listen(on: channel)
        }
    }

    /// Begins on a channel where the turn may be made use of.
    private func talk(_ turn: LoginTurn, on channel: borrowing Channel) throws(AerospikeError) -> Progress {
        state = .talking
        if case .join(let token) = turn { joined = token }
        if let progress = try follow(errand?.begin(turn) ?? login.begin(turn)) { return progress }
        return try listen(on: channel)
    }

    private func listen(on channel: borrowing Channel) throws(AerospikeError) -> Progress {
        while true {
            try send(on: channel)
            switch try channel.receive(into: &assembler) {
            case .none: return .waiting
            case .end: throw .closed(by: address, "the server closed the connection during the login")
            case .bytes:
                guard let answer = try nextAnswer() else { continue }
                let action = errand?.received(answer, at: .now()) ?? login.received(answer, at: .now())
                if let progress = try follow(action) { return progress }
            }
        }
    }

    /// Makes ready to begin anew on another channel, once, where the server closed this one because of the token.
    func restart(after error: AerospikeError) -> Bool {
        guard error.code == .connectionClosed, restarts == 0, let joined else { return false }
        node.forget(joined)
        self.joined = nil
        login = Login(as: node.identity)
        state = .new
        clear()
        restarts += 1
        return !holdsTurn
    }

    /// Learns that its channel is of no use; whoever looks at the node's other connections would not see why.
    func fail(with error: AerospikeError) {
        guard holdsTurn, errand != nil else { return }
        end(.unreachable(error.noting("TLS is for logins only, and the login was to be made there")))
    }

    private func move(to next: Destination, toBegin turn: LoginTurn?) -> Progress {
        destination = next
        joined = nil
        state = .moving(turn)
        clear()
        return .needsChannel
    }

    /// Forgets what was meant for, or came from, the channel that is given up.
    private func clear() {
        (outgoing, sentOffset) = ([], 0)
        assembler = FrameAssembler()
    }

    private func send(on channel: borrowing Channel) throws(AerospikeError) {
        while hasUnsent || channel.hasUnsent {
            let count = try channel.send(outgoing, from: sentOffset)
            guard count > 0 else { return }
            sentOffset += count
        }
    }

    private func nextAnswer() throws(AerospikeError) -> AdminMessage? {
        do throws(WireError) {
            guard let frame = try assembler.next() else {
                guard assembler.pending <= LoginLimits.answerLength else { throw .frameTooLong(assembler.pending) }
                return nil
            }
            guard frame.type == .admin else { throw .unexpectedFrameType(frame.type.rawValue) }
            // More than was asked for would be taken for the answer to the first request.
            guard assembler.pending == 0 else { throw .trailingBytes(assembler.pending) }
            return try assembler.withBytes(of: frame) { body throws(WireError) in
                var reader = ByteReader(body)
                return try AdminMessage(from: &reader)
            }
        } catch {
            throw .violation(error, by: address)
        }
    }

    /// Does what the login asks for.
    ///
    /// - Returns: How far that leads, or `nil` when the channel is to be gone on with.
    private func follow(_ action: Login.Action) throws(AerospikeError) -> Progress? {
        switch action {
        case .send(let request):
            (outgoing, sentOffset) = (request.frame(), 0)
            return nil
        case .queue(let token):
            node.forget(token)
            state = .queued
            return .needsTurn
        case .loggedIn(let token):
            guard errand == nil || token != nil else { return try follow(.fail(.noToken)) }
            if holdsTurn { end(.loggedIn(token)) }
            return comeHome(with: token)
        case .unneeded(let reason):
            end(.unneeded(reason))
            return comeHome(with: nil)
        case .fail(let error):
            let error = error.at(address)
            if holdsTurn { end(error.code == .loginRefused ? .refused(error) : .broken) }
            throw error
        }
    }

    /// Goes back to where the connection leads, if the login was elsewhere, and joins with the token that came of it.
    private func comeHome(with token: SessionToken?) -> Progress {
        guard errand != nil else { return .done }
        errand = nil
        return move(to: home, toBegin: token.map { .join($0) })
    }

    private func end(_ end: LoginEnd) {
        holdsTurn = false
        node.ended(end)
    }
}

extension AerospikeError {
    /// The same failure, and where it happened.
    fileprivate func at(_ address: SocketAddress) -> AerospikeError {
        var error = self
        if error.node == nil { error.node = address.description }
        return error
    }

    /// The error of a server whose logins are of use to no other connection.
    fileprivate static let noToken = AerospikeError(
        .loginRefused, "the server gives no session token, without which nothing can be done in clear",
        advice: "leave for_login_only out to encrypt everything")

    /// The error of a server that takes the connection and then leaves the login unanswered.
    static func noLogin(at address: SocketAddress) -> AerospikeError {
        AerospikeError(
            .timeout, "the login at \(address) did not end in time", node: address.description,
            advice: "the server may be overloaded, or wait for its external directory: see its log")
    }
}
