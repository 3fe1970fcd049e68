import AerospikeSandbox
import Testing

@testable import AerospikeSDK

@Suite("Logins, from end to end")
struct LoginTests {
    private static let app = SandboxUser("app", password: "s3cret")

    /// Starts a sandbox whose users these are, and connects a client to it as the first of them.
    private static func perform(
        _ style: Stage.Style = .tasks,
        users: [SandboxUser] = [app],
        configure: (inout SandboxConfiguration) -> Void = { _ in },
        define: (inout ClusterDefinition) -> Void = { _ in },
        _ body: (Caller, SandboxCluster) async throws -> Void
    ) async throws {
        var configuration = SandboxConfiguration(nodeCount: 3)
        configuration.users = users
        configure(&configuration)
        try await Gate.clusters.pass { [configuration] in
            try await SandboxCluster.withCluster(configuration) { sandbox in
                var definition = sandbox.definition.unhurried()
                define(&definition)
                let cluster = try await Cluster.connect(definition)
                do {
                    try await body(Caller(style, cluster, .patient), sandbox)
                    await cluster.close()
                } catch {
                    await cluster.close()
                    throw error
                }
            }
        }
    }

    /// Writes and reads a record on every node.
    private static func expectService(_ caller: Caller) async throws {
        let dataSet = DataSet.of("test", "logins")
        for number in 0..<30 {
            try await caller.put(dataSet.id(number), ["n": Value(number)])
            #expect(try await caller.get(dataSet.id(number)).bins["n"] == Value(number))
        }
    }

    @Test("Each node is logged in to once, whatever the number of connections", arguments: Stage.Style.allCases)
    func sharing(style: Stage.Style) async throws {
        try await Self.perform(style) { caller, sandbox in
            try await Self.expectService(caller)
            for node in sandbox.nodes {
                let counters = try await sandbox.counters(of: node.name)
                #expect(counters.sessions == 1)
                #expect(counters.clearLogins == 1)
                #expect(counters.logins == counters.connectionsAccepted)
            }
            #expect(caller.cluster.warnings == [])
        }
    }

    @Test("Sessions that end soon are renewed under load, and no command fails", arguments: Stage.Style.allCases)
    func renewal(style: Stage.Style) async throws {
        try await Self.perform(style) {
            $0.sessionLifetime = 2
        } define: {
            $0.systemSettings.tendInterval = .milliseconds(250)
            // Each command finds its connection closed, and opens another.
            $0.systemSettings.connections.maximumSocketIdleTime = .milliseconds(1)
        } _: { caller, sandbox in
            let single = caller.with(.patient.derivingWithChanges("once", maxRetries: 0))
            try await eventually("every session is renewed") {
                try await Self.expectService(single)
                for node in sandbox.nodes where try await sandbox.counters(of: node.name).sessions < 3 { return false }
                return true
            }
        }
    }

