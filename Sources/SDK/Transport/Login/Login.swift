/// The first exchange on a connection to a cluster with security: answers in, requests and the outcome out.
///
/// ```
/// begin ─┬─ a good token ─→ AUTHENTICATE ─┬─ ok ─────────────→ loggedIn
///        │                                └─ token refused ─┐
///        └─ none ─────────→ LOGIN ←─────────────────────────┘
///                             └─ ok, with a new token ───────→ loggedIn
/// ```
/// Each connection has a login of its own; the token is shared by all connections to a node.
struct Login: Sendable {
    enum Action: Hashable, Sendable {
        /// Send the request, and hand over its answer.
        case send(AdminMessage)
        /// Forget the token that the login began with, because the server refuses it; then send the request.
        ///
        /// The server may close the connection instead of answering: the next one logs in only if the token is forgotten.
        case renew(AdminMessage)
        /// The connection is ready; keep the token, if there is one, for the other connections to the node.
        case loggedIn(SessionToken?)
        /// The connection is ready without a login: the server's security is switched off. The error is for a warning.
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

    init(as identity: LoginIdentity) {
        self.identity = identity
    }

    /// Begins, with the session token of the node where there is one.
    mutating func begin(with token: SessionToken?, at now: MonotonicTime) -> Action {
        guard let token, !token.needsRenewal(at: now) else {
            state = .loggingIn
            return .send(identity.login)
        }
        state = .authenticating(token)
        return .send(identity.authentication(token))
    }

    /// Goes on with the server's answer.
    mutating func received(_ answer: AdminMessage, at now: MonotonicTime) -> Action {
        switch (state, answer.resultCode) {
        case (.idle, _), (.ended, _): return end(.fail(Self.violation("an answer to a login came unasked")))
        case (_, .securityNotEnabled): return end(.unneeded(refusal(.securityNotEnabled)))
        case (.authenticating(let token), .ok): return end(.loggedIn(token))
        case (.authenticating, let code) where code.isCuredByLogin:
            state = .loggingIn
            return .renew(identity.login)
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
    /// server has no logins, or allows this user or address nothing, a login would be refused alike.
    fileprivate var isCuredByLogin: Bool {
        switch self {
        case .securityNotSupported, .roleViolation, .notAllowlisted: false
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

    private subscript(_ id: FieldID) -> [UInt8]? { fields.first { $0.id == id }?.bytes }
}
