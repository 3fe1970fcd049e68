import Testing

@testable import AerospikeSDK

/// Each setting that servers are told of is in the requests for which it holds, and in no others.
@Suite("Settings on the wire") struct BehaviorOnTheWireTests {
    /// A setting, and what the header of a request has for it.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let mode: ConsistencyMode
        var action = RecordAction.read(.all)
        let change: @Sendable (inout BehaviorSettings) -> Void
        let expected: @Sendable (MessageHeader) -> Bool

        init(
            _ name: String,
            _ mode: ConsistencyMode = .availability,
            _ action: RecordAction = .read(.all),
            _ change: @escaping @Sendable (inout BehaviorSettings) -> Void,
            _ expected: @escaping @Sendable (MessageHeader) -> Bool
        ) {
            testDescription = "\(name), \(mode)"
            self.mode = mode
            self.action = action
            self.change = change
            self.expected = expected
        }
    }

    private static let write = RecordAction.write(["a": 1], WriteConditions())
    private static let delete = RecordAction.delete(WriteConditions())
    private static let increment = RecordAction.operate(
        [MessageOperation(.increment, bin: "a", value: 1)], WriteConditions())

    static let reads = ConsistencyMode.allCases.flatMap { mode in
        [
            Case("AP all", mode, .read(.all), { $0.readModeAP = .all }) {
                $0.info1.contains(.consistencyLevelAll) == (mode == .availability)
            },
            Case("SC session", mode, .read(.all), { $0.readModeSC = .session }) { $0.info3.isEmpty },
            Case("SC linearize", mode, .read(.all), { $0.readModeSC = .linearize }) {
                $0.info3 == (mode == .strongConsistency ? .scReadType : [])
            },
            Case("SC replica", mode, .read(.all), { $0.readModeSC = .allowReplica }) {
                $0.info3 == (mode == .strongConsistency ? .scReadRelaxed : [])
            },
            Case("SC unavailable", mode, .read(.all), { $0.readModeSC = .allowUnavailable }) {
                $0.info3 == (mode == .strongConsistency ? [.scReadType, .scReadRelaxed] : [])
            },
            Case("read touch", mode, .read(.all), { $0.readTouchTTLPercent = 80 }) { $0.ttl == 80 },
            Case("no read touch", mode, .read(.all), { $0.readTouchTTLPercent = -1 }) { $0.ttl == .max },
            Case("durable delete of a read", mode, .read(.all), { $0.durableDelete = true }) { $0.info2.isEmpty },
        ]
    }

    static let writes = ConsistencyMode.allCases.flatMap { mode in
        [write, delete, increment].flatMap { action in
            [
                Case("commit master", mode, action, { $0.commitLevel = .master }) {
                    $0.info3.contains(.commitLevelMaster)
                },
                Case("commit all", mode, action, { $0.commitLevel = .all }) {
                    !$0.info3.contains(.commitLevelMaster)
                },
                Case("durable delete", mode, action, { $0.durableDelete = true }) {
                    $0.info2.contains(.durableDelete)
                },
                Case("plain delete", mode, action, { $0.durableDelete = false }) {
                    !$0.info2.contains(.durableDelete)
                },
                Case(
                    "read mode of a write", mode, action,
                    {
                        $0.readModeAP = .all; $0.readModeSC = .linearize
                    }
                ) {
                    $0.info1.isEmpty && $0.info3.isEmpty
                },
            ]
        }
    }

    @Test("one record", arguments: reads + writes)
    func point(_ row: Case) throws {
        var settings = BehaviorSettings()
        row.change(&settings)
        let command = RecordCommand(DataSet.of("test", "wire").id(1), row.action)
        #expect(row.expected(try Self.header(command.encode(settings, row.mode))))
    }

    @Test("rows of a batch", arguments: reads + writes)
    func batch(_ row: Case) throws {
        var settings = BehaviorSettings()
        row.change(&settings)
        let changed = settings
        let patch = BehaviorPatch {
            $0.readModeAP = changed.readModeAP
            $0.readModeSC = changed.readModeSC
            $0.commitLevel = changed.commitLevel
            $0.durableDelete = changed.durableDelete
            $0.readTouchTTLPercent = changed.readTouchTTLPercent
        }
        let scopes: [BehaviorScope: BehaviorPatch] = [.readsBatch: patch, .writesBatch: patch]
        let action = BatchAction(row.action, .default.derivingWithChanges("x", scopes))
        #expect(row.expected(action[row.mode].header))
    }

    @Test("the default of SC namespaces is a durable delete, in batches too")
    func durableDeletes() {
        let action = BatchAction(Self.delete, .default)
        #expect(action[.strongConsistency].header.info2.contains(.durableDelete))
        #expect(!action[.availability].header.info2.contains(.durableDelete))
    }

    @Test("times are told in milliseconds, the shorter of the two")
    func times() throws {
        var settings = BehaviorSettings()
        settings.totalTimeout = .milliseconds(700)
        settings.socketTimeout = .milliseconds(300)
        let command = RecordCommand(DataSet.of("test", "wire").id(1), .read(.all))
        #expect(try Self.header(command.encode(settings)).timeout == 300)
        settings.socketTimeout = .zero
        #expect(try Self.header(command.encode(settings)).timeout == 700)
        settings.totalTimeout = .zero
        #expect(try Self.header(command.encode(settings)).timeout == 0)
    }

    @Test("the detail of errors has two bits in every request", arguments: [(0, 0), (1, 0x20), (3, 0x60), (9, 0x60)])
    func errorDetail(_ verbosity: Int, _ bits: Int) throws {
        let behavior = Behavior.default.derivingWithChanges("x", errorDetailVerbosity: verbosity)
        let settings = behavior.settings(.read, .point)
        let dataSet = DataSet.of("test", "wire")
        let action = RecordAction.read(.all)
        let batch = BatchRequest(
            members: [.init(index: 0, key: dataSet.id(1), mode: .availability)],
            settings: BatchSettings(behavior, [action], leading: .availability))
        for bytes in [RecordCommand(dataSet.id(1), action).encode(settings), batch.encode()] {
            #expect(try Self.header(bytes).info4.rawValue == UInt8(bits))
        }
    }

    @Test("inline flags stand in the batch, and the key in rows that write", arguments: [true, false])
    func batchFlags(_ isOn: Bool) throws {
        let behavior = Behavior.default.derivingWithChanges(
            "x", sendKey: isOn, allowInline: isOn, allowInlineSSD: isOn)
        func flags(_ action: RecordAction) -> UInt8 {
            let request = BatchRequest(
                members: [.init(index: 0, key: DataSet.of("test", "wire").id(1), mode: .availability)],
                settings: BatchSettings(behavior, [action], leading: .availability))
            // Behind both headers, that of the field, and the count of keys.
            return request.encode()[8 + 22 + 5 + 4]
        }
        for action in [RecordAction.read(.all), Self.write, Self.delete, Self.increment] {
            #expect(flags(action) & 3 == (isOn ? 3 : 0))
            let row = BatchAction(action, behavior)[.availability]
            #expect(row.sendsKey == (isOn && action.isWrite))
        }
    }

    private static func header(_ bytes: [UInt8]) throws -> MessageHeader {
        var reader = ByteReader(bytes.span)
        for _ in 0..<8 { _ = try reader.uint8() }
        return try MessageHeader(from: &reader)
    }
}
