/// The first exchange on a connection to a cluster with security: turns and answers in, requests and the outcome out.
///
/// ```
/// a turn ─┬─ to join ───→ AUTHENTICATE ─┬─ ok ─────────────→ loggedIn
///         │                             └─ token refused ──→ queue: the next turn decides
///         ├─ to log in ─→ LOGIN ────────── ok, with a token ─→ loggedIn
///         └─ refused ──────────────────────────────────────→ fail
/// ```
/// Each connection has a login of its own; turns are the node's to give, see ``NodeSession``.
struct Login: Sendable {
    enum Action: Hashable, Sendable {
        /// Send the request, and hand over its answer.
        case send(AdminMessage)
        /// Have the node forget this token, which the server refuses, and wait for another turn.
        ///
        /// The server may close the connection as well: the next one logs in only if the token is forgotten.
        case queue(refusing: SessionToken)
        /// The connection is ready; keep the token, if there is one, for the other connections to the node.
        case loggedIn(SessionToken?)
        /// The connection is ready without a login: the server has no security, or it is switched off. The error is for
        /// a warning.
        case unneeded(AerospikeError)
        /// Close the connection.
        case fail(AerospikeError)
    }

    private enum State {
        case idle
        case authenticating(SessionToken)
        case loggingIn
        case ended
    }

    private let identity: LoginIdentity
    private var state = State.idle
    /// Whether the server has refused a token on this connection; it is given another one once.
    private var hasBeenRefused = false

    init(as identity: LoginIdentity) {
        self.identity = identity
    }

    /// Begins, or goes on after a refused token, as it is this connection's turn to do.
    mutating func begin(_ turn: LoginTurn) -> Action {
        guard case .idle = state else { return end(.fail(Self.violation("a login was begun twice"))) }
        switch turn {
        case .join(let token):
            state = .authenticating(token)
            return .send(identity.authentication(token))
        case .login:
            state = .loggingIn
            return .send(identity.login)
        case .refused(let error): return end(.fail(error))
        }
    }

    /// Goes on with the server's answer.
    mutating func received(_ answer: AdminMessage, at now: MonotonicTime) -> Action {
        switch (state, answer.resultCode) {
        case (.idle, _), (.ended, _): return end(.fail(Self.violation("an answer to a login came unasked")))
        case (_, .securityNotEnabled), (_, .securityNotSupported): return end(.unneeded(refusal(answer.resultCode)))
        case (.authenticating(let token), .ok): return end(.loggedIn(token))
        case (.authenticating(let token), let code) where code.isCuredByLogin && !hasBeenRefused:
            hasBeenRefused = true
            state = .idle
            return .queue(refusing: token)
        case (.loggingIn, .ok): return end(accept(answer, at: now))
        case (_, let code): return end(.fail(refusal(code)))
        }
    }

    private mutating func end(_ action: Action) -> Action {
        state = .ended
        return action
    }

    private func accept(_ answer: AdminMessage, at now: MonotonicTime) -> Action {
        do throws(WireError) {
            return .loggedIn(try answer.sessionToken(at: now))
        } catch {
            return .fail(Self.violation("the answer to the login is malformed: \(error)"))
        }
    }

    private func refusal(_ code: ResultCode) -> AerospikeError { AerospikeError(loginOf: identity, refusedWith: code) }

    private static func violation(_ message: String) -> AerospikeError { AerospikeError(.protocolViolation, message) }
}

extension ResultCode {
    /// Whether a login may succeed where a session token was refused with this code.
    ///
    /// Servers refuse a token that has ended, or that was given before a restart, with several codes; only where the
    /// server allows this user or address nothing, a login would be refused alike.
    fileprivate var isCuredByLogin: Bool {
        switch self {
        case .roleViolation, .notAllowlisted: false
        default: true
        }
    }
}

extension AdminMessage {
    /// The session token in the answer to a login.
    ///
    /// - Returns: `nil` when there is none: each connection then logs in by itself.
    fileprivate func sessionToken(at now: MonotonicTime) throws(WireError) -> SessionToken? {
        guard let token = self[.sessionToken], !token.isEmpty else { return nil }
        guard token.count <= LoginLimits.tokenLength else { throw .lengthOutOfBounds }
        return SessionToken(SecretBytes(token), timeToLive: try sessionTTL, at: now)
    }

    private var sessionTTL: UInt32? {
        get throws(WireError) {
            guard let bytes = self[.sessionTTL] else { return nil }
            var reader = ByteReader(bytes.span)
            let seconds = try reader.integer(UInt32.self)
            guard reader.remaining == 0 else { throw .trailingBytes(reader.remaining) }
            return seconds
        }
    }
}
