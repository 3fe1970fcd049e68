import Testing

@testable import AerospikeSDK

extension ScriptedPeer {
    /// Connects a client to the peer for the length of a body.
    func withCluster<Result>(
        connections: Int = 100,
        _ change: (inout ClusterDefinition) -> Void = { _ in },
        _ body: (Cluster) async throws -> Result
    ) async throws -> Result {
        var definition = definition
        if door != nil { definition.credentials = .native(user: "app", password: "s3cret") }
        definition.systemSettings.connections.maximumPerNode = connections
        definition.systemSettings.connections.waitForConnectionToComplete = .seconds(30)
        definition.systemSettings.connections.waitForLoginToComplete = .seconds(30)
        change(&definition)
        let cluster = try await Cluster.connect(definition)
        do {
            let result = try await body(cluster)
            await cluster.close()
            return result
        } catch {
            await cluster.close()
            throw error
        }
    }
}

extension Driver {
    /// Reads a few records, each of which must be the one that was asked for.
    func expectOwnRecords(on cluster: Cluster, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        for key in DataSet.of("test", "own").ids(0..<3) {
            #expect(try await get(key, on: cluster).digest == key.digest, sourceLocation: sourceLocation)
        }
    }
}

extension Record {
    /// The digest that a scripted peer puts into the records that it answers with.
    var digest: Digest? { bins["digest"]?.blobValue.flatMap { Digest($0) } }
}
