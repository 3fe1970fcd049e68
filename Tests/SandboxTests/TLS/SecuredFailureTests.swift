import AerospikeSandbox
import Testing

@testable import AerospikeSDK

@Suite("Certificates that a sandbox's clients must refuse, and clients that it refuses")
struct SecuredFailureTests {
    @Test("Both ends prove who they are")
    func mutual() async throws {
        try await Secured.with(adjusting: { $0.tls?.requiresClientCertificate = true }) { cluster, files in
            try await cluster.exchange(files.mutual)
            await expectFailure("a client certificate is required") { try await cluster.exchange(files.trusting) }
            var expired = SandboxCertificate("late")
            expired.validity = .expired
            try await expectRefusal(of: expired, "certificate expired", cluster, files)
            var stranger = SandboxCertificate("stranger")
            stranger.isFromStranger = true
            try await expectRefusal(of: stranger, "unknown certificate authority", cluster, files)
        }
    }

    private func expectRefusal(
        of certificate: SandboxCertificate,
        _ message: String,
        _ cluster: SandboxCluster,
        _ files: SandboxFiles
    ) async throws {
        let identity = try await cluster.makeClientCertificate(certificate)
        var tls = files.mutual
        tls.clientCertFile = identity.certificateFile
        tls.clientKeyFile = identity.keyFile
        await expectFailure(message) { try await cluster.exchange(tls) }
    }

    @Test("A certificate that is not right is refused, whichever way it is not, until it is replaced")
    func certificates() async throws {
        try await Secured.with { cluster, files in
            var certificate = SandboxCertificate.server(Secured.name)
            certificate.isFromStranger = true
            try await expectFailure("unable to get local issuer certificate", with: certificate, cluster, files)
            certificate.isFromStranger = false
            certificate.validity = .expired
            try await expectFailure("certificate has expired", with: certificate, cluster, files)
            certificate.validity = .notYet
            try await expectFailure("certificate is not yet valid", with: certificate, cluster, files)
            try await expectFailure(
                "expected the name '\(Secured.name)'", with: .server("other.test"), cluster, files)
            try await cluster.replaceCertificate()
            try await cluster.exchange(files.trusting)
        }
    }

    @Test("Clients of one sandbox do not trust another")
    func authorities() async throws {
        try await Secured.with { _, others in
            try await Secured.with { cluster, _ in
                await expectFailure("unable to get local issuer certificate") {
                    try await cluster.exchange(others.trusting)
                }
                await expectFailure("") { try await cluster.exchange(nil) }
            }
        }
    }

    private func expectFailure(
        _ message: String,
        with certificate: SandboxCertificate,
        _ cluster: SandboxCluster,
        _ files: SandboxFiles
    ) async throws {
        try await cluster.replaceCertificate(with: certificate)
        await expectFailure(message) { try await cluster.exchange(files.trusting) }
    }

    private func expectFailure(_ message: String, _ body: () async throws -> Void) async {
        let error = await #expect(throws: AerospikeError.self) { try await body() }
        let text = error?.causes.first?.message ?? error?.message ?? ""
        #expect(message.isEmpty || text.contains(message), "\(error.map { "\($0) \($0.causes)" } ?? text)")
    }

    @Test("Certificates are asked of a sandbox that has some, for names that can be")
    func misuse() async throws {
        try await SandboxCluster.withCluster { cluster in
            #expect(cluster.files == nil)
            await #expect(throws: AerospikeError.self) { try await cluster.replaceCertificate() }
        }
        try await Secured.with { cluster, _ in
            for name in ["a,b", "", "x\ny", "ä"] {
                await #expect(throws: AerospikeError.self) {
                    try await cluster.replaceCertificate(with: SandboxCertificate("x", names: [name]))
                }
                await #expect(throws: AerospikeError.self) {
                    try await cluster.makeClientCertificate(SandboxCertificate(name))
                }
            }
            await #expect(throws: AerospikeError.self) { try await cluster.replaceCertificate(on: "nobody") }
        }
    }
}
