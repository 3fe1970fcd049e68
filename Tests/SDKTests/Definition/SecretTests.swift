import AerospikeSDK
import Testing

/// However a secret is shown, alone or inside what holds it, its value is not.
@Suite struct SecretTests {
    private static let value = "s3cret-pass"

    private static func everyText(of subject: Any) -> [String] {
        var dumped = ""
        dump(subject, to: &dumped)
        let mirror = Mirror(reflecting: subject)
        return ["\(subject)", String(describing: subject), String(reflecting: subject), dumped]
            + mirror.children.map { "\($0)" }
    }

    @Test func secretShowsNothing() {
        let secret = Secret(Self.value)
        #expect("\(secret)" == "<redacted>")
        #expect(secret.debugDescription == "<redacted>")
        #expect(Mirror(reflecting: secret).children.isEmpty)
        #expect(Self.everyText(of: secret).allSatisfy { !$0.contains(Self.value) })
        #expect(Self.everyText(of: Secret?.some(secret) as Any).allSatisfy { !$0.contains(Self.value) })
        #expect(Self.everyText(of: ["password": secret]).allSatisfy { !$0.contains(Self.value) })
    }

    @Test func definitionsShowNoSecret() {
        let secret = Secret(Self.value)
        let definition = ClusterDefinition("db1").withTLS(TLSConfiguration(clientKeyPassword: secret))
        let holders: [Any] = [
            Credentials.native(user: "app", password: secret), Credentials.external(user: "app", password: secret),
            Credentials.externalInsecure(user: "app", password: secret), TLSConfiguration(clientKeyPassword: secret),
            definition.withNativeCredentials("app", secret), definition.withExternalCredentials("app", secret),
        ]
        for holder in holders {
            #expect(Self.everyText(of: holder).allSatisfy { !$0.contains(Self.value) })
            #expect(Self.everyText(of: holder).contains { $0.contains("<redacted>") })
        }
    }

    @Test func secretIsRevealedOnDemandOnly() {
        #expect(Secret(Self.value).reveal() == Self.value)
        #expect(Secret("").isEmpty && !Secret("x").isEmpty)
        #expect(Secret("x") == "x" && Secret("x") != "y")
    }

    @Test func credentialsTellTheirModeAndUser() {
        let all: [(Credentials, AuthMode, String?)] = [
            (.native(user: "a", password: ""), .native, "a"), (.external(user: "b", password: ""), .external, "b"),
            (.externalInsecure(user: "c", password: ""), .externalInsecure, "c"), (.certificate, .certificate, nil),
        ]
        for (credentials, mode, user) in all {
            #expect(credentials.mode == mode && credentials.user == user)
        }
    }
}
