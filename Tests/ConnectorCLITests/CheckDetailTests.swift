import AerospikeSDK
import AerospikeSandbox
import Testing

/// What the steps of a check tell beside that they passed.
@Suite struct CheckDetailTests {
    private let password: Secret = "correct-horse"

    private func report(
        _ cluster: SandboxCluster,
        _ change: (inout ClusterDefinition) async throws -> Void = { _ in }
    ) async throws -> CheckReport {
        var definition = cluster.definition
        definition.systemSettings.connections.waitForConnectionToComplete = .seconds(60)
        definition.systemSettings.connections.waitForLoginToComplete = .seconds(60)
        try await change(&definition)
        return try await ConnectionCheck(definition).run()
    }

    private func logins(
        of users: [SandboxUser],
        lifetime: UInt32 = 86_400
    ) async throws -> [CheckStep] {
        var configuration = SandboxConfiguration(nodeCount: 2)
        configuration.users = users
        configuration.sessionLifetime = lifetime
        return try await SandboxCluster.withCluster(configuration) { cluster in
            try await report(cluster) { $0.credentials = users[0].credentials }.steps.filter { $0.name == .login }
        }
    }

    @Test func aLoginTellsItsSessionAndRoles() async throws {
        let app = SandboxUser("app", password: password, roles: [.read, .write])
        let steps = try await logins(of: [app], lifetime: 86_400)
        #expect(steps.first?.detail == "user 'app', native; session for 24 h; roles read, write")
    }

    @Test func aUserWithoutRolesIsTold() async throws {
        let steps = try await logins(of: [SandboxUser("app", password: password, roles: [])])
        #expect(steps.first?.detail.hasSuffix("; no roles") == true)
    }

    @Test func bothCertificatesThatEndSoonAreWarnings() async throws {
        var configuration = SandboxConfiguration()
        configuration.tls = SandboxTLS(name: "db", requiresClientCertificate: true)
        try await SandboxCluster.withCluster(configuration) { cluster in
            var certificate = SandboxCertificate.server("db")
            certificate.validity = .ending(days: 12)
            try await cluster.replaceCertificate(with: certificate)
            let report = try await report(cluster) { definition in
                var certificate = SandboxCertificate("app")
                certificate.validity = .ending(days: 3)
                let identity = try await cluster.makeClientCertificate(certificate)
                definition.tls?.clientCertFile = identity.certificateFile
                definition.tls?.clientKeyFile = identity.keyFile
            }
            let steps = report.steps.filter { $0.name == .tls }
            #expect(steps.map(\.status) == [.warning, .warning])
            #expect(steps[0].detail.hasSuffix("3 days left"))
            #expect(steps[0].error?.message.hasPrefix("the client's certificate ends on ") == true)
            #expect(steps[0].advice?.hasPrefix("renew client_cert_file before ") == true)
            #expect(steps[1].detail.contains("::1, 12 days left; issued"))
            #expect(steps[1].error?.message.hasSuffix(" UTC: 12 days left") == true)
            #expect(steps[1].advice?.hasPrefix("renew the certificate of 'db' before ") == true)
            #expect(report.isPassed)
        }
    }

    @Test(arguments: [(29, CheckStep.Status.warning), (30, .passed)])
    func aCertificateMayLastAMonth(_ days: Int, _ status: CheckStep.Status) async throws {
        var configuration = SandboxConfiguration()
        configuration.tls = SandboxTLS(name: "db")
        try await SandboxCluster.withCluster(configuration) { cluster in
            var certificate = SandboxCertificate.server("db")
            certificate.validity = .ending(days: days)
            try await cluster.replaceCertificate(with: certificate)
            #expect(try await report(cluster).steps.first { $0.name == .tls }?.status == status)
        }
    }
}
