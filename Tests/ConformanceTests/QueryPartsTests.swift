import AerospikeSDK
import Foundation
import Testing

@Suite("Queries of parts of a data set, and in parts")
struct QueryPartsTests {
    @Test("Each partition is read by the query that names it", arguments: Stage.all)
    func partitions(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.fill(users, 0..<300)
            let query = caller.session.query(users)
            var rows: [RecordResult] = []
            for start in stride(from: 0, to: 4096, by: 1024) {
                rows += try await caller.run(query.onPartitionRange(start..<start + 1024))
            }
            #expect(rows.count == 300)
            #expect(Set(rows.map(\.key)) == Set(users.ids(0..<300)))
            let even = try await caller.run(query.onPartitions(stride(from: 0, to: 4096, by: 2)).bins("n"))
            let odd = try await caller.run(query.onPartitions(stride(from: 1, to: 4096, by: 2)).withNoBins())
            #expect(even.count + odd.count == 300 && Set((even + odd).map(\.key)).count == 300)
            let number = try #require(try await caller.partition(of: users.id(7), in: query))
            let one = try await caller.run(query.onPartitions(number, number))
            #expect(one.contains { $0.key == users.id(7) } && one.count < 10)
        }
    }

    @Test("A chunk has as many records as it may, and the chunks together hold each record once", arguments: Stage.all)
    func chunks(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.fill(users, 0..<200)
            let query = caller.session.query(users).chunkSize(64)
            let chunks = try await caller.chunks(query)
            #expect(chunks.map(\.count).filter { $0 > 0 } == [64, 64, 64, 8])
            #expect(Set(chunks.joined().map(\.key)) == Set(users.ids(0..<200)))
            let limited = try await caller.chunks(query.limit(150))
            #expect(limited.map(\.count) == [64, 64, 22])
            #expect(Set(limited.joined().map(\.key)).count == 150)
            #expect(try await caller.chunks(caller.session.query(users)).map(\.count) == [200], "without a size, one")
        }
    }

    @Test("A chunk that is left early is gone on with behind the row that was taken last", arguments: Stage.all)
    func leftEarly(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.fill(users, 0..<100)
            let chunks = try await caller.chunks(caller.session.query(users).chunkSize(40), rows: 15)
            #expect(chunks.joined().count == 100)
            #expect(Set(chunks.joined().map(\.key)) == Set(users.ids(0..<100)))
            let limited = try await caller.chunks(caller.session.query(users).chunkSize(40).limit(70), rows: 15)
            #expect(limited.map(\.count) == [15, 15, 15, 15, 10])
        }
    }

    @Test(
        "A query that is left is gone on with from its cursor: no record is lost, none comes twice",
        arguments: Stage.all, [0, 1, 50, 199, 200])
    func cursor(stage: Stage, count: Int) async throws {
        try await stage.perform { caller, users in
            try await caller.fill(users, 0..<200)
            let narrow = caller.with(.narrow)
            for query in [narrow.session.query(users), narrow.session.query(users).chunkSize(120)] {
                let first = try await narrow.part(of: query, rows: count)
                let text = try JSONEncoder().encode([#require(first.cursor)])
                let cursor = try #require(try JSONDecoder().decode([QueryCursor].self, from: text).first)
                #expect(cursor.dataSet == users)
                let rest = try await caller.run(caller.session.query(users).resuming(from: cursor))
                let keys = (first.rows + rest).map(\.key)
                #expect(keys.count == 200)
                #expect(Set(keys).count == 200)
            }
        }
    }

    @Test("A cursor knows when nothing is left", arguments: Stage.all)
    func end(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.fill(users, 0..<20)
            let query = caller.session.query(users)
            let all = try await caller.part(of: query, rows: .max)
            let cursor = try #require(all.cursor)
            #expect(all.rows.count == 20 && cursor.isDone)
            #expect(try await caller.run(query.resuming(from: cursor)).isEmpty)
            let part = try await caller.part(of: query.limit(5), rows: .max)
            #expect(part.cursor?.isDone == false)
            #expect(try await caller.part(of: caller.session.query(users.ids(0..<2)), rows: 1).cursor == nil)
        }
    }

    @Test("What makes no sense is said before anything is sent", arguments: Stage.all)
    func nonsense(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let query = caller.session.query(users)
            let cursor = try #require(try await caller.part(of: query, rows: 0).cursor)
            let other = DataSet.of(users.namespace, "other")
            let wrong = [
                query.onPartition(4096), query.onPartition(-1), query.onPartitions([]), query.onPartitions(1, 70_000),
                query.onPartitionRange(0..<4097), query.onPartitionRange(-1..<3), query.onPartitionRange(5..<5),
                query.chunkSize(0), query.limit(0), query.recordsPerSecond(-1),
                query.onPartition(1).resuming(from: cursor), query.resuming(from: cursor).onPartition(1),
                caller.session.query(other).resuming(from: cursor),
            ]
            for query in wrong {
                let error = await #expect(throws: AerospikeError.self) { try await caller.run(query) }
                #expect(error?.code == .invalidArgument)
            }
        }
    }
}

extension Caller {
    /// The partition of a record, as queries find it.
    fileprivate func partition(of key: Key, in query: DataSetQueryBuilder<Asynchronous>) async throws -> Int? {
        var range = 0..<4096
        while range.count > 1 {
            let middle = (range.lowerBound + range.upperBound) / 2
            let rows = try await run(query.onPartitionRange(range.lowerBound..<middle))
            range = rows.contains { $0.key == key } ? range.lowerBound..<middle : middle..<range.upperBound
        }
        return range.first
    }
}

extension Behavior {
    /// A few rows at most wait for the reader.
    static let narrow = Behavior.patient.derivingWithChanges(
        "narrow", [.readsQuery: BehaviorPatch { $0.recordQueueSize = 3 }])
}
