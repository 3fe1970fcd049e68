import AerospikeSandbox
import Testing

@testable import AerospikeSDK

/// Three nodes take requests and answer none: who works on one stays at it.
@Suite("How many nodes a behavior has work at a time", .timeLimit(.minutes(5)))
struct WidthSettingsTests {
    private static let configuration = SandboxConfiguration(nodeCount: 3)

    private static func behavior(_ width: Int, within time: Duration) -> Behavior {
        .default.derivingWithChanges(
            "wide", totalTimeout: time, socketTimeout: .zero, maxRetries: 0, maxConcurrentNodes: width)
    }

    @Test("No more than that", arguments: Shape.wide, Stage.Style.allCases)
    func most(shape: Shape, style: Stage.Style) async throws {
        try await FaultStage.perform(style, Self.configuration) { stage in
            try await stage.silence()
            for width in 1...2 {
                let before = try await stage.total(\.faults)
                let outcome = await stage.outcome(of: shape, Self.behavior(width, within: .milliseconds(150)))
                #expect(outcome.error?.code == .timeout)
                // Whoever's time is up asks nobody else: what has come until then is all.
                #expect(try await stage.total(\.faults) <= before + width)
            }
        }
    }

    @Test("As many as that, and all unless there is a number", arguments: Shape.wide, Stage.Style.allCases)
    func least(shape: Shape, style: Stage.Style) async throws {
        for (width, count) in [(2, 2), (3, 3), (0, 3)] {
            try await FaultStage.perform(style, Self.configuration) { stage in
                try await stage.silence()
                let work = Task { await stage.outcome(of: shape, Self.behavior(width, within: .seconds(60))) }
                try await eventually("\(count) nodes work") { try await stage.total(\.faults) == count }
                for node in stage.sandbox.nodes { try await stage.sandbox.kill(node.name) }
                #expect(await work.value.error != nil)
            }
        }
    }
}

extension FaultStage {
    /// Has no node answer commands any more.
    fileprivate func silence() async throws {
        for node in sandbox.nodes { try await sandbox.inject(.silence, on: node.name, count: nil) }
    }
}
