import AerospikeSDK
import Testing

/// Patches apply to their scope alone, the more specific over the less, the child's over the parent's.
@Suite struct BehaviorInheritanceTests {
    private typealias Place = BehaviorTests.Place

    private static let covered: [(BehaviorScope, @Sendable (BehaviorTests.Place) -> Bool)] = [
        (.all, { _ in true }),
        (.reads, { $0.kind == .read }),
        (.readsAP, { $0.kind == .read && $0.mode == .availability }),
        (.readsSC, { $0.kind == .read && $0.mode == .strongConsistency }),
        (.readsPoint, { $0.kind == .read && $0.shape == .point }),
        (.readsBatch, { $0.kind == .read && $0.shape == .batch }),
        (.readsQuery, { $0.kind == .read && $0.shape == .query }),
        (.writes, { $0.kind != .read }),
        (.writesAP, { $0.kind != .read && $0.mode == .availability }),
        (.writesSC, { $0.kind != .read && $0.mode == .strongConsistency }),
        (.writesRetryable, { $0.kind == .retryableWrite }),
        (.writesNonRetryable, { $0.kind == .nonRetryableWrite }),
        (.writesPoint, { $0.kind != .read && $0.shape == .point }),
        (.writesBatch, { $0.kind != .read && $0.shape == .batch }),
        (.writesQuery, { $0.kind != .read && $0.shape == .query }),
        (.systemTxnVerify, { _ in false }),
        (.systemTxnRoll, { _ in false }),
    ]

    @Test func everyScopeIsCovered() {
        #expect(Set(Self.covered.map(\.0)) == Set(BehaviorScope.allCases))
    }

    @Test(arguments: covered.map(\.0))
    func patchAppliesToItsScopeAlone(_ scope: BehaviorScope) throws {
        let covers = try #require(Self.covered.first { $0.0 == scope }?.1)
        let behavior = Behavior.default.derivingWithChanges(
            "x", [scope: BehaviorPatch { $0.compressionThreshold = 77 }])
        for place in Place.all {
            let settings = behavior.settings(place.kind, place.shape, place.mode)
            #expect((settings.compressionThreshold == 77) == covers(place))
        }
        #expect((behavior.systemTxnVerify.compressionThreshold == 77) == [.all, .systemTxnVerify].contains(scope))
        #expect((behavior.systemTxnRoll.compressionThreshold == 77) == [.all, .systemTxnRoll].contains(scope))
    }

    @Test func moreSpecificScopeWins() {
        func retries(_ scopes: BehaviorScope...) -> Behavior {
            let patches = scopes.enumerated().map { place, scope in
                (scope, BehaviorPatch { $0.maxRetries = 10 + place })
            }
            return Behavior("x", patches: Dictionary(uniqueKeysWithValues: patches))
        }
        let reads = retries(.all, .reads, .readsSC, .readsPoint)
        #expect(reads.settings(.read, .point, .strongConsistency).maxRetries == 13)
        #expect(reads.settings(.read, .batch, .strongConsistency).maxRetries == 12)
        #expect(reads.settings(.read, .batch, .availability).maxRetries == 11)
        #expect(reads.settings(.retryableWrite, .point).maxRetries == 10)
        let writes = retries(.all, .writes, .writesAP, .writesNonRetryable, .writesBatch)
        #expect(writes.settings(.nonRetryableWrite, .batch).maxRetries == 14)
        #expect(writes.settings(.nonRetryableWrite, .point).maxRetries == 13)
        #expect(writes.settings(.retryableWrite, .point).maxRetries == 12)
        #expect(writes.settings(.retryableWrite, .point, .strongConsistency).maxRetries == 11)
    }

    @Test func childOverridesItsParentEvenBroadly() {
        let parent = Behavior(
            "p",
            patches: [
                .readsPoint: BehaviorPatch {
                    $0.maxRetries = 7; $0.sendKey = true
                }
            ])
        let child = parent.derivingWithChanges("c", maxRetries: 1)
        #expect(child.settings(.read, .point).maxRetries == 1, "the child's own patch is laid over all it inherits")
        #expect(child.settings(.read, .point).sendKey)
        #expect(child.parentName == "p")
        #expect(parent.settings(.read, .point).maxRetries == 7)
    }

    @Test func everySettingCanBePatched() {
        let behavior = Behavior.default.derivingWithChanges(
            "flat", totalTimeout: .seconds(2), socketTimeout: .seconds(1), maxRetries: 9, retryDelay: .milliseconds(5),
            sendKey: true, durableDelete: true, replica: .master)
        var expected = BehaviorSettings()
        expected.totalTimeout = .seconds(2)
        expected.socketTimeout = .seconds(1)
        expected.maxRetries = 9
        expected.retryDelay = .milliseconds(5)
        expected.sendKey = true
        expected.durableDelete = true
        expected.replica = .master
        #expect(behavior.settings(.read, .point) == expected)

        let rest = BehaviorPatch {
            $0.timeoutDelay = .seconds(3)
            $0.commitLevel = .master
            $0.readModeAP = .all
            $0.readModeSC = .allowUnavailable
            $0.useCompression = true
            $0.compressionThreshold = 1
            $0.maxConcurrentNodes = 2
            $0.recordQueueSize = 3
            $0.allowScansWithWhere = false
            $0.allowInline = false
            $0.allowInlineSSD = true
            $0.readTouchTTLPercent = 80
            $0.errorDetailVerbosity = 1
        }
        expected.timeoutDelay = .seconds(3)
        expected.commitLevel = .master
        expected.readModeAP = .all
        expected.readModeSC = .allowUnavailable
        expected.useCompression = true
        expected.compressionThreshold = 1
        expected.maxConcurrentNodes = 2
        expected.recordQueueSize = 3
        expected.allowScansWithWhere = false
        expected.allowInline = false
        expected.allowInlineSSD = true
        expected.readTouchTTLPercent = 80
        expected.errorDetailVerbosity = 1
        #expect(behavior.derivingWithChanges("rest", [.all: rest]).settings(.read, .point) == expected)
    }
}