    @Test("Sessions that a node has forgotten are replaced", arguments: Stage.Style.allCases)
    func forgotten(style: Stage.Style) async throws {
        try await Self.perform(style) { caller, sandbox in
            for node in sandbox.nodes { try await sandbox.endSessions(on: node.name) }
            try await Self.expectService(caller)
            for node in sandbox.nodes { #expect(try await sandbox.counters(of: node.name).sessions == 2) }
        }
    }

    @Test("A password that is another serves the logins to come of a client that runs", arguments: Stage.Style.allCases)
    func newPassword(style: Stage.Style) async throws {
        try await Self.perform(
            style, define: { $0.systemSettings.tendInterval = .milliseconds(250) }
        ) { caller, sandbox in
            try await Self.expectService(caller)
            try await sandbox.setUser(SandboxUser("app", password: "an0ther"))
            for node in sandbox.nodes { try await sandbox.endSessions(on: node.name) }
            // Connections that are open live on, but others find that their token is forgotten, and the password wrong.
            for node in sandbox.nodes { try await sandbox.resetConnections(to: node.name) }
            try await eventually("the old password is refused") { (try? await Self.expectService(caller)) == nil }
            var definition = caller.cluster.definition
            definition.credentials = .native(user: "app", password: "an0ther")
            #expect(try caller.cluster.apply(definition).applied == ["cluster.auth.password"])
            try await eventually("the new password is taken") { (try? await Self.expectService(caller)) != nil }
            try await eventually("nothing is wrong any more") { caller.cluster.warnings.isEmpty }
            for node in sandbox.nodes { #expect(try await sandbox.counters(of: node.name).sessions >= 2) }
        }
    }

    @Test("A role that does not allow a command is told by the server", arguments: Stage.Style.allCases)
    func roles(style: Stage.Style) async throws {
        let reader = SandboxUser("reader", password: "r", roles: [.read])
        try await Self.perform(style, users: [reader]) { caller, _ in
            let key = DataSet.of("test", "logins").id(1)
            let refused = await #expect(throws: AerospikeError.self) { try await caller.put(key, ["n": 1]) }
            #expect(refused?.resultCode == .roleViolation)
            let missing = await #expect(throws: AerospikeError.self) { try await caller.get(key) }
            #expect(missing?.resultCode == .keyNotFound)
        }
    }

    @Test(
        "The user of a certificate, and one of a directory, log in over TLS",
        arguments: [SandboxUser.Kind.certificate, .external], Stage.Style.allCases)
    func overTLS(kind: SandboxUser.Kind, style: Stage.Style) async throws {
        let user = SandboxUser("client", password: kind == .certificate ? "" : "s3cret", kind: kind)
        try await Self.perform(style, users: [user]) {
            $0.tls = SandboxTLS(requiresClientCertificate: kind == .certificate)
        } _: { caller, sandbox in
            try await Self.expectService(caller)
            for node in sandbox.nodes {
                let counters = try await sandbox.counters(of: node.name)
                #expect(counters.clearLogins == 0)
                #expect(counters.encryptedCommands > 0)
            }
        }
    }

    @Test(
        "Each refusal is told when connecting",
        arguments: [
            (.native(user: "app", password: "wrong"), .invalidCredential, "the password of the user 'app' is wrong"),
            (.native(user: "nobody", password: "x"), .invalidUser, "does not know the user 'nobody'"),
            (.native(user: "late", password: "l"), .expiredPassword, "the password of the user 'late' has expired"),
            (.native(user: "pki", password: ""), .forbiddenPassword, "only by certificate"),
            (.native(user: "far", password: "f"), .notAllowlisted, "may not log in from this client's address"),
            (.externalInsecure(user: "ldap", password: "x"), .invalidCredential, "the password of the user 'ldap'"),
        ] as [(Credentials, ResultCode, String)])
    func refusals(credentials: Credentials, code: ResultCode, message: String) async throws {
        var late = SandboxUser("late", password: "l")
        late.isPasswordExpired = true
        var far = SandboxUser("far", password: "f")
        far.isAllowlisted = false
        let others = [SandboxUser("pki", kind: .certificate), SandboxUser("ldap", password: "y", kind: .external)]
        let users = [Self.app, late, far] + others
        let error = await #expect(throws: AerospikeError.self) {
            try await Self.perform(users: users, define: { $0.credentials = credentials }) { _, _ in }
        }
        #expect(error?.code == .loginRefused)
        #expect(error?.resultCode == code)
        #expect(error?.message.contains(message) == true, "\(String(describing: error))")
    }

    @Test(
        "A cluster without users is used without a login, with one warning for all its nodes",
        arguments: [SandboxEdition.community, .enterprise], Stage.Style.allCases)
    func withoutUsers(edition: SandboxEdition, style: Stage.Style) async throws {
        try await Self.perform(style, users: []) {
            $0.edition = edition
        } define: {
            $0.credentials = .native(user: "app", password: "s3cret")
        } _: { caller, _ in
            try await Self.expectService(caller)
            let code = edition == .enterprise ? ResultCode.securityNotEnabled : .securityNotSupported
            #expect(caller.cluster.warnings.map(\.resultCode) == [code])
        }
    }

    @Test("Without credentials, a cluster with users says that a login is missing")
    func withoutCredentials() async throws {
        let error = await #expect(throws: AerospikeError.self) {
            try await Self.perform(define: { $0.credentials = nil }) { _, _ in }
        }
        #expect(error?.code == .loginRefused)
        #expect(error?.message == "the server wants a login, and none was made")
    }
}
