import AerospikeSDK
import Testing

@testable import AerospikeSandbox

@Suite("Commands on one record")
struct RecordTests {
    var state = SandboxState(SandboxConfiguration(), ports: [3000])
    let key = Key(namespace: "test", setName: "records", userKey: .integer(1))

    /// Sends a command about `key`.
    private mutating func send(
        _ info1: Info1 = [],
        _ info2: Info2 = [],
        _ info3: Info3 = [],
        generation: UInt32 = 0,
        ttl: UInt32 = 0,
        sendsKey: Bool = false,
        at now: SandboxTime = .testing,
        operations: [MessageOperation] = []
    ) throws -> Message {
        var fields = [
            MessageField(.namespace, Array(key.namespace.utf8)), MessageField(.setName, Array(key.setName.utf8)),
            MessageField(.digest, key.digest.bytes),
        ]
        if sendsKey { fields.append(MessageField(.key, [1, 0, 0, 0, 0, 0, 0, 0, 1])) }
        let header = MessageHeader(info1: info1, info2: info2, info3: info3, generation: generation, ttl: ttl)
        let request = Message(header, fields: fields, operations: operations)
        return try #require(try state.reply(to: request, at: now))
    }

    private mutating func put(_ bin: String, _ value: Value, ttl: UInt32 = 0) throws -> Message {
        try send([], .write, ttl: ttl, operations: [MessageOperation(.write, bin: bin, value: value)])
    }

    private mutating func bins(at now: SandboxTime = .testing) throws -> [String: Value] {
        let operations = try send([.read, .getAll], at: now).operations
        return Dictionary(uniqueKeysWithValues: operations.map { ($0.bin, $0.value) })
    }

    @Test("Integers and doubles add up, texts and blobs grow at both ends")
    mutating func modifies() throws {
        _ = try send(
            [], .write,
            operations: [
                MessageOperation(.write, bin: "i", value: 40), MessageOperation(.increment, bin: "i", value: 2),
                MessageOperation(.write, bin: "d", value: 1.5), MessageOperation(.increment, bin: "d", value: 0.25),
                MessageOperation(.append, bin: "s", value: "b"), MessageOperation(.append, bin: "s", value: "c"),
                MessageOperation(.prepend, bin: "s", value: "a"),
                MessageOperation(.write, bin: "b", value: .blob([2])),
                MessageOperation(.prepend, bin: "b", value: .blob([1])),
            ])
        #expect(try bins() == ["i": 42, "d": 1.75, "s": "abc", "b": .blob([1, 2])])
    }

    @Test("Integers wrap around")
    mutating func wraps() throws {
        _ = try put("i", .integer(.max))
        _ = try send([], .write, operations: [MessageOperation(.increment, bin: "i", value: 1)])
        #expect(try bins() == ["i": .integer(.min)])
    }

    @Test(
        "What does not fit the bin's type changes nothing, not even by an operation before it",
        arguments: [
            (OperationType.increment, Value.double(1), Value.integer(1)), (.increment, 1, "text"),
            (.append, .blob([1]), "text"), (.prepend, "a", 7), (.append, "a", .list([1])),
        ])
    mutating func typeErrors(operation: OperationType, operand: Value, present: Value) throws {
        _ = try put("bin", present)
        let answer = try send(
            [], .write,
            operations: [
                MessageOperation(.write, bin: "other", value: 1),
                MessageOperation(operation, bin: "bin", value: operand),
            ])
        #expect(answer.header.resultCode == .binTypeError)
        #expect(answer.header.generation == 1)
        #expect(try bins() == ["bin": present])
    }

    @Test("Every operation is answered, in order, where the command asks for it")
    mutating func respondsToAll() throws {
        let answer = try send(
            .read, [.write, .respondAllOperations],
            operations: [
                MessageOperation(.write, bin: "a", value: 1), MessageOperation(.read, bin: "none"),
                MessageOperation(.increment, bin: "a", value: 1), MessageOperation(.read, bin: "a"),
            ])
        let wanted = [
            MessageOperation(.write, bin: "a"), MessageOperation(.read, bin: "none"),
            MessageOperation(.increment, bin: "a"), MessageOperation(.read, bin: "a", value: 2),
        ]
        #expect(answer.operations == wanted)
    }

    @Test("A record that loses its last bin is gone, and so is one that is emptied by its own operations")
    mutating func emptied() throws {
        _ = try put("a", 1)
        #expect(try put("a", .null).header.resultCode == .ok)
        #expect(try send([.read, .getAll]).header.resultCode == .keyNotFound)
        _ = try put("a", 1)
        let emptying = [MessageOperation(.delete), MessageOperation(.read, bin: "a")]
        let answer = try send(.read, .write, operations: emptying)
        #expect(answer.header.resultCode == .ok)
        #expect(try send([.read, .getNoBins]).header.resultCode == .keyNotFound)
        #expect(try put("a", .null).header.resultCode == .keyNotFound)
    }

    @Test("A generation must be met, or exceeded")
    mutating func generations() throws {
        _ = try put("a", 1)
        let write = [MessageOperation(.write, bin: "a", value: 2)]
        for (flag, generation, wanted) in [
            (Info2.generation, 2, ResultCode.generationError), (.generation, 1, .ok),
            (.generationGreater, 2, .generationError), (.generationGreater, 9, .ok),
        ] {
            let answer = try send([], [.write, flag], generation: UInt32(generation), operations: write)
            #expect(answer.header.resultCode == wanted)
        }
        #expect(try send([], [.write, .delete, .generation], generation: 7).header.resultCode == .generationError)
    }

