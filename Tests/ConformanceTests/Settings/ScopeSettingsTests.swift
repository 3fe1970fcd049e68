import AerospikeSandbox
import Testing

@testable import AerospikeSDK

/// What a scope changes is seen of the commands that it bears on, and of no others; the sandbox's namespaces favour
/// availability.
@Suite("Which commands the scopes of a behavior bear on", .timeLimit(.minutes(5)))
struct ScopeSettingsTests {
    private static let reads: Set<Shape> = [.read, .batchRead, .query]
    private static let writes: Set<Shape> = [.write, .increment, .batchWrite, .batchIncrement]

    static let scopes: [(BehaviorScope, Set<Shape>)] = [
        (.all, reads.union(writes)),
        (.reads, reads), (.readsAP, reads), (.readsSC, []),
        (.readsPoint, [.read]), (.readsBatch, [.batchRead]), (.readsQuery, [.query]),
        (.writes, writes), (.writesAP, writes), (.writesSC, []),
        (.writesRetryable, [.write, .batchWrite]), (.writesNonRetryable, [.increment, .batchIncrement]),
        (.writesPoint, [.write, .increment]), (.writesBatch, [.batchWrite, .batchIncrement]),
        // Nothing is written in the background, and there are no transactions.
        (.writesQuery, []), (.systemTxnVerify, []), (.systemTxnRoll, []),
    ]

    private static let brittle = Behavior.patient.derivingWithChanges("brittle", maxRetries: 0)

    @Test("A second try, and none", arguments: scopes, Stage.Style.allCases)
    func maxRetries(scope: (scope: BehaviorScope, shapes: Set<Shape>), style: Stage.Style) async throws {
        let behavior = Self.brittle.derivingWithChanges("tough", [scope.scope: BehaviorPatch { $0.maxRetries = 1 }])
        try await FaultStage.perform(style) { stage in
            for shape in Shape.allCases {
                try await stage.sandbox.inject(.resultCode(.deviceOverload), on: "A1")
                let outcome = await stage.outcome(of: shape, behavior)
                #expect((outcome.error == nil) == scope.shapes.contains(shape), "\(shape)")
            }
        }
    }

    @Test("A stored key, and none", arguments: scopes, Stage.Style.allCases)
    func sendKey(scope: (scope: BehaviorScope, shapes: Set<Shape>), style: Stage.Style) async throws {
        let behavior = Behavior.patient.derivingWithChanges(
            "storing", [scope.scope: BehaviorPatch { $0.sendKey = true }])
        try await FaultStage.perform(style) { stage in
            let caller = stage.caller.with(behavior)
            for shape in Shape.allCases {
                let dataSet = DataSet.of("test", "\(shape)")
                try await stage.caller.put(dataSet.id(1), ["n": 1])
                #expect(await caller.outcome(of: shape, [dataSet.id(1)]).error == nil)
                let isStored = try await stage.caller.run(stage.caller.session.query(dataSet)).first?.key.userKey != nil
                #expect(isStored == (scope.shapes.contains(shape) && Self.writes.contains(shape)), "\(shape)")
            }
        }
    }
}
