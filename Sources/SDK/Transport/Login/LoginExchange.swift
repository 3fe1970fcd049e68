/// The login of one connection, carried out on its channel by whichever driver waits for that.
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
    }

    private enum State { case new, queued, talking }

    let node: NodeLogin
    /// Whether to replace a token that is about to end.
    let renews: Bool
    let address: SocketAddress
    private var login: Login
    private var state = State.new
    private var holdsTurn = false
    /// The token that this connection was to join with.
    private var joined: SessionToken?
    private var outgoing: [UInt8] = []
    private var sentOffset = 0
    private var assembler = FrameAssembler()

    /// How often the login has begun anew: a turn that was asked for before that is no longer wanted.
    private(set) var restarts = 0

    init(with node: NodeLogin, at address: SocketAddress, renewing renews: Bool = false) {
        self.node = node
        self.renews = renews
        self.address = address
        login = Login(as: node.identity)
    }

    deinit {
        if holdsTurn { node.ended(.broken) }
    }

    /// Whether something waits to be sent.
    var hasUnsent: Bool { sentOffset < outgoing.count }

    /// Begins with a turn that the node has given.
    func begin(_ turn: LoginTurn, on channel: borrowing Channel) throws(AerospikeError) -> Progress {
        state = .talking
        if turn == .login { holdsTurn = true }
        if case .join(let token) = turn { joined = token }
        if let progress = try follow(login.begin(turn)) { return progress }
        return try advance(on: channel)
    }

    /// Goes on as far as that is possible without waiting.
    ///
    /// - Throws: `AerospikeError` with code `loginRefused`, or with the reason why the connection is of no use.
    func advance(on channel: borrowing Channel) throws(AerospikeError) -> Progress {
        if state == .new {
            state = .queued
            return .needsTurn
        }
        while true {
            try send(on: channel)
            switch try channel.receive(into: &assembler) {
            case .none: return .waiting
            case .end: throw .closed(by: address, "the server closed the connection during the login")
            case .bytes:
                guard let answer = try nextAnswer() else { continue }
                if let progress = try follow(login.received(answer, at: .now())) { return progress }
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
        (outgoing, sentOffset) = ([], 0)
        assembler = FrameAssembler()
        restarts += 1
        return !holdsTurn
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
            if holdsTurn { end(.loggedIn(token)) }
            return .done
        case .unneeded(let reason):
            end(.unneeded(reason))
            return .done
        case .fail(let error):
            let error = error.at(address)
            if holdsTurn { end(error.code == .loginRefused ? .refused(error) : .broken) }
            throw error
        }
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

    /// The error of a server that takes the connection and then leaves the login unanswered.
    static func noLogin(at address: SocketAddress) -> AerospikeError {
        AerospikeError(
            .timeout, "the login at \(address) did not end in time", node: address.description,
            advice: "the server may be overloaded, or wait for its external directory: see its log")
    }
}