    @Test("A generation goes from 65,535 to 1")
    func generationWraps() {
        var record = SandboxRecord(setName: "")
        record.generation = .max
        record.advanceGeneration()
        #expect(record.generation == 1)
    }

    @Test("A record expires, and its successor begins at generation 1")
    mutating func expires() throws {
        let created = try put("a", 1, ttl: 10)
        #expect(created.header.ttl == SandboxTime.testing.seconds + 10)
        #expect(try put("a", 2, ttl: .max - 1).header.ttl == created.header.ttl)
        #expect(try bins(at: .testing.advanced(by: .seconds(9))) == ["a": 2])
        let later = SandboxTime.testing.advanced(by: .seconds(10))
        #expect(try send([.read, .getAll], at: later).header.resultCode == .keyNotFound)
        let write = [MessageOperation(.write, bin: "b", value: 3)]
        #expect(try send([], .write, at: later, operations: write).header.generation == 1)
        #expect(try bins(at: later) == ["b": 3])
    }

    @Test("A life of more than ten years is refused")
    mutating func longLives() throws {
        #expect(try put("a", 1, ttl: SandboxLimits.timeToLive).header.resultCode == .ok)
        #expect(try put("a", 1, ttl: SandboxLimits.timeToLive + 1).header.resultCode == .parameterError)
    }

    @Test("A stored key must be met")
    mutating func keys() throws {
        let write = [MessageOperation(.write, bin: "a", value: 1)]
        _ = try send([], .write, sendsKey: true, operations: write)
        #expect(try send([.read, .getAll], sendsKey: true).header.resultCode == .ok)
        state.store[0].store(changed(try #require(state.store[0].record(key.digest, at: .testing))), key.digest)
        #expect(try send([.read, .getAll], sendsKey: true).header.resultCode == .keyMismatch)
        #expect(try send([], .write, sendsKey: true, operations: write).header.resultCode == .keyMismatch)
        #expect(try send([], [.write, .delete], sendsKey: true).header.resultCode == .keyMismatch)
    }

    private func changed(_ record: SandboxRecord) -> SandboxRecord {
        var record = record
        record.userKey = [3, 0x61]
        return record
    }

    @Test(
        "Commands that contradict themselves are refused",
        arguments: [
            (Info1.read, Info2(), Info3(), [MessageOperation](), ResultCode.parameterError),
            ([], [], [], [], .parameterError),
            ([], .write, [], [], .parameterError),
            ([], .write, [], [MessageOperation(.read, bin: "a")], .parameterError),
            ([], .write, .createOrReplace, [MessageOperation(.append, bin: "a", value: "x")], .parameterError),
            ([], .write, .createOrReplace, [MessageOperation(.write, bin: "a")], .parameterError),
            ([], .write, [], [MessageOperation(.write, bin: "sixteen-bytes-xx", value: 1)], .binNameTooLong),
            ([], .write, [], [MessageOperation(OperationType(rawValue: 99), bin: "a", value: 1)], .parameterError),
            ([], .write, [], [MessageOperation(OperationType(rawValue: 4), bin: "a", value: 1)], .unsupportedFeature),
            ([], .write, [], [MessageOperation(.touch)], .keyNotFound),
            ([], [.write, .durableDelete, .delete], [], [], .enterpriseOnly),
            ([], .write, [], [MessageOperation(.write, bin: "a", value: .geoJSON("no"))], ResultCode(rawValue: 160)),
        ] as [(Info1, Info2, Info3, [MessageOperation], ResultCode)])
    mutating func contradictions(
        info1: Info1, info2: Info2, info3: Info3, operations: [MessageOperation], wanted: ResultCode
    ) throws {
        if info1 == .read { _ = try put("a", 1) }
        #expect(try send(info1, info2, info3, operations: operations).header.resultCode == wanted)
    }

    @Test("A record too large, or beyond what the namespace holds, is refused and leaves nothing")
    mutating func sizes() throws {
        var configuration = SandboxConfiguration()
        configuration.maximumRecordSize = 1000
        configuration.namespaceSize = 1500
        state = SandboxState(configuration, ports: [3000])
        #expect(try put("a", .blob([UInt8](repeating: 1, count: 1000))).header.resultCode == .recordTooBig)
        #expect(state.store[0].recordCount == 0)
        #expect(try put("a", .blob([UInt8](repeating: 1, count: 900))).header.resultCode == .ok)
        #expect(try put("a", .blob([UInt8](repeating: 1, count: 901))).header.resultCode == .serverMemoryError)
    }

    @Test("Another namespace, a namespace that is not there, and a message that breaks off")
    mutating func addresses() throws {
        let fields = [MessageField(.namespace, Array("nowhere".utf8)), MessageField(.digest, key.digest.bytes)]
        let request = Message(MessageHeader(info1: [.read, .getAll]), fields: fields)
        #expect(try state.reply(to: request)?.header.resultCode == .invalidNamespace)
        var broken = Message(MessageHeader(info1: .read))
        broken.header.fieldCount = 9
        #expect(try state.reply(to: broken)?.header.resultCode == .parameterError)
        #expect(state.nodes[0].counters.malformedRequests == 1)
    }
}
