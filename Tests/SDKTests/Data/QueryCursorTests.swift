import Foundation
import TestSupport
import Testing

@testable import AerospikeSDK

@Suite("Cursors of queries")
struct QueryCursorTests {
    private let users = DataSet.of("test", "users")

    private func cursor(whole: [Int] = [], begun: [Int] = []) throws -> QueryCursor {
        let share = PartitionShare(
            whole: whole.map { PartitionID(UInt16($0)) }, resumed: try begun.map { try .inPartition($0, 7) })
        return QueryCursor(dataSet: users, pending: share)
    }

    @Test(
        "A cursor survives bytes and JSON",
        arguments: [([], []), ([0, 4095], []), ([], [3]), ([1, 9, 4000], [0, 2, 4095]), (Array(0..<4096), [])])
    func roundTrip(whole: [Int], begun: [Int]) throws {
        let cursor = try cursor(whole: whole, begun: begun)
        #expect(try QueryCursor(bytes: cursor.bytes) == cursor)
        let text = try JSONEncoder().encode([cursor])
        #expect(try JSONDecoder().decode([QueryCursor].self, from: text) == [cursor])
        #expect(cursor.isDone == (whole.isEmpty && begun.isEmpty))
        #expect(cursor.bytes.count == 3 + 4 + 5 + 512 + 20 * begun.count)
    }

    @Test("The form is that of version 1, which stays readable")
    func form() throws {
        let bytes = try cursor(whole: [8], begun: [3]).bytes
        #expect(Array(bytes.prefix(14)) == [1, 4] + "test".utf8 + [5] + "users".utf8 + [0, 1])
        #expect(Array(bytes.suffix(20)) == [3, 0] + [UInt8](repeating: 0, count: 17) + [7])
    }

    @Test("The longest cursor is as long as is allowed")
    func longest() throws {
        let share = PartitionShare(resumed: try (0..<4096).map { try .inPartition($0, 1) })
        let names = (String(repeating: "n", count: 31), String(repeating: "s", count: 63))
        let cursor = QueryCursor(dataSet: .of(names.0, names.1), pending: share)
        #expect(cursor.bytes.count == QueryCursor.maximumLength)
        #expect(try JSONDecoder().decode([QueryCursor].self, from: JSONEncoder().encode([cursor])) == [cursor])
        #expect(throws: AerospikeError.self) { try QueryCursor(bytes: cursor.bytes + [0]) }
    }

    @Test("What is no cursor is refused with a sentence")
    func hostile() throws {
        let good = try cursor(whole: [8], begun: [3, 5]).bytes
        let map = 12
        var wrong: [[UInt8]] = [
            [], [1], [2] + good.dropFirst(), Array(good.dropLast()), good + [0], good + good.suffix(20),
        ]
        wrong.append(Array(good.dropLast(40)) + good.suffix(20) + good.dropLast(20).suffix(20))
        wrong.append(good.enumerated().map { $0.offset == map ? 1 << 3 : $0.element })
        wrong.append([1, 0, 0] + good.dropFirst(map))
        wrong.append([1, 255] + good.dropFirst(2))
        wrong.append([1, 2, 0xFF, 0xFE, 0] + good.dropFirst(map))
        wrong.append(Array(repeating: 1, count: 10_000_000))
        for bytes in wrong {
            #expect(throws: AerospikeError.self, "\(bytes.prefix(20))") { try QueryCursor(bytes: bytes) }
        }
    }

    @Test("Bytes from nowhere trap nothing", arguments: seeds)
    func random(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let good = try cursor(whole: [8], begun: [3, 5]).bytes
        for _ in 0..<2000 {
            var bytes = good
            for _ in 0..<3 {
                let place = Int.random(in: bytes.indices, using: &generator)
                bytes[place] = .random(in: 0 ... .max, using: &generator)
            }
            bytes.removeLast(Int.random(in: 0...2, using: &generator) * 7)
            guard let cursor = try? QueryCursor(bytes: bytes) else { continue }
            #expect(cursor.bytes == bytes)
        }
    }

    @Test("A text that is no cursor is a decoding error", arguments: ["\"\"", "\"####\"", "\"AAAA\"", "7", "{}"])
    func wrongText(json: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([QueryCursor].self, from: Data("[\(json)]".utf8))
        }
    }

    @Test("A cursor tells where it stands, and no digest")
    func description() throws {
        let begun = try cursor(whole: [8], begun: [3, 5]).description
        #expect(begun == "cursor of test.users: 3 partitions left, 2 of them begun")
        #expect("\(try cursor())" == "cursor of test.users: done")
        #expect("\(QueryCursor(dataSet: .of("test"), pending: .init()))" == "cursor of test: done")
    }
}
