import Testing

@testable import AerospikeSDK

/// The peer plays a node whose namespace is of either mode, and is too busy for any command.
@Suite("Settings go by the mode of the namespace, which the servers tell", .timeLimit(.minutes(5)))
struct NamespaceModeTests {
    /// A command, and the kind to which it belongs.
    struct Asked: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let isRead: Bool
        let run: @Sendable (Driver, Cluster, Behavior) async throws -> Void
    }

    private static let keys = DataSet.of("test", "mode").ids(0..<2)

    private static func asked(_ name: String, _ action: RecordAction) -> [Asked] {
        let isRead = !action.isWrite
        return [
            Asked(testDescription: name, isRead: isRead) { driver, cluster, behavior in
                try await driver.run(RecordCommand(keys[0], action), on: cluster, behavior)
            },
            Asked(testDescription: "batch of \(name)", isRead: isRead) { driver, cluster, behavior in
                try await driver.run(BatchCommands(keys, action), on: cluster, behavior)
            },
        ]
    }

    private static let increment = MessageOperation(.increment, bin: "a", value: 1)
    private static let onKeys =
        asked("read", .read(.all)) + asked("write", .write(["a": 1], WriteConditions()))
        + asked("increment", .operate([increment], WriteConditions())) + asked("delete", .delete(WriteConditions()))
    private static let query = Asked(testDescription: "query", isRead: true) { driver, cluster, behavior in
        _ = try await driver.query(DataSet.of("test", "mode"), on: cluster, behavior)
    }

    private static let brittle = Behavior.default.derivingWithChanges(
        "brittle", totalTimeout: .seconds(30), maxRetries: 0)

    @Test("Another try", arguments: Driver.allCases, ConsistencyMode.allCases)
    func tries(driver: Driver, mode: ConsistencyMode) async throws {
        try await Self.withPeer(driver, mode) { peer, cluster in
            for (scope, isRead, itsMode) in [
                (BehaviorScope.readsAP, true, ConsistencyMode.availability), (.readsSC, true, .strongConsistency),
                (.writesAP, false, .availability), (.writesSC, false, .strongConsistency),
            ] {
                let behavior = Self.brittle.derivingWithChanges("tough", [scope: BehaviorPatch { $0.maxRetries = 1 }])
                for asked in Self.onKeys + [Self.query] {
                    let before = peer.commandCount
                    _ = try? await asked.run(driver, cluster, behavior)
                    let tries = asked.isRead == isRead && mode == itsMode ? 2 : 1
                    #expect(peer.commandCount == before + tries, "\(asked.testDescription) by \(scope)")
                }
            }
        }
    }

    @Test("What the server is told", arguments: Driver.allCases, ConsistencyMode.allCases)
    func flags(driver: Driver, mode: ConsistencyMode) async throws {
        let isStrong = mode == .strongConsistency
        let behavior = Self.brittle.derivingWithChanges(
            "by mode",
            [
                .readsAP: BehaviorPatch { $0.readModeAP = .all },
                .readsSC: BehaviorPatch { $0.readModeSC = .linearize },
                .writesSC: BehaviorPatch { $0.commitLevel = .master },
            ])
        try await Self.withPeer(driver, mode) { peer, cluster in
            for asked in Self.onKeys {
                _ = try? await asked.run(driver, cluster, behavior)
                let (info1, info2, info3) = try Self.flags(of: #require(peer.commands.last))
                #expect(info1.contains(.consistencyLevelAll) == (asked.isRead && !isStrong), "\(asked.testDescription)")
                #expect(info3.contains(.scReadType) == (asked.isRead && isStrong), "\(asked.testDescription)")
                #expect(info3.contains(.commitLevelMaster) == (!asked.isRead && isStrong), "\(asked.testDescription)")
                #expect(info2.contains(.durableDelete) == (!asked.isRead && isStrong), "the default of such namespaces")
            }
        }
    }

    /// The flags of a command, or of the first row of a batch.
    private static func flags(of request: Message) throws -> (Info1, Info2, Info3) {
        guard let batch = request.field(.batchIndex) else {
            return (request.header.info1, request.header.info2, request.header.info3)
        }
        // Behind the count of keys, the flags of the whole, the row's place and digest, and which flags it has.
        let start = 4 + 1 + 4 + Digest.length + 1
        try #require(batch.count > start + 3)
        return (Info1(rawValue: batch[start]), Info2(rawValue: batch[start + 1]), Info3(rawValue: batch[start + 2]))
    }

    private static func withPeer(
        _ driver: Driver,
        _ mode: ConsistencyMode,
        _ body: (ScriptedPeer, Cluster) async throws -> Void
    ) async throws {
        let peer = try ScriptedPeer()
        let everyPartition = Base64.encode([UInt8](repeating: 0xFF, count: PartitionID.count / 8))
        peer.say("test:\(mode == .strongConsistency ? 1 : 0),1,\(everyPartition)", for: "replicas")
        peer.setHabit(.send(PeerAnswers.end(.deviceOverload)))
        try await peer.withQuietCluster(driver, { $0.circuitBreaker.maximumErrorsInErrorWindow = 0 }) { cluster, _ in
            try await body(peer, cluster)
        }
    }
}

extension Driver {
    fileprivate func run(_ command: RecordCommand, on cluster: Cluster, _ behavior: Behavior) async throws {
        switch self {
        case .tasks: _ = try await cluster.execute(command, behavior)
        case .threads:
            try await onThread { () throws(AerospikeError) in _ = try cluster.executeBlocking(command, behavior) }
        }
    }

    fileprivate func run(_ commands: BatchCommands, on cluster: Cluster, _ behavior: Behavior) async throws {
        switch self {
        case .tasks: _ = try await cluster.executeBatch(commands, behavior)
        case .threads:
            try await onThread { () throws(AerospikeError) in _ = try cluster.executeBatchBlocking(commands, behavior) }
        }
    }
}
