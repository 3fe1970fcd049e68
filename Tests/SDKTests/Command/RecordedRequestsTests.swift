import Testing

@testable import AerospikeSDK

@Suite("Requests are those of the published client, byte for byte")
struct RecordedRequestsTests {
    /// A command of this client, and the recording of the same command.
    struct Case: Sendable, CustomTestStringConvertible {
        let recording: String
        let command: RecordCommand
        var settings = BehaviorSettings()

        init(
            _ recording: String,
            _ key: Key,
            _ action: RecordAction,
            _ change: (inout BehaviorSettings) -> Void = { _ in }
        ) {
            self.recording = recording
            command = RecordCommand(key, action)
            change(&settings)
        }

        var testDescription: String { recording }
    }

    @Test("Commands on one record", arguments: reads + writes)
    func records(_ row: Case) throws {
        let recorded = try #require(try Recording.named(row.recording).frames(.request, .message).first)
        let encoded = row.command.encode(row.settings)
        #expect(encoded == recorded, "\(hexadecimal(encoded))\n\(hexadecimal(recorded))")
        try row.command.validate()
    }

    static let wire = DataSet.of("test", "wire")
    private static let one = wire.id(1)
    private static let missing = wire.id(999_999)
    private static let unrecorded = wire.id(digestOf: "put.update-only.missing")

    private static let reads = [
        Case("get.int-key", one, .read(.all)),
        Case("get.bins", one, .read(.named(["i", "s"]))),
        Case("exists", one, .read(.none)),
        Case("get.not-found", missing, .read(.all)),
        Case("exists.not-found", missing, .read(.none)),
        Case("get.string-key", wire.id("alice"), .read(.all)) { $0.sendKey = true },
    ]

    private static let writes = [
        Case("put.int-key.all-types", one, .write(everyType, WriteConditions())),
        Case("put.string-key.send-key", wire.id("alice"), .write(["name": "Alice"], WriteConditions())) {
            $0.sendKey = true
        },
        Case("put.blob-key", wire.id(digestOf: "put.blob-key"), .write(["name": "blob"], WriteConditions())),
        Case("put.ttl", one, .write(["i": 8], .living(try? .seconds(3600)))),
        Case("put.ttl-never", one, .write(["i": 8], .living(.never))),
        Case("put.ttl-dont-update", one, .write(["i": 8], .living(.unchanged))),
        Case("put.create-only.exists", one, .write(["i": 1], .existence(.insert))),
        Case("put.update-only.missing", unrecorded, .write(["i": 1], .existence(.update))),
        Case("put.replace", one, .write(["only": 1], .existence(.replace))),
        Case("put.replace-only.missing", unrecorded, .write(["i": 1], .existence(.replaceIfExists))),
        Case("put.generation-mismatch", one, .write(["i": 1], .generation(77))),
        Case("put.commit-master", one, .write(["i": 1], WriteConditions())) { $0.commitLevel = .master },
        Case("put.null-bin", one, .write(["only": .null], WriteConditions())),
        Case("operate.add-append-read", one, .operate(addAppendRead, WriteConditions())),
        Case(
            "operate.add-to-string", one,
            .operate([MessageOperation(.increment, bin: "s", value: 5)], WriteConditions())),
        Case("touch", one, .touch(.living(try? .seconds(100)))),
        Case("remove.durable", one, .delete(WriteConditions())) { $0.durableDelete = true },
        Case("remove", one, .delete(WriteConditions())),
        Case("batch.remove", wire.id(103), .delete(WriteConditions())),
    ]

    private static let everyType: Bins = [
        "i": 7, "neg": -9, "big": .integer(1 << 62), "s": "Alice", "b": .blob([1, 2]), "d": 3.5, "t": true,
        "l": [1, "two", 3.0, [4]],
        "m": .map(MapValue(entries: [.init(key: "k", value: 1), .init(key: "z", value: [true, .null])])),
        "geo": .geoJSON(#"{"type": "Point", "coordinates": [-122.3, 47.6]}"#),
    ]

    private static let addAppendRead = [
        MessageOperation(.increment, bin: "i", value: 5), MessageOperation(.write, bin: "s", value: "ab"),
        MessageOperation(.append, bin: "s", value: "cd"), MessageOperation(.prepend, bin: "s", value: "_"),
        MessageOperation(.read, bin: "s"), MessageOperation(.touch),
    ]
}

extension WriteConditions {
    fileprivate static func living(_ timeToLive: TimeToLive?) -> WriteConditions {
        var conditions = WriteConditions()
        conditions.timeToLive = timeToLive ?? .serverDefault
        return conditions
    }

    fileprivate static func existence(_ existence: Existence) -> WriteConditions {
        var conditions = WriteConditions()
        conditions.existence = existence
        return conditions
    }

    fileprivate static func generation(_ generation: UInt32) -> WriteConditions {
        var conditions = WriteConditions()
        conditions.generation = generation
        return conditions
    }
}

extension DataSet {
    /// The key that a recorded command addresses, where the recording does not tell what it was made of.
    fileprivate func id(digestOf recording: String) -> Key {
        let request = try? Recording.named(recording).frames(.request, .message).first
        let message = request.flatMap { try? messages(in: Array($0.dropFirst(FrameHeader.length))).first }
        return message?.field(.digest).flatMap { try? idFromDigest($0) } ?? id("the recording is missing")
    }
}
