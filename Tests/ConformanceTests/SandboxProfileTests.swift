import AerospikeConfigLoader
import AerospikeSDK
import AerospikeSandbox
import Foundation
import Testing

@Suite("The profile that a sandbox writes")
struct SandboxProfileTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "profile-\(UUID().uuidString)")

    @Test("A client that is given nothing else connects, with certificates on both ends")
    func connects() async throws {
        var configuration = SandboxConfiguration(nodeCount: 2, clusterName: "a \"strange\" name")
        configuration.tls = SandboxTLS(name: "sandbox.test", requiresClientCertificate: true)
        try await Gate.clusters.pass {
            try await SandboxCluster.withCluster(configuration) { cluster in
                try await withFolder {
                    let path = folder.appending(path: "mine.yaml").path
                    try await cluster.writeProfile(to: path)
                    let definition = try Profile.load(path: path, .withoutEnvironment).makeDefinition()
                    var plain = definition
                    (plain.sessions, plain.behaviors) = ([:], [:])
                    #expect(plain == cluster.definition)
                    try await definition.unhurried().withClient { client in
                        try await client.createSession(.patient).put(DataSet.of("test", "profile").id(1), ["n": 1])
                    }
                }
            }
        }
    }

    @Test("Everything that a definition can say of a cluster is read back as it was, the password from its own file")
    func roundTrip() async throws {
        try await Gate.clusters.pass {
            try await SandboxCluster.withCluster { cluster in
                var definition = cluster.definition
                definition.credentials = .native(user: "o'neil \\ \"x\"", password: "geheim: ü\n")
                definition.usesServicesAlternate = true
                definition.preferredRacks = [2, 1]
                definition.forcesSingleNode = true
                definition.detectsLoadBalancers = false
                definition.addressMap = AddressMap([
                    .init(host: "10.0.0.1", port: 3000): .init(host: "127.0.0.1", port: 3100),
                    .init(host: "::1"): .init(host: "localhost"),
                ])
                definition.tls = TLSConfiguration(protocols: ["TLSv1.2"], forLoginOnly: true)
                try await withFolder {
                    let path = folder.appending(path: "whole.yaml").path
                    try await cluster.writeProfile(to: path, definition: definition)
                    var read = try Profile.load(path: path, .withoutEnvironment).makeDefinition()
                    (read.sessions, read.behaviors) = ([:], [:])
                    #expect(read == definition)
                    #expect(try !String(contentsOfFile: path, encoding: .utf8).contains("geheim"))
                    for file in [path, "\(path).password"] {
                        let attributes = try FileManager.default.attributesOfItem(atPath: file)
                        #expect(attributes[.posixPermissions] as? Int == 0o600)
                    }
                }
            }
        }
    }

    @Test("Where nothing can be written, the error names the place")
    func impossible() async throws {
        try await SandboxCluster.withCluster { cluster in
            let error = await #expect(throws: AerospikeError.self) {
                try await cluster.writeProfile(to: "/dev/null/profile.yaml")
            }
            #expect(error?.message.contains("/dev/null/profile.yaml") == true)
        }
    }

    private func withFolder(_ body: () async throws -> Void) async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body()
    }
}
