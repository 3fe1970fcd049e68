import TestSupport
import Testing

@testable import AerospikeSDK

@Suite("The rounds of a query")
struct QueryExecutionTests {
    private let topology: Topology

    init() throws { topology = try .simulated(copies: [[1, 2, 3], [2, 3, 1]]) }

    private func execution(_ change: (inout DataSetQuery) -> Void) -> QueryExecution {
        var query = DataSetQuery(dataSet: .of("test"))
        change(&query)
        return QueryExecution(query, .patientQuery, in: topology)
    }

    @Test(
        "A limit is divided among the nodes, which together are asked for no more",
        arguments: [(1, [1]), (2, [1, 1]), (3, [1, 1, 1]), (10, [4, 3, 3]), (12, [4, 4, 4])])
    func division(limit: Int, quotas: [Int]) {
        var limited = execution { $0.limit = limit }
        #expect(limited.begin(in: topology).map(\.quota) == quotas)
        var chunk = execution { ($0.limit, $0.chunkSize) = (1000, limit) }
        #expect(chunk.begin(in: topology).map(\.quota) == quotas)
        var unlimited = execution { _ in }
        #expect(unlimited.begin(in: topology).map(\.quota) == [nil, nil, nil])
    }

    @Test("Where one node has less than its part, the others are asked for more, and no time is lost")
    func furtherRound() throws {
        var query = execution { ($0.limit, $0.partitions) = (6, .init(whole: (0..<6).map { PartitionID($0) })) }
        let parts = query.begin(in: topology)
        _ = try query.received([.of(0, 1), .of(3, 1)], from: parts[0])
        _ = try query.received([.of(1, 1)], from: parts[1])
        for part in parts { query.finished(part, .success(.ok)) }
        #expect(query.conclude().step == .goOn)
        let more = query.begin(in: topology)
        #expect(more.map(\.node.name) == ["N1"], "the others had less than they were asked for")
        #expect(more.map(\.quota) == [3])
        #expect(more[0].share.resumed == [try .inPartition(0, 1), try .inPartition(3, 1)])
        query.finished(more[0], .success(.ok))
        #expect(query.conclude().step == .done)
        #expect(!query.isSatisfied && query.count == 3)
    }

    @Test("A query that has what it wants is done, whatever else there is")
    func satisfied() throws {
        var query = execution { $0.limit = 1 }
        let part = try #require(query.begin(in: topology).first)
        _ = try query.received([.of(0, 1)], from: part)
        #expect(query.isSatisfied)
        query.finished(part, .failure(TransportFailure(AerospikeError(.timeout, "late"), wasSent: true)))
        #expect(query.conclude().step == .done)
    }

    @Test("Rows beyond what was asked for, or of other partitions, are a breach of the protocol")
    func excess() throws {
        var query = execution { ($0.limit, $0.partitions) = (3, .init(whole: [PartitionID(0), PartitionID(1)])) }
        let part = try #require(query.begin(in: topology).last)
        #expect(part.quota == 1)
        let (rows, stranger) = ([try Message.of(1, 1), try .of(1, 2)], try Message.of(2, 1))
        #expect(throws: WireError.unexpectedRecord) { try query.received(rows, from: part) }
        var other = execution { $0.partitions = .init(whole: [PartitionID(0)]) }
        let whole = try #require(other.begin(in: topology).first)
        #expect(throws: WireError.unexpectedRecord) { try other.received([stranger], from: whole) }
    }

    @Test("A round with a gap is tried again after a while")
    func gap() throws {
        var query = execution { ($0.limit, $0.partitions) = (6, .init(whole: [PartitionID(3)])) }
        let part = try #require(query.begin(in: topology).first)
        _ = try query.received([.unavailable(3)], from: part)
        query.finished(part, .success(.ok))
        #expect(query.conclude().step == .retry(after: RetryPlan.rerouteDelay))
        #expect(query.begin(in: topology).count == 1)
    }

