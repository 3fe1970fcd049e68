import Testing

@testable import AerospikeSDK

@Suite("What a refused login says")
struct LoginRefusalTests {
    private static let hash = SecretBytes([])
    private static let native = LoginIdentity.native(user: "app", hash: hash)
    private static let external = LoginIdentity.external(user: "app", hash: hash, password: "s3cret")
    private static let identities = [native, external, .certificate]

    private static func error(_ code: UInt8, _ identity: LoginIdentity = native) -> AerospikeError {
        AerospikeError(loginOf: identity, refusedWith: ResultCode(rawValue: code))
    }

    @Test(
        "Each result code has its own message and advice",
        arguments: [
            (51, "the server has no security: it is used without a login", "remove auth:"),
            (52, "the server's security is switched off", "remove auth:"),
            (53, "does not know this way to log in", "another mode"),
            (60, "does not know the user 'app', or has locked it", "check the name"),
            (62, "does not allow the password of the user 'app'", "set another password"),
            (63, "the password of the user 'app' has expired", "set a new password"),
            (64, "may not log in by password, only by certificate", "mode certificate"),
            (65, "the password of the user 'app' is wrong", "check the password"),
            (66, "its session has expired already", "clocks"),
            (80, "the login of the user 'app' came to nothing", "mode in auth:"),
            (81, "the user 'app' has no role that allows it to log in", "grant it a role"),
            (82, "may not log in from this client's address", "allowlist"),
        ] as [(UInt8, String, String)])
    func messages(code: UInt8, message: String, advice: String) throws {
        let error = Self.error(code)
        #expect(error.code == .loginRefused)
        #expect(error.resultCode?.rawValue == code)
        #expect(error.message.contains(message))
        #expect(try #require(error.advice).contains(advice))
        #expect(!error.isSafeToRetry)
    }

    @Test("A code that this client does not know is told as it is")
    func unknown() {
        #expect(
            Self.error(99).description
                == "the login of the user 'app' was refused by the server: "
                + "result code 99 (a code that this client does not know)")
    }

    @Test("No two codes say the same, whoever logs in", arguments: identities)
    func distinct(identity: LoginIdentity) {
        let codes: [UInt8] = [51, 52, 53, 60, 62, 63, 64, 65, 66, 80, 81, 82, 99]
        #expect(Set(codes.map { Self.error($0, identity).message }).count == codes.count)
    }

    @Test("Each way to log in is advised for itself", arguments: [60, 65] as [UInt8])
    func ways(code: UInt8) {
        #expect(Set(Self.identities.map { Self.error(code, $0).advice }).count == Self.identities.count)
        #expect(!Self.error(code, .certificate).description.contains("password"))
    }

    @Test("A server in a passing difficulty may be asked again")
    func passing() {
        #expect(Self.error(ResultCode.timeout.rawValue).isSafeToRetry)
    }
}
