import AerospikeSDK
import AerospikeSandbox

/// What a test does that needs a cluster: it starts one, and lets something happen to it.
func testAgainstSandbox() async throws {
    // snippet: sandbox
    try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: 3)) { cluster in
        try await cluster.definition.withClient { client in
            let session = client.createSession(.default.derivingWithChanges("patient", totalTimeout: .seconds(30)))
            let alice = DataSet.of("test", "users").id("alice")
            try await session.put(alice, ["name": "Alice"])

            try await cluster.kill("A2")
            print(try await session.get(alice).bins)
        }
    }
    // end

    // snippet: sandbox-enterprise
    var configuration = SandboxConfiguration(nodeCount: 3)
    configuration.users = [SandboxUser("app", password: "secret", roles: [.read])]
    configuration.tls = SandboxTLS(name: "db.test", requiresClientCertificate: true)
    configuration.racks = [1, 2]
    let cluster = try await SandboxCluster.start(configuration)
    let client = try await cluster.definition.connect()
    // end
    print("connected over mutual TLS:", client.isConnected)
    await client.close()
    await cluster.stop()
}
