import AerospikeSDK
import Testing

@testable import AerospikeSandbox

@Suite("Batches")
struct BatchTests {
    var state = SandboxState(SandboxConfiguration(), ports: [3000])
    let key = Key(namespace: "test", setName: "batch", userKey: .integer(1))

    /// One row: its form, its info bits, and its operations.
    private func row(
        _ place: UInt32,
        _ form: UInt8 = 0x0A,
        _ info: [UInt8] = [3, 0, 0],
        namespace: String = "test",
        _ operations: [MessageOperation] = []
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.integer(place)
        writer.append(key.digest.bytes)
        writer.uint8(form)
        guard form & 1 == 0 else { return writer.bytes }
        writer.append(info)
        if form & 0x10 != 0 { writer.uint8(0) }
        if form & 4 != 0 { writer.integer(UInt16(0)) }
        if form & 8 != 0 { writer.integer(UInt32(0)) }
        writer.integer(UInt16(1))
        writer.integer(UInt16(operations.count))
        writer.field(.namespace, namespace)
        for operation in operations { operation.write(to: &writer) }
        return writer.bytes
    }

    private mutating func run(_ rows: [UInt8]..., count: UInt32? = nil, flags: UInt8 = 0x0D) throws -> [Message] {
        var writer = ByteWriter()
        writer.integer(count ?? UInt32(rows.count))
        writer.uint8(flags)
        for row in rows { writer.append(row) }
        let request = Message(MessageHeader(info1: .batch), fields: [MessageField(.batchIndex, writer.bytes)])
        return try messages(in: try #require(try state.reply(to: request.frame())))
    }

    private var write: [MessageOperation] { [MessageOperation(.write, bin: "a", value: 1)] }

    @Test("Rows of every form, in the shortest and the longest spelling")
    mutating func forms() throws {
        let answers = try run(
            row(9, 0x1E, [0, 0x01, 0], write), row(8, 0x00, [3]), row(7, 0x01), row(6, 0x0E, [0, 0x21, 0], write))
        #expect(answers.map(\.header.resultCode) == [.ok, .ok, .ok, .keyExists, .ok])
        #expect(answers.map(\.header.timeout) == [9, 8, 7, 6, 0])
        #expect(answers[2].operations == [MessageOperation(.read, bin: "a", value: 1)])
        #expect(answers[4].header.info3 == .last)
    }

    @Test("Without the wish for every error, the first one is the answer, but every row is carried out")
    mutating func firstError() throws {
        let failing = row(0, 0x0E, [0, 0x01, 0x08], write)
        let reading = row(1)
        let silent = try run(row(2, 0x0E, [0, 1, 0], write), row(3, 0x0E, [0, 0x21, 0], write), reading, flags: 1)
        #expect(silent.map(\.header.resultCode) == [.keyExists])
        let increment = [MessageOperation(.increment, bin: "a", value: 1)]
        _ = try run(row(3, 0x0E, [0, 0x21, 0], write), row(4, 0x0E, [0, 1, 0], increment), flags: 1)
        #expect(state.store[0].record(key.digest, at: .testing)?["a"] == 2)
        let reported = try run(row(3, 0x0E, [0, 0x21, 0], write), reading, flags: 9)
        #expect(reported.map(\.header.resultCode) == [.keyExists, .ok, .keyExists])
        state.store[0].remove(key.digest)
        #expect(try run(failing, reading, flags: 1).map(\.header.resultCode) == [.keyNotFound, .keyNotFound, .ok])
    }

    @Test("A batch that breaks off, or names no namespace that there is, is refused as a whole")
    mutating func broken() throws {
        #expect(try run().map(\.header.resultCode) == [.parameterError])
        #expect(try run(row(0), count: 9).map(\.header.resultCode) == [.parameterError])
        #expect(try run(row(0, 0x01)).map(\.header.resultCode) == [.parameterError])
        #expect(try run(row(0, namespace: "nope"), row(1)).map(\.header.resultCode) == [.parameterError])
        #expect(try run(row(0), count: .max).map(\.header.resultCode) == [.parameterError])
        let empty = Message(MessageHeader(info1: .batch))
        #expect(try state.reply(to: empty)?.header.resultCode == .parameterError)
    }
}
