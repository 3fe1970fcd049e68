import AerospikeSDK
import Testing

/// Answers of many rows: batches name their keys by index, queries by digest.
@Suite struct RecordedRowsTests {
    @Test func batchReadsEveryRecord() throws {
        let rows = try batchRows("batch.read.all")
        #expect(rows.map(\.index) == Array(0..<7))
        #expect(rows.map(\.resultCode) == Array(repeating: .ok, count: 6) + [.keyNotFound])
        #expect(rows.prefix(6).map { $0.record.bins["v"] } == (100..<106).map { Value($0) })
        #expect(rows[0].record.bins["name"] == "n100")
    }

    @Test func batchReadsChosenBins() throws {
        let rows = try batchRows("batch.read.bins")
        #expect(rows.map(\.record.bins.names) == Array(repeating: ["v"], count: 6))
    }

    @Test func batchReadsNoBins() throws {
        let rows = try batchRows("batch.read.exists")
        #expect(rows.count == 6)
        #expect(rows.allSatisfy { $0.resultCode == .ok && $0.record.bins.isEmpty && $0.record.generation == 1 })
    }

    @Test func batchMixesReadsAndWrites() throws {
        let rows = try batchRows("batch.write.mixed")
        #expect(rows.map(\.index) == [0, 1, 2, 3])
        #expect(rows.map(\.resultCode) == [.ok, .ok, .ok, .keyNotFound])
        #expect(rows[0].record.generation == 2)
        #expect(rows[0].record.bins["v"] == 1, "the read after the write is the last of the bin's two answers")
        #expect(rows[1].record.bins["v"] == 101)
    }

    @Test(arguments: Recording.exchanges.filter { Int($0.rowCount) != nil })
    func queryFindsAsManyRecordsAsTheClient(_ recording: Recording) throws {
        let all = try recording.frames(.response, .message).flatMap { try rows(in: body(of: $0).body) }
        let last = try #require(all.last)
        #expect(last.flags.contains(.last) && last.resultCode == .ok)
        let records = all.dropLast()
        #expect(records.count == Int(recording.rowCount))
        #expect(records.allSatisfy { !$0.flags.contains(.last) && $0.resultCode == .ok && $0.namespace == "test" })
        #expect(Set(records.compactMap(\.digest)).count == records.count)
    }

    @Test func queryReturnsKeysThatWereSent() throws {
        let responses = try Recording.named("scan.set").frames(.response, .message)
        let records = try responses.flatMap { try rows(in: body(of: $0).body) }
        let alice = records.first { $0.userKey == .string("alice") }
        #expect(alice?.digest == DataSet.of("test", "wire").id("alice").digest)
        #expect(alice?.setName == "wire")
        #expect(alice?.record.bins == ["name": "Alice"])
    }

    @Test func backgroundQueryIsNamedByItsTask() throws {
        let recording = try Recording.named("query.background-ops")
        let request = try #require(recording.frames(.request, .message).first)
        let message = try #require(try messages(in: body(of: request).body).first)
        let task = try #require(message.field(.taskID))
        #expect(task.count == 8)
        #expect(recording.clientResult == "\(task.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })")
    }

    /// The rows of a batch's answer; the last frame holds the mark of the end alone.
    private func batchRows(_ name: String) throws -> [Row] {
        let frames = try Recording.named(name).frames(.response, .message)
        let all = try frames.flatMap { try rows(in: body(of: $0).body) }
        let last = try #require(all.last)
        #expect(last.flags.contains(.last) && last.resultCode == .ok)
        return all.dropLast()
    }
}

extension Recording {
    /// How many records the client counted in a query's answer; no number for other exchanges.
    fileprivate var rowCount: String {
        guard name.hasPrefix("scan.") || name.hasPrefix("query."), name != "query.background-ops" else { return "" }
        return String(clientResult?.split(separator: " ").last ?? "").replacing(")", with: "")
    }
}
