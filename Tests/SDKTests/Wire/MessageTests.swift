import AerospikeSDK
import TestSupport
import Testing

/// Broken messages are errors: at every cut, and with every count and length that points outside.
@Suite struct MessageTests {
    private static let answers = Recording.exchanges.filter { !$0.frames(.response, .message).isEmpty }

    @Test(arguments: answers)
    func everyCutOfAnAnswerIsAnError(_ recording: Recording) throws {
        let whole = try body(of: #require(recording.frames(.response, .message).first)).body
        let ends = try messageEnds(in: whole)
        let accepted = whole.indices.filter { length in
            let cut = Array(whole.prefix(length))
            let isRead =
                (try? RecordAnswer(cut)) != nil || (try? rows(in: cut)) != nil || (try? messages(in: cut)) != nil
            return isRead && !ends.contains(length)
        }
        #expect(accepted == [])
    }

    @Test(arguments: seeds)
    func flippedBytesAreAnErrorOrAnotherAnswer(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let whole = try body(of: #require(try Recording.named("get.filter-and").frames(.response, .message).first)).body
        let wrong = try whole.indices.filter { place in
            var flipped = whole
            flipped[place] ^= .random(in: 1 ... .max, using: &generator)
            let (answer, message) = (try? RecordAnswer(flipped), try? messages(in: flipped))
            let isRewritten = try message.map { try frame(messages(in: body(of: frame($0)).body)) == frame($0) } ?? true
            return (answer?.record.bins.count ?? 0) > 10 || !isRewritten
        }
        #expect(wrong == [])
    }
    static let broken: [(String, WireError)] = [
        ("", WireError.truncated),
        ("15" + String(repeating: "00", count: 21), .unexpectedHeaderLength(21)),
        (header(fields: 1), .truncated),
        (header(operations: 65_535), .lengthOutOfBounds),
        (header(fields: 1) + "ffffffff 00", .lengthOutOfBounds),
        (header(operations: 1) + "00000003 010300 00", .lengthOutOfBounds),
        (header(operations: 1) + "00000004 010300 01", .lengthOutOfBounds),
        (header(operations: 1) + "00000005 010300 01 ff", .invalidText),
        (header(operations: 1) + "00000006 011400 00 9005", .trailingBytes(1)),
        (header(operations: 1) + "00000005 011400 00 80", .unexpectedCollection(20)),
        (header(operations: 1) + "00000007 011300 00 a213a2", .unexpectedCollection(19)),
        (header() + "00", .trailingBytes(1)),
    ]

    @Test(arguments: broken)
    func whatPointsOutsideIsRefused(_ bytes: String, _ error: WireError) {
        #expect(throws: error) { try RecordAnswer([UInt8](hexadecimal: bytes)) }
    }

    @Test(arguments: [
        ("00000000", WireError.lengthOutOfBounds), ("00000002 04 00", .invalidDigest), ("00000002 00 ff", .invalidText),
    ])
    func rowFieldsAreChecked(_ field: String, _ error: WireError) {
        #expect(throws: error) { _ = try rows(in: [UInt8](hexadecimal: Self.header(fields: 1) + field)) }
    }

    @Test func keyOfAnUnknownTypeIsNoKey() {
        #expect(Key.UserKey(field: []) == nil)
        #expect(Key.UserKey(field: [1, 0, 0]) == nil)
        #expect(Key.UserKey(field: [2, 0, 0, 0, 0, 0, 0, 0, 0]) == nil)
        #expect(Key.UserKey(field: [3, 0xFF]) == nil)
        #expect(Key.UserKey(field: [1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE]) == .integer(-2))
        #expect(Key.UserKey(field: [3]) == .string(""))
        #expect(Key.UserKey(field: [4, 9]) == .blob([9]))
    }

    private static func header(fields: UInt16 = 0, operations: UInt16 = 0) -> String {
        var writer = ByteWriter()
        MessageHeader(fieldCount: fields, operationCount: operations).write(to: &writer)
        return hexadecimal(writer.bytes)
    }

    private func messageEnds(in body: [UInt8]) throws -> Set<Int> {
        var reader = ByteReader(body.span)
        var ends: Set = [0]
        while reader.remaining > 0 {
            _ = try Message(from: &reader)
            ends.insert(body.count - reader.remaining)
        }
        return ends
    }
}