    @Test("A reader that goes on again and again sees each record once, whatever fails or moves", arguments: seeds)
    func resuming(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let records = try SimulatedRecords(using: &generator)
        var seen: [Digest] = []
        var rest = PartitionShare.everything
        while !rest.isEmpty {
            let chunkSize = Bool.random(using: &generator) ? Int.random(in: 1...200, using: &generator) : nil
            var query = execution { ($0.chunkSize, $0.partitions) = (chunkSize, rest) }
            let (rows, isDone) = try records.rows(of: &query, using: &generator)
            #expect(rows.count <= chunkSize ?? .max)
            let takenCount = Int.random(in: 0...rows.count, using: &generator)
            seen += rows.prefix(takenCount).map(\.key.digest)
            var position = QueryPosition(at: rest)
            if isDone { position.finished(leaving: query.pending) }
            for row in rows.prefix(takenCount) { position.took(row) }
            if isDone, takenCount == rows.count { position.took(nil) }
            #expect(position.count == takenCount)
            rest = position.pending
        }
        #expect(seen.count == records.digests.count)
        #expect(Set(seen) == Set(records.digests))
    }
}

/// The records of a cluster whose nodes break off, and whose partitions move.
private struct SimulatedRecords {
    private let records: [PartitionID: [Digest]]

    var digests: [Digest] { Array(records.values.joined()) }

    init(using generator: inout SeededGenerator) throws {
        var records: [PartitionID: [Digest]] = [:]
        for partition in 0..<300 {
            let count = Int.random(in: 0..<5, using: &generator)
            records[PartitionID(UInt16(partition))] = try (0..<count).map { try .inPartition(partition, $0) }
        }
        self.records = records
    }

    /// What comes of a query until it is done or given up.
    func rows(
        of query: inout QueryExecution,
        using generator: inout SeededGenerator
    ) throws -> (rows: [RecordResult], isDone: Bool) {
        var rows: [RecordResult] = []
        while true {
            let copies = [[1, 2, 3], [2, 3, 1]].shuffled(using: &generator)
            for part in query.begin(in: try .simulated(copies: copies)) {
                let (answer, isWhole) = try answer(to: part, using: &generator)
                rows += try query.received(answer, from: part)
                let failure = TransportFailure(AerospikeError(.connectionClosed, "closed"), wasSent: true)
                query.finished(part, isWhole ? .success(.ok) : .failure(failure))
            }
            switch query.conclude().step {
            case .done: return (rows, true)
            case .fail: return (rows, false)
            case .goOn, .retry: continue
            }
        }
    }

    private func answer(
        to part: QueryExecution.Part,
        using generator: inout SeededGenerator
    ) throws -> (rows: [Message], isWhole: Bool) {
        var answer: [Message] = []
        var left = part.quota ?? .max
        let parts = part.share.whole.map { ($0, Digest?.none) } + part.share.resumed.map { ($0.partition, $0) }
        for (partition, last) in parts.shuffled(using: &generator) where left > 0 {
            guard Int.random(in: 0..<500, using: &generator) > 0 else {
                answer.append(.unavailable(partition.index))
                continue
            }
            let known = records[partition, default: []]
            let start = last.flatMap { known.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
            let fresh = known[start...].prefix(left)
            left -= fresh.count
            answer += fresh.map { .of($0) }
            guard Int.random(in: 0..<1000, using: &generator) > 0 else { return (answer, false) }
        }
        return (answer, true)
    }
}

extension Behavior {
    /// Several tries without a rest.
    fileprivate static let patientQuery = Behavior.default.derivingWithChanges(
        "patient query", [.readsQuery: BehaviorPatch { $0.maxRetries = 5 }])
}

extension Message {
    fileprivate static func of(_ digest: Digest) -> Message {
        Message(MessageHeader(), fields: [MessageField(.digest, digest.bytes)])
    }

    /// The record of this number in a partition.
    fileprivate static func of(_ partition: Int, _ number: Int) throws -> Message {
        of(try .inPartition(partition, number))
    }

    /// What a node says that does not have a partition.
    fileprivate static func unavailable(_ partition: Int) -> Message {
        Message(
            MessageHeader(info3: .partitionDone, resultCode: .partitionUnavailable, generation: UInt32(partition)))
    }
}

extension QueryExecution {
    fileprivate mutating func received(_ messages: [Message], from part: Part) throws -> [RecordResult] {
        var group = try RowGroup(body: Array(frame(messages).dropFirst(FrameHeader.length)).span)
        return try received(&group, from: part)
    }
}
