import AerospikeSandbox
import Testing

@testable import AerospikeSDK

/// A sandbox whose nodes misbehave at a test's wish, and a client that counts no errors against them and tends seldom: what
/// is seen comes of a behavior alone.
struct FaultStage {
    let sandbox: SandboxCluster
    let caller: Caller
    /// Keys of records that are there.
    let keys: [Key]

    static let users = DataSet.of("test", "users")
    private static let recordCount = 24

    /// Lends a stage to a body.
    ///
    /// - Parameter define: Changes what the client is made of.
    static func perform(
        _ style: Stage.Style,
        _ configuration: SandboxConfiguration = SandboxConfiguration(nodeCount: 1),
        define: (inout ClusterDefinition) -> Void = { _ in },
        _ body: (FaultStage) async throws -> Void
    ) async throws {
        try await Gate.clusters.pass {
            try await SandboxCluster.withCluster(configuration) { sandbox in
                var definition = sandbox.definition.unhurried()
                definition.systemSettings.tendInterval = .seconds(3600)
                definition.systemSettings.circuitBreaker.maximumErrorsInErrorWindow = 0
                define(&definition)
                try await withCluster(definition, style) { cluster in
                    let caller = Caller(style, cluster, .patient)
                    let keys = users.ids(0..<recordCount)
                    #expect(try await caller.run(caller.session.upsert(keys).put(["n": 1])).allSatisfy(\.isOK))
                    try await body(FaultStage(sandbox: sandbox, caller: caller, keys: keys))
                }
            }
        }
    }

    /// Connects a client of a style for the length of a body; one for tasks has one loop, so that connections can be
    /// counted.
    private static func withCluster(
        _ definition: ClusterDefinition,
        _ style: Stage.Style,
        _ body: (Cluster) async throws -> Void
    ) async throws {
        let cluster = Cluster(definition, loopCount: 1, servesThreads: style == .threads)
        do {
            try await cluster.connect()
            try await body(cluster)
            await cluster.close()
        } catch {
            await cluster.close()
            throw error
        }
    }

    /// Carries out a command of a shape by a behavior, on all the keys where it is on several.
    func outcome(of shape: Shape, _ behavior: Behavior) async -> Shape.Outcome {
        await caller.with(behavior).outcome(of: shape, keys)
    }

    /// How many records a command of a shape is on.
    func count(of shape: Shape) -> Int { Shape.points.contains(shape) ? 1 : keys.count }

    /// What all nodes together have counted.
    func total(_ counter: (SandboxCounters) -> Int) async throws -> Int {
        var total = 0
        for node in sandbox.nodes { total += counter(try await sandbox.counters(of: node.name)) }
        return total
    }
}
