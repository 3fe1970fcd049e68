import Testing

@testable import AerospikeSDK

@Suite("The rows of a query between the nodes and the reader")
struct RowBufferTests {
    @Test("Rows come out in the order in which they went in")
    func order() {
        var buffer = RowBuffer<Int>(capacity: 10, limit: nil)
        #expect(buffer.isEmpty)
        #expect(buffer.append(rows(1...3), from: 7) == true)
        #expect(buffer.append(rows(4...5), from: 8) == true)
        #expect(!buffer.isEmpty)
        #expect(buffer.drain() == [1, 2, 3, 4, 5])
        #expect(buffer.isEmpty)
    }

    @Test("Whoever brings too many rows pauses, and goes on when half of them are gone")
    func pausing() {
        var buffer = RowBuffer<Int>(capacity: 4, limit: nil)
        #expect(buffer.append(rows(1...3), from: 7) == true)
        #expect(buffer.append(rows(4...4), from: 8) == false, "the fourth fills the buffer")
        #expect(buffer.append(rows(5...5), from: 7) == false)
        #expect(buffer.next().resumed == [], "four are left")
        #expect(buffer.next().resumed == [], "three are left")
        #expect(buffer.next().resumed == [8, 7], "two are left")
        #expect(buffer.next().resumed == [], "nobody pauses any more")
    }

    @Test("A buffer without room still takes what comes, and lets it through")
    func noCapacity() {
        var buffer = RowBuffer<Int>(capacity: 0, limit: nil)
        #expect(buffer.append(rows(1...1), from: 7) == false)
        #expect(buffer.next().resumed == [7])
    }

    @Test("A limit counts the rows of all nodes together")
    func limit() {
        var buffer = RowBuffer<Int>(capacity: 10, limit: 3)
        #expect(buffer.append(rows(1...2), from: 7) == true)
        #expect(!buffer.isSatisfied)
        _ = buffer.append(rows(3...3), from: 8)
        #expect(buffer.isSatisfied)
        buffer.finish(.success(()))
        #expect(buffer.drain() == [1, 2, 3])
        #expect(buffer.next().isEnd)
    }

    @Test("Those that pause are told once to go on, whoever does so")
    func taken() {
        var buffer = RowBuffer<Int>(capacity: 2, limit: 3)
        #expect(buffer.append(rows(1...3), from: 7) == false)
        #expect(buffer.takePaused() == [7])
        #expect(buffer.takePaused().isEmpty)
        #expect(buffer.drain() == [1, 2, 3])
    }

    @Test("The end comes after the rows, and the first word about it counts")
    func ending() {
        var buffer = RowBuffer<Int>(capacity: 10, limit: nil)
        _ = buffer.append(rows(1...1), from: 7)
        let error = AerospikeError(.timeout, "no answer in time")
        buffer.finish(.failure(error))
        buffer.finish(.success(()))
        #expect(!buffer.isEmpty)
        #expect(buffer.drain() == [1])
        for _ in 1...2 {
            guard case .failure(error) = buffer.next() else {
                Issue.record("the failure is told as often as it is asked for")
                return
            }
        }
    }

    @Test("Rows that come after the end are dropped, and their source runs on to its own end")
    func afterTheEnd() {
        var buffer = RowBuffer<Int>(capacity: 1, limit: nil)
        buffer.finish(.success(()))
        #expect(buffer.append(rows(1...9), from: 7) == true)
        #expect(buffer.next().isEnd)
    }

    private func rows(_ numbers: ClosedRange<Int>) -> [RecordResult] {
        let dataSet = DataSet.of("test")
        return numbers.map { number in
            RecordResult(key: dataSet.id(number), index: number, answer: RecordAnswer(resultCode: .ok))
        }
    }
}

extension RowBuffer {
    /// The places of all rows that are there.
    fileprivate mutating func drain() -> [Int] {
        var indices: [Int] = []
        while case .row(let row, _) = next() { indices.append(row.index) }
        return indices
    }
}

extension RowBuffer.Reading {
    fileprivate var resumed: [Source]? { if case .row(_, let sources) = self { sources } else { nil } }

    fileprivate var isEnd: Bool { if case .end = self { true } else { false } }
}
