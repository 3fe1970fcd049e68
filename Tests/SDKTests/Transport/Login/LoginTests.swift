import Testing

@testable import AerospikeSDK

/// Every branch of a login, as what is received and what is done about it.
@Suite("A login on one connection")
struct LoginTests {
    private static let now = MonotonicTime.seconds(1000)
    private static let hash = SecretBytes(Array("hash".utf8))
    private static let native = LoginIdentity.native(user: "app", hash: hash)
    private static let external = LoginIdentity.external(user: "app", hash: hash, password: "s3cret")

    private static let user = AdminMessage.Field(.user, Array("app".utf8))
    private static let credential = AdminMessage.Field(.credential, Array("hash".utf8))
    private static let loginRequest = AdminMessage(.login, fields: [user, credential])

    private static let token = SessionToken(SecretBytes([1, 2, 3]), timeToLive: 86_400, at: now)

    private static func answer(_ code: ResultCode = .ok, _ fields: [AdminMessage.Field] = []) -> AdminMessage {
        AdminMessage(.authenticate, resultCode: code, fields: fields)
    }

    private static func answer(code: UInt8) -> AdminMessage { answer(ResultCode(rawValue: code)) }

    /// A login whose first request is on its way.
    private static func begun(_ identity: LoginIdentity = native, with token: SessionToken? = nil) -> Login {
        var login = Login(as: identity)
        _ = login.begin(token.map { .join($0) } ?? .login)
        return login
    }

    // MARK: Recorded bytes

    @Test("The login of a published client is rebuilt byte for byte, and its answer is read")
    func recorded() throws {
        let recording = try Recording.named("login.internal")
        let identity = LoginIdentity.native(user: "app", hash: try PasswordHash.compute("s3cret"))
        var login = Login(as: identity)
        let action = login.begin(.login)
        guard case .send(let request) = action else { throw TestFailure("\(action)") }
        #expect([request.frame()] == recording.frames(.request, .admin))

        let answer = try #require(recording.frames(.response, .admin).first)
        let end = login.received(try AdminMessage(body(of: answer).body), at: Self.now)
        #expect(end == .unneeded(AerospikeError(loginOf: identity, refusedWith: .securityNotSupported)))
    }

    // MARK: First logins

    @Test("Each way to log in sends what it has")
    func requests() {
        var login = Login(as: Self.native)
        #expect(login.begin(.login) == .send(Self.loginRequest))
        login = Login(as: Self.external)
        let password = AdminMessage.Field(.clearPassword, Array("s3cret".utf8))
        let request = AdminMessage(.login, fields: [Self.user, Self.credential, password])
        #expect(login.begin(.login) == .send(request))
        login = Login(as: .certificate)
        #expect(login.begin(.login) == .send(AdminMessage(.login)))
    }

    @Test("A login leaves a token behind, to be renewed in time")
    func success() {
        var login = Self.begun()
        let answer = Self.answer(.ok, [.init(.sessionToken, [1, 2, 3]), .init(.sessionTTL, [0, 1, 0x51, 0x80])])
        #expect(login.received(answer, at: Self.now) == .loggedIn(Self.token))
    }

    @Test("Fields that this client does not know are passed over")
    func unknownFields() {
        var login = Self.begun()
        let unknown = AdminMessage.Field(AdminMessage.FieldID(rawValue: 99), [9])
        let answer = Self.answer(.ok, [unknown, .init(.sessionToken, [5]), unknown])
        let token = SessionToken(SecretBytes([5]), timeToLive: nil, at: Self.now)
        #expect(login.received(answer, at: Self.now) == .loggedIn(token))
    }

    @Test(
        "Without a token, each connection logs in by itself",
        arguments: [[], [.init(.sessionToken, [])]] as [[AdminMessage.Field]])
    func withoutToken(fields: [AdminMessage.Field]) {
        var login = Self.begun()
        #expect(login.received(Self.answer(.ok, fields), at: Self.now) == .loggedIn(nil))
    }

    @Test(
        "A malformed answer ends the login",
        arguments: [
            [.init(.sessionToken, [1]), .init(.sessionTTL, [])],
            [.init(.sessionToken, [1]), .init(.sessionTTL, [0, 0, 1])],
            [.init(.sessionToken, [1]), .init(.sessionTTL, [0, 0, 0, 0, 1])],
            [.init(.sessionToken, [UInt8](repeating: 1, count: LoginLimits.tokenLength + 1))],
        ] as [[AdminMessage.Field]])
    func malformed(fields: [AdminMessage.Field]) throws {
        var login = Self.begun()
        let error = try #require(login.received(Self.answer(.ok, fields), at: Self.now).error)
        #expect(error.code == .protocolViolation)
    }

