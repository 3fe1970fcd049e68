import Testing

@testable import AerospikeSDK

@Suite("Connecting to a cluster")
struct ClusterConnectTests {
    @Test("A closed client starts no thread and says that it is closed")
    func closed() async {
        let cluster = Cluster(ClusterDefinition("192.0.2.1"), loopCount: 1)
        await cluster.close()
        let error = await #expect(throws: AerospikeError.self) { try await cluster.connect() }
        #expect(error?.code == .clientClosed)
        #expect(cluster.loops.isEmpty)
    }

    @Test("A definition that makes no sense starts no thread")
    func invalid() async {
        var definition = ClusterDefinition("192.0.2.1")
        definition.systemSettings.tendInterval = .zero
        let cluster = Cluster(definition, loopCount: 1)
        let error = await #expect(throws: AerospikeError.self) { try await cluster.connect() }
        #expect(error?.code == .invalidArgument)
        #expect(cluster.loops.isEmpty)
    }
}
