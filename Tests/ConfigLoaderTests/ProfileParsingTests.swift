import AerospikeSDK
import Testing

@testable import AerospikeConfigLoader

@Suite struct ProfileParsingTests {
    @Test func readsAClusterAndItsSandbox() throws {
        let profile = try Profile(
            parsing: """
                cluster: { name: local, hosts: [127.0.0.1:3000, "[::1]:3100"] }
                sandbox: { nodes: 3 }
                """)
        let definition = try profile.makeDefinition()
        #expect(definition.hosts == [Host("127.0.0.1", 3000), Host("::1", 3100)])
        #expect(definition.clusterName == "local")
        #expect(profile.sandbox == Profile.Sandbox(nodes: 3, replicationFactor: 2))
    }
}
