import Testing

@testable import AerospikeSDK

/// A password, its hash and a session token show nowhere, however a value that holds them is printed.
@Suite("Logins keep their secrets")
struct LoginSecrecyTests {
    private static let password = "hunter2"
    private static let hash = SecretBytes(Array("$2a$10$hash".utf8))
    private static let token = SessionToken(SecretBytes(Array("t0ken".utf8)), timeToLive: 100, at: .seconds(1))

    /// The secrets that a value shows, as text or as bytes.
    private func secretsShown(by value: Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        let texts = [dumped, "\(value)", String(reflecting: value)]
        return [Self.password, "$2a$10$hash", "t0ken"].filter { secret in
            // Bytes are printed as a list of numbers, each on a line of its own in a dump.
            let bytes = secret.utf8.prefix(4).map { "\($0)" }
            return texts.contains { text in
                let numbers = text.split { !$0.isNumber }.map(String.init)
                return text.contains(secret) || numbers.contains(bytes)
            }
        }
    }

    private func expectHidden(_ value: Any, _ location: SourceLocation = #_sourceLocation) {
        #expect(secretsShown(by: value) == [], sourceLocation: location)
    }

    @Test("This test sees what shows")
    func control() {
        #expect(secretsShown(by: ["password": Self.password]) == [Self.password])
        #expect(secretsShown(by: Array("t0ken".utf8)) == ["t0ken"])
        #expect(secretsShown(by: [Self.hash.reveal()]) == ["$2a$10$hash"])
    }

    @Test("Values hide them")
    func values() {
        expectHidden(Self.hash)
        expectHidden(Self.token)
        let identity = LoginIdentity.external(user: "app", hash: Self.hash, password: Secret(Self.password))
        expectHidden(identity)
        expectHidden(identity.login)
        expectHidden(identity.authentication(Self.token))
        expectHidden(LoginCredentials(.native(user: "app", password: Secret(Self.password))))
    }

    @Test("A login hides them at each step")
    func steps() {
        var login = Login(as: .external(user: "app", hash: Self.hash, password: Secret(Self.password)))
        expectHidden(login)
        expectHidden(login.begin(.join(Self.token)))
        expectHidden(login)
        expectHidden(login.received(AdminMessage(.authenticate, resultCode: .expiredSession), at: .seconds(2)))
        expectHidden(login)
        expectHidden(login.begin(.login))
        let answer = AdminMessage(.authenticate, fields: [.init(.sessionToken, Array("t0ken".utf8))])
        expectHidden(answer)
        expectHidden(login.received(answer, at: .seconds(3)))
        expectHidden(login)
    }

    @Test("The one hash of a client hides itself")
    func computed() async throws {
        let hash = CredentialHash { () throws(AerospikeError) in Self.hash }
        expectHidden(hash)
        _ = try await hash.value()
        expectHidden(hash)
        expectHidden(CredentialHash(of: Secret(Self.password)))
    }

    @Test("Every refusal hides them", arguments: UInt8.min...UInt8.max)
    func refusals(code: UInt8) {
        for identity in [
            LoginIdentity.native(user: "app", hash: Self.hash),
            .external(user: "app", hash: Self.hash, password: Secret(Self.password)),
            .certificate,
        ] {
            expectHidden(AerospikeError(loginOf: identity, refusedWith: ResultCode(rawValue: code)))
        }
    }
}