    // MARK: Tokens

    @Test("A good token takes the place of the password")
    func authentication() {
        let token = AdminMessage.Field(.sessionToken, [1, 2, 3])
        for identity in [Self.native, Self.external] {
            var login = Login(as: identity)
            let request = AdminMessage(.authenticate, fields: [Self.user, token])
            #expect(login.begin(.join(Self.token)) == .send(request))
            #expect(login.received(Self.answer(), at: Self.now) == .loggedIn(Self.token))
        }
        var login = Login(as: .certificate)
        #expect(login.begin(.join(Self.token)) == .send(AdminMessage(.authenticate, fields: [token])))
        #expect(login.received(Self.answer(), at: Self.now) == .loggedIn(Self.token))
    }

    @Test("A token that the server refuses is forgotten, and the next turn decides", arguments: [66, 80, 65, 60, 1])
    func refusedToken(code: UInt8) {
        var login = Self.begun(with: Self.token)
        #expect(login.received(Self.answer(code: code), at: Self.now) == .queue(refusing: Self.token))
        #expect(login.begin(.login) == .send(Self.loginRequest))
        let answer = Self.answer(.ok, [.init(.sessionToken, [4]), .init(.sessionTTL, [0, 0, 0, 200])])
        let later = MonotonicTime.seconds(1001)
        let token = SessionToken(SecretBytes([4]), timeToLive: 200, at: later)
        #expect(login.received(answer, at: later) == .loggedIn(token))
    }

    @Test("After a refused token another may be joined with, but no third one", arguments: [66, 80, 65])
    func refusedTokens(code: UInt8) {
        var login = Self.begun(with: Self.token)
        _ = login.received(Self.answer(.expiredSession), at: Self.now)
        let token = SessionToken(SecretBytes([4]), timeToLive: nil, at: Self.now)
        #expect(login.begin(.join(token)) == .send(Self.native.authentication(token)))
        let error = AerospikeError(loginOf: Self.native, refusedWith: ResultCode(rawValue: code))
        #expect(login.received(Self.answer(code: code), at: Self.now) == .fail(error))
    }

    @Test("A login that follows a refused token is not tried twice", arguments: [66, 80, 65])
    func refusedTwice(code: UInt8) {
        var login = Self.begun(with: Self.token)
        _ = login.received(Self.answer(.expiredSession), at: Self.now)
        _ = login.begin(.login)
        let error = AerospikeError(loginOf: Self.native, refusedWith: ResultCode(rawValue: code))
        #expect(login.received(Self.answer(code: code), at: Self.now) == .fail(error))
    }

    @Test("What a login would not cure ends with the token", arguments: [81, 82])
    func incurable(code: UInt8) {
        var login = Self.begun(with: Self.token)
        let error = AerospikeError(loginOf: Self.native, refusedWith: ResultCode(rawValue: code))
        #expect(login.received(Self.answer(code: code), at: Self.now) == .fail(error))
    }

    @Test("What another connection was refused is not asked for again")
    func sharedRefusal() {
        var login = Login(as: Self.native)
        let error = AerospikeError(loginOf: Self.native, refusedWith: .invalidCredential)
        #expect(login.begin(.refused(error)) == .fail(error))
    }

    // MARK: Security switched off, and disorder

    @Test(
        "A server without security, or whose security is switched off, needs no login", arguments: [nil, token],
        [ResultCode.securityNotEnabled, .securityNotSupported])
    func withoutSecurity(token: SessionToken?, code: ResultCode) {
        var login = Self.begun(with: token)
        let warning = AerospikeError(loginOf: Self.native, refusedWith: code)
        #expect(login.received(Self.answer(code), at: Self.now) == .unneeded(warning))
    }

    @Test("An answer before the request, or after the end, breaks the protocol")
    func disorder() {
        var early = Login(as: Self.native)
        #expect(early.received(Self.answer(), at: Self.now).error?.code == .protocolViolation)
        for code in [ResultCode.ok, .invalidCredential, .securityNotEnabled] {
            var late = Self.begun()
            _ = late.received(Self.answer(code), at: Self.now)
            #expect(late.received(Self.answer(), at: Self.now).error?.code == .protocolViolation)
            #expect(late.begin(.login).error?.code == .protocolViolation)
        }
    }
}

extension Login.Action {
    /// The error with which the login ends.
    fileprivate var error: AerospikeError? {
        guard case .fail(let error) = self else { return nil }
        return error
    }
}

private struct TestFailure: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
}
