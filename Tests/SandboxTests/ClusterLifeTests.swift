import AerospikeSDK
import AerospikeSandbox
import Testing

@Suite("The life of a sandbox cluster")
struct ClusterLifeTests {
    @Test("A cluster starts with the nodes asked for, each on a port of its own")
    func starts() async throws {
        try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: 3)) { cluster in
            #expect(cluster.nodes.map(\.name) == ["A1", "A2", "A3"])
            #expect(Set(cluster.hosts.map(\.port)).count == 3)
        }
    }
}
