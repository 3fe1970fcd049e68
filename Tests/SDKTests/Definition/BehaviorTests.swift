import AerospikeSDK
import Testing

/// The predefined behaviors against the table of the Python SDK 1.0.0, and the rules of inheritance.
@Suite struct BehaviorTests {
    private typealias Patch = BehaviorPatch

    /// Every command that a kind, a shape and a mode make.
    struct Place: CustomTestStringConvertible {
        let kind: CommandKind
        let shape: CommandShape
        let mode: ConsistencyMode

        var testDescription: String { "\(kind) \(shape) \(mode)" }

        static let all = CommandKind.allCases.flatMap { kind in
            CommandShape.allCases.flatMap { shape in
                ConsistencyMode.allCases.map { Place(kind: kind, shape: shape, mode: $0) }
            }
        }
    }

    private static func expectedDefault(_ place: Place) -> BehaviorSettings {
        var settings = BehaviorSettings()
        settings.totalTimeout = .seconds(1)
        settings.socketTimeout = .seconds(30)
        settings.maxRetries = place.kind == .nonRetryableWrite ? 0 : 2
        settings.maxConcurrentNodes = place.shape == .point ? 1 : 0
        settings.durableDelete = place.kind != .read && place.mode == .strongConsistency
        if place.shape == .query {
            let isRead = place.kind == .read
            settings.totalTimeout = isRead ? .zero : .seconds(30)
            settings.socketTimeout = isRead ? .seconds(30) : .seconds(5)
            if isRead { settings.maxRetries = 5 }
        }
        return settings
    }

    @Test(arguments: Place.all)
    func defaultFollowsTheTable(_ place: Place) {
        let settings = Behavior.default.settings(place.kind, place.shape, place.mode)
        #expect(settings == Self.expectedDefault(place))
    }

    @Test func settingsBeginAsTheTableSays() {
        let settings = BehaviorSettings()
        #expect(settings.retryDelay == .zero && settings.timeoutDelay == .zero && settings.maxRetries == 2)
        #expect(!settings.sendKey && !settings.durableDelete && !settings.useCompression)
        #expect(settings.replica == .sequence && settings.readModeAP == .one && settings.readModeSC == .session)
        #expect(settings.commitLevel == .all && settings.readTouchTTLPercent == 0)
        #expect(settings.recordQueueSize == 5000 && settings.allowScansWithWhere)
        #expect(settings.allowInline && !settings.allowInlineSSD)
    }

    @Test(arguments: Place.all)
    func readFastHurriesReads(_ place: Place) {
        var expected = Self.expectedDefault(place)
        if place.kind == .read {
            expected.socketTimeout = .milliseconds(50)
            expected.totalTimeout = .milliseconds(200)
            expected.maxRetries = 3
        }
        #expect(Behavior.readFast.settings(place.kind, place.shape, place.mode) == expected)
    }

    @Test(arguments: Place.all)
    func strictlyConsistentLinearizesReads(_ place: Place) {
        var expected = Self.expectedDefault(place)
        if place.kind == .read, place.mode == .strongConsistency { expected.readModeSC = .linearize }
        #expect(Behavior.strictlyConsistent.settings(place.kind, place.shape, place.mode) == expected)
    }

    @Test(arguments: Place.all)
    func fastRackAwareReadsNearby(_ place: Place) {
        var expected = Behavior.readFast.settings(place.kind, place.shape, place.mode)
        if place.kind == .read { expected.replica = .preferRack }
        #expect(Behavior.fastRackAware.settings(place.kind, place.shape, place.mode) == expected)
    }

    @Test(arguments: Behavior.predefined)
    func transactionsHaveTimesOfTheirOwn(_ behavior: Behavior) {
        var expected = BehaviorSettings()
        expected.totalTimeout = .seconds(10)
        expected.socketTimeout = .seconds(3)
        expected.maxRetries = 5
        expected.retryDelay = .seconds(1)
        expected.replica = .master
        expected.maxConcurrentNodes = 0
        #expect(behavior.systemTxnRoll == expected)
        expected.readModeSC = .linearize
        #expect(behavior.systemTxnVerify == expected)
    }

    @Test func predefinedBehaviorsHaveTheirNamesAndParents() {
        #expect(Behavior.predefined.map(\.name) == ["DEFAULT", "READ_FAST", "STRICTLY_CONSISTENT", "FAST_RACK_AWARE"])
        #expect(Behavior.predefined.map(\.parentName) == [nil, "DEFAULT", "DEFAULT", "READ_FAST"])
    }
}
