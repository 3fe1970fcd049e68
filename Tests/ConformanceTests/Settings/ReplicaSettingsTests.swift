import AerospikeSandbox
import Testing

@testable import AerospikeSDK

/// Each of two nodes holds every record, and one of them is too busy for any command.
///
/// `A1` has the masters of the keys that are asked for, `A2` is in the preferred rack.
@Suite("Which copies a behavior has commands ask, and in what order", .timeLimit(.minutes(5)))
struct ReplicaSettingsTests {
    /// What is seen of a command.
    struct Course: Equatable {
        /// How often the busy node was asked.
        var refusals: Int
        /// How often the other one was.
        var answers: Int
        var isFailed = false
    }

    @Test("The master alone", arguments: Shape.allCases, Stage.Style.allCases)
    func master(shape: Shape, style: Stage.Style) async throws {
        // The other node answers a query for its own partitions.
        let answers = shape == .query ? 1 : 0
        try await expect(
            Course(refusals: 4, answers: answers, isFailed: true), of: shape, style, .master, retries: 3, busy: "A1")
    }

    @Test("The master, then the others", arguments: Shape.allCases, Stage.Style.allCases)
    func sequence(shape: Shape, style: Stage.Style) async throws {
        let answers = shape == .query ? 2 : 1
        try await expect(Course(refusals: 1, answers: answers), of: shape, style, .sequence, retries: 1, busy: "A1")
    }

    @Test(
        "The preferred rack, then elsewhere; for writes the master first", arguments: Shape.allCases,
        Stage.Style.allCases)
    func preferRack(shape: Shape, style: Stage.Style) async throws {
        let refusals = [.read, .batchRead, .query].contains(shape) ? 1 : 0
        try await expect(Course(refusals: refusals, answers: 1), of: shape, style, .preferRack, retries: 1, busy: "A2")
    }

    private func expect(
        _ course: Course,
        of shape: Shape,
        _ style: Stage.Style,
        _ replica: BehaviorSettings.Replica,
        retries: Int,
        busy: String
    ) async throws {
        var configuration = SandboxConfiguration(nodeCount: 2)
        configuration.racks = [1, 2]
        let behavior = Behavior.patient.derivingWithChanges("copies", maxRetries: retries, replica: replica)
        try await FaultStage.perform(style, configuration, define: { $0 = $0.preferringRacks(2) }) { stage in
            let keys = stage.keys.filter { stage.master(of: $0) == "A1" }
            try await stage.sandbox.inject(.resultCode(.deviceOverload), on: busy, count: nil)
            let before = try await stage.total(\.commands)
            let outcome = await stage.caller.with(behavior).outcome(of: shape, keys)
            let seen = Course(
                refusals: try await stage.total(\.faults), answers: try await stage.total(\.commands) - before,
                isFailed: outcome.error != nil)
            #expect(seen == course)
            if course.isFailed { #expect(outcome.error?.attempts == retries + 1) }
        }
    }
}

extension FaultStage {
    /// The name of the node that holds a key's master copy.
    fileprivate func master(of key: Key) -> String? {
        caller.cluster.topology.replicas(of: key.digest.partition, in: key.namespace).first?.name
    }
}

extension SandboxCounters {
    /// How many commands, batches and queries were carried out.
    fileprivate var commands: Int { reads + writes + batches + queries }
}
