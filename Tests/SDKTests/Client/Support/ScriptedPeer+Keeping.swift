import Testing

@testable import AerospikeSDK

extension ScriptedPeer {
    /// Connects a client of a driver to the peer for the length of a body; it is tended only when something happens.
    ///
    /// A client for tasks has one event loop, so that its connections can be counted.
    func withQuietCluster<Result>(
        _ driver: Driver,
        _ change: (inout SystemSettings) -> Void = { _ in },
        _ body: (Cluster, Endpoint) async throws -> Result
    ) async throws -> Result {
        var definition = definition
        definition.systemSettings.connections.waitForConnectionToComplete = .seconds(30)
        definition.systemSettings.tendInterval = .seconds(3600)
        change(&definition.systemSettings)
        let cluster = Cluster(definition, loopCount: 1, servesThreads: driver == .threads)
        do {
            try await cluster.connect()
            let endpoint = try #require(cluster.topology.nodes.first).endpoint
            let result = try await body(cluster, endpoint)
            await cluster.close()
            return result
        } catch {
            await cluster.close()
            throw error
        }
    }
}

extension Driver {
    /// Writes a record.
    func put(_ key: Key, on cluster: Cluster, _ behavior: Behavior = .patient) async throws(AerospikeError) {
        let command = RecordCommand(key, .write(["n": 1], WriteConditions()))
        switch self {
        case .tasks: _ = try await cluster.execute(command, behavior)
        case .threads:
            try await onThread { () throws(AerospikeError) in _ = try cluster.executeBlocking(command, behavior) }
        }
    }

    /// How a read fails.
    func failure(of key: Key, on cluster: Cluster, _ behavior: Behavior = .patient) async -> AerospikeError? {
        do throws(AerospikeError) {
            _ = try await get(key, on: cluster, behavior)
            return nil
        } catch {
            return error
        }
    }
}

extension Behavior {
    /// One hasty try whose late answer is waited for.
    static func lenient(for grace: Duration) -> Behavior {
        .hasty.derivingWithChanges("lenient", [.all: BehaviorPatch { $0.timeoutDelay = grace }])
    }
}
