internal import AerospikeSDK

/// A batch: commands on many records in one message, as its batch field spells them.
///
/// ```
///  0      4       5
///  +------+-------+-----------------------------------------------------------+
///  | rows | flags | rows: place (4), digest (20), form (1), attributes …       |
///  +------+-------+-----------------------------------------------------------+
/// ```
/// The form says which attributes follow: info bits, a generation, a time to live; a row that repeats has none and
/// takes everything from the row before. Source: `batch.c` of the server.
struct SandboxBatch {
    /// What the whole batch asks for.
    struct Flags: OptionSet {
        let rawValue: UInt8
        /// A row that fails does not end the batch.
        static let reportsEveryError = Flags(rawValue: 1 << 2)
        /// A row that ends the batch is answered itself.
        static let reportsFailedRow = Flags(rawValue: 1 << 3)
    }

    /// How a row is spelt.
    private struct Form: OptionSet {
        let rawValue: UInt8
        static let repeats = Form(rawValue: 1 << 0)
        static let hasInfo = Form(rawValue: 1 << 1)
        static let hasGeneration = Form(rawValue: 1 << 2)
        static let hasTimeToLive = Form(rawValue: 1 << 3)
        static let hasInfo4 = Form(rawValue: 1 << 4)
    }

    struct Row {
        let place: UInt32
        let digest: Digest
        let message: Message
    }

    let flags: Flags
    let rows: [Row]
    /// Whether every row that was announced is there.
    let isComplete: Bool

    /// Reads a batch's field.
    ///
    /// - Throws: `WireError` when not even its head is there.
    init(_ field: [UInt8]) throws(WireError) {
        var reader = ByteReader(field.span)
        let count = Int(try reader.integer(UInt32.self))
        flags = Flags(rawValue: try reader.uint8())
        var rows: [Row] = []
        do {
            while rows.count < min(count, SandboxLimits.batchRows) {
                rows.append(try Self.row(after: rows.last, from: &reader))
            }
        } catch {
            // What is broken ends the batch: the rows before it are carried out, as the server does.
        }
        self.rows = rows
        isComplete = count > 0 && rows.count == count
    }

    private static func row(after last: Row?, from reader: inout ByteReader) throws(WireError) -> Row {
        let place = try reader.integer(UInt32.self)
        let digest = try reader.digest()
        let form = Form(rawValue: try reader.uint8())
        guard form.contains(.repeats) else {
            return Row(place: place, digest: digest, message: try message(form, from: &reader))
        }
        // A key that is stored belongs to one record.
        guard let last, last.message.field(.key) == nil else { throw .lengthOutOfBounds }
        return Row(place: place, digest: digest, message: last.message)
    }

    private static func message(_ form: Form, from reader: inout ByteReader) throws(WireError) -> Message {
        var header = MessageHeader(info1: Info1(rawValue: try reader.uint8()))
        if form.contains(.hasInfo) {
            header.info2 = Info2(rawValue: try reader.uint8())
            header.info3 = Info3(rawValue: try reader.uint8())
        }
        if form.contains(.hasInfo4) { header.info4 = Info4(rawValue: try reader.uint8()) }
        if form.contains(.hasGeneration) { header.generation = UInt32(try reader.integer(UInt16.self)) }
        if form.contains(.hasTimeToLive) { header.ttl = try reader.integer() }
        // Old clients send no count of fields, but always the namespace.
        let fieldCount = max(1, try reader.integer(UInt16.self))
        let operationCount = try reader.integer(UInt16.self)
        var message = Message(header)
        for _ in 0..<fieldCount { message.fields.append(try MessageField(from: &reader)) }
        for _ in 0..<operationCount { message.operations.append(try MessageOperation(from: &reader)) }
        return message
    }
}

extension SandboxBatch {
    /// Carries out the rows in order and writes the answers: frames of rows, then one that says that it is the last.
    ///
    /// Of a batch that breaks off, or in which a row fails that may not, only the end is answered, although the rows
    /// have been carried out.
    func run(on store: inout SandboxStore, _ rules: SandboxRules, at now: SandboxTime) -> [UInt8] {
        var writer = ByteWriter()
        var end = isComplete ? ResultCode.ok : .parameterError
        var rest = rows[...]
        while !rest.isEmpty {
            writer.frame(.message) { writer in
                let limit = writer.count + SandboxLimits.answerFrameLength
                while writer.count < limit, let row = rest.popFirst() {
                    guard let namespace = store.index(of: row.message.field(.namespace)),
                        writer.count < SandboxLimits.batchAnswerLength
                    else {
                        end = .parameterError
                        rest = []
                        break
                    }
                    let command = SandboxCommand(row.message, digest: row.digest, namespace: namespace)
                    let outcome = command.run(on: &store, rules, at: now)
                    outcome.message(row: row.place).write(to: &writer)
                    if end == .ok, !isHarmless(outcome.resultCode) { end = outcome.resultCode }
                }
            }
        }
        let isAnswered = end == .ok || isComplete && end != .parameterError && flags.contains(.reportsFailedRow)
        if !isAnswered || rows.isEmpty { writer = ByteWriter() }
        writer.end(end)
        return writer.bytes
    }

    /// Whether the batch goes on after a row of this outcome.
    private func isHarmless(_ resultCode: ResultCode) -> Bool {
        flags.contains(.reportsEveryError) || [.ok, .keyNotFound, .filteredOut].contains(resultCode)
    }
}

extension ByteWriter {
    /// Writes the frame that ends an answer of several messages.
    mutating func end(_ resultCode: ResultCode) {
        frame(.message) { Message(MessageHeader(info3: .last, resultCode: resultCode)).write(to: &$0) }
    }
}
