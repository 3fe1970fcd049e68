import AerospikeSandbox
import Testing

@testable import AerospikeSDK

@Suite("How often, when and where a behavior lets commands be tried again", .timeLimit(.minutes(5)))
struct RetrySettingsTests {
    private static let overload = SandboxFault.resultCode(.deviceOverload)

    @Test("As many tries are made as are allowed", arguments: Shape.allCases, Stage.Style.allCases)
    func maxRetries(shape: Shape, style: Stage.Style) async throws {
        try await FaultStage.perform(style) { stage in
            for retries in [0, 1, 2] {
                try await stage.sandbox.inject(Self.overload, on: "A1", count: 2)
                let before = try await stage.total(\.faults)
                let behavior = Behavior.patient.derivingWithChanges("retrying", maxRetries: retries)
                let outcome = await stage.outcome(of: shape, behavior)
                if retries == 2 {
                    #expect(outcome.error == nil && outcome.count == stage.count(of: shape))
                } else {
                    #expect(outcome.error?.resultCode == .deviceOverload)
                    #expect(outcome.error?.attempts == retries + 1)
                }
                #expect(try await stage.total(\.faults) == before + min(retries + 1, 2))
                try await stage.sandbox.clearFaults(on: "A1")
            }
        }
    }

    @Test("In a batch each key is tried as often as what is done with it may be", arguments: Stage.Style.allCases)
    func mixed(style: Stage.Style) async throws {
        let behavior = Behavior.patient.derivingWithChanges(
            "mixed", [.readsBatch: BehaviorPatch { $0.maxRetries = 1 }, .writes: BehaviorPatch { $0.maxRetries = 0 }])
        try await FaultStage.perform(style) { stage in
            try await stage.sandbox.inject(Self.overload, on: "A1")
            let caller = stage.caller.with(behavior)
            let rows = try await caller.run(
                caller.session.query(stage.keys[0]).upsert(stage.keys[1]).bin("i").incrementBy(1))
            #expect(rows.map(\.isOK) == [true, false])
            #expect(rows.last?.error?.attempts == 1)
        }
    }

    /// The pause between two tries is longer than the command may take: it ends where there would be one.
    @Test(
        "Tries are as far apart as is wanted, but for the first on another copy", arguments: Shape.allCases,
        Stage.Style.allCases)
    func retryDelay(shape: Shape, style: Stage.Style) async throws {
        try await FaultStage.perform(style) { stage in
            for (replica, tries) in [(BehaviorSettings.Replica.master, 1), (.sequence, 2)] {
                try await stage.sandbox.inject(Self.overload, on: "A1", count: 3)
                let behavior = Behavior.default.derivingWithChanges(
                    "slow", totalTimeout: .seconds(30), maxRetries: 5, retryDelay: .seconds(60), replica: replica)
                let error = try #require(await stage.outcome(of: shape, behavior).error)
                #expect(error.attempts == tries)
                #expect(error.resultCode == .deviceOverload || error.causes.first?.resultCode == .deviceOverload)
                let prompt = behavior.derivingWithChanges("prompt", retryDelay: .zero)
                #expect(await stage.outcome(of: shape, prompt).error == nil)
                try await stage.sandbox.clearFaults(on: "A1")
            }
        }
    }
}
