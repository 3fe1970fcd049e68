import Testing

@testable import AerospikeSDK

@Suite("Behaviors that sessions follow by name")
struct LiveBehaviorTests {
    private func behavior(_ retries: Int) -> Behavior {
        .default.derivingWithChanges("reports", maxRetries: retries)
    }

    @Test("those who read while it is replaced see one of the behaviors, whole, and the last one in the end")
    func threads() async throws {
        let live = LiveBehavior(behavior(0))
        await withTaskGroup { group in
            for _ in 1...4 {
                group.addTask {
                    for _ in 1...2000 {
                        let current = live.current
                        #expect(current == behavior(current.settings(.read, .point).maxRetries))
                    }
                }
            }
            for retries in 1...200 { #expect(live.replace(with: behavior(retries))) }
        }
        #expect(live.current == behavior(200))
    }

    @Test("after too many changes there is no further one, but those that were before may return")
    func limit() {
        let live = LiveBehavior(behavior(0))
        for retries in 1..<ClusterLimits.behaviorVersions { #expect(live.replace(with: behavior(retries))) }
        #expect(!live.replace(with: behavior(-1)))
        #expect(live.current == behavior(ClusterLimits.behaviorVersions - 1))
        #expect(live.replace(with: behavior(7)))
        #expect(live.current == behavior(7))
    }

    @Test("a behavior that cannot be followed any more needs a new client")
    func report() {
        var behaviors = SessionBehaviors()
        let live = behaviors.named("reports", behavior(0))
        for retries in 1..<ClusterLimits.behaviorVersions { _ = live.replace(with: behavior(retries)) }
        var sessions = ["reports": behavior(7), "idle": behavior(0)]
        var changes = DefinitionChanges()
        behaviors.follow(&sessions, to: ["reports": behavior(-1), "idle": behavior(-1)], &changes)
        #expect(changes.applied == ["sessions.idle"])
        #expect(changes.needsNewClient == ["sessions.reports"])
        #expect(sessions == ["reports": behavior(7), "idle": behavior(-1)])
    }
}
