import Testing

@testable import AerospikeSDK

@Suite("Recorded answers to queries are read as what the recorded server held")
struct RecordedQueryAnswersTests {
    /// What a recorded answer holds: the records in the order in which they came, and the outcome of the whole.
    struct Case: Sendable, CustomTestStringConvertible {
        let recording: String
        let records: [Held]
        var code = ResultCode.ok

        var testDescription: String { recording }

        /// The partitions that matter; more of them only take more time.
        var partitions: [PartitionID] {
            records.isEmpty
                ? [PartitionID(0)] : Set(records.map(\.digest.partition)).sorted { $0.rawValue < $1.rawValue }
        }
    }

    /// A record as those who made the recording had left it.
    struct Held: Hashable, Sendable {
        let digest: Digest
        var storedKey: Key.UserKey?
        let generation: UInt32
        let bins: Bins
    }

    @Test("Records with their digests, keys, generations and bins", arguments: answers)
    func records(_ row: Case) throws {
        let recording = try Recording.named(row.recording)
        let read = try QueryReading(cut(recording.answer, every: .max), of: row.partitions)
        #expect(read.records == row.records)
        #expect(read.records.count == Int(recording.clientResult ?? "") ?? row.records.count)
        #expect(read.end == row.code)
        #expect(read.step == .done)
        #expect(read.pending.isEmpty)
    }

    @Test("A query whose answer has no end is not done")
    func unended() throws {
        let frames = try Recording.named("scan.set").frames(.response, .message)
        let read = try QueryReading(frames.dropLast(), of: Array(PartitionID.all))
        #expect(read.records.count == 7 && read.end == nil)
        #expect(read.step != .done && read.pending.resumed.count == 7)
    }

    @Test("An answer may be cut anywhere", arguments: answers)
    func everyCut(_ row: Case) throws {
        let bytes = try Recording.named(row.recording).answer
        for end in 0...bytes.count {
            let read = try AnswerReading([Array(bytes[..<end]), Array(bytes[end...])])
            #expect(read.records == row.records, "cut at \(end)")
            #expect(read.end == row.code)
        }
    }

    @Test("An answer may come in pieces of any length", arguments: answers, [1, 2, 3, 7, 22, 256])
    func pieces(_ row: Case, length: Int) throws {
        let bytes = try Recording.named(row.recording).answer
        let read = try AnswerReading(cut(bytes, every: length))
        #expect(read.records == row.records)
        #expect(read.end == row.code)
    }

    @Test("An answer that breaks off brings what came before, and has no end", arguments: answers)
    func brokenOff(_ row: Case) throws {
        let bytes = try Recording.named(row.recording).answer
        for end in 0..<bytes.count {
            let read = try AnswerReading([Array(bytes[..<end])])
            #expect(row.records.starts(with: read.records), "broken off at \(end)")
            #expect(read.end == nil)
        }
    }

    // MARK: Three nodes

    @Test(
        "Partitions that a node does not have stay to be read", arguments: Recording.partitions.filter { $0.isOfThree })
    func elsewhere(_ recording: Recording) throws {
        let bytes = recording.answer
        let whole = try QueryReading([bytes], of: Self.partitions)
        #expect(whole.records.count + whole.pending.whole.count >= Self.partitions.count / 2)
        #expect(!whole.pending.whole.isEmpty && whole.pending.resumed.isEmpty)
        let wanted = Self.spread.filter { !whole.pending.whole.contains($0.digest.partition) }
        #expect(Set(whole.records) == Set(wanted))
        #expect(whole.end == .ok && whole.step == .retry(after: RetryPlan.rerouteDelay))
        for end in 0...bytes.count {
            let read = try AnswerReading([Array(bytes[..<end]), Array(bytes[end...])])
            #expect(read.records == whole.records, "cut at \(end)")
            #expect(Set(read.gaps) == Set(whole.pending.whole.map { UInt32($0.rawValue) }))
        }
    }

    @Test("The answers of three nodes hold every record together")
    func together() throws {
        let three = Recording.partitions.filter(\.isOfThree)
        let records = try three.flatMap { try QueryReading([$0.answer], of: Self.partitions).records }
        #expect(three.count == 3)
        #expect(Set(records) == Set(Self.spread))
        #expect(three.allSatisfy { $0.clientResult == "\(Self.spread.count)" })
    }

    // MARK: Refusals

    @Test("A refusal is the end of an answer", arguments: Recording.partitions.filter { $0.outcome != "ok" })
    func refused(_ recording: Recording) throws {
        #expect(recording.resultCode != .ok)
        for length in [1, 5, 30, Int.max] {
            let read = try QueryReading(cut(recording.answer, every: length), of: Self.partitions)
            #expect(read.records.isEmpty)
            #expect(read.end == recording.resultCode)
            guard case .fail(let error) = read.step else {
                Issue.record("a refused query goes on: \(read.step)")
                continue
            }
            #expect(error.resultCode == recording.resultCode)
            #expect(error.code == .server)
        }
    }

    private func cut(_ bytes: [UInt8], every length: Int) -> [[UInt8]] {
        let length = min(length, bytes.count)
        return stride(from: 0, to: bytes.count, by: length).map { Array(bytes[$0..<min($0 + length, bytes.count)]) }
    }
}

// MARK: What the recorded servers held

extension RecordedQueryAnswersTests {
    private static let wire = DataSet.of("test", "wire")

    private static let answers = [
        Case(recording: "scan.set", records: [n100, everyType, n105, blob, n101, n104, alice].compactMap(\.self)),
        Case(recording: "scan.set.bins", records: [n100, n101, n105, n104].map(onlyV)),
        Case(recording: "query.partition-filter", records: []),
        Case(recording: "query.filter-expression", records: [n104, n105]),
        Case(
            recording: "query.max-records",
            records: [n100, n101, n104, alice, n105, everyType, blob].compactMap(\.self)),
        Case(recording: "query.secondary-index.range", records: [n100, n101, n105, n104]),
        Case(recording: "query.secondary-index.equals", records: [n104]),
    ]

    private static let n100 = numbered(100, v: 2, generation: 3)
    private static let n101 = numbered(101, v: 102, generation: 2)
    private static let n104 = numbered(104, v: 104, generation: 1)
    private static let n105 = numbered(105, v: 105, generation: 1)
    private static let alice = Held(
        digest: wire.id("alice").digest, storedKey: .string("alice"), generation: 1, bins: ["name": "Alice"])

    /// The recording tells of the key no more than its digest.
    private static let blob: Held? = {
        let request = try? Recording.named("put.blob-key").frames(.request, .message).first
        let message = request.flatMap { try? messages(in: Array($0.dropFirst(FrameHeader.length))).first }
        let digest = message?.field(.digest).flatMap { Digest($0) }
        return digest.map { Held(digest: $0, generation: 1, bins: ["name": "blob"]) }
    }()

    /// A read of the same record, of which the recorded client has told what it holds.
    private static let everyType: Held? = {
        let answer = try? Recording.named("get.filter-and").frames(.response, .message).first
        let record = answer.flatMap { try? RecordAnswer(Array($0.dropFirst(FrameHeader.length))).record }
        return record.map { Held(digest: wire.id(1).digest, generation: $0.generation, bins: $0.bins) }
    }()

    private static func numbered(_ number: Int, v: Int, generation: UInt32) -> Held {
        let bins: Bins = ["v": Value(v), "name": Value("n\(number)"), "age": Value(number - 100)]
        return Held(digest: wire.id(number).digest, generation: generation, bins: bins)
    }

    private static func onlyV(_ record: Held) -> Held {
        let bins: Bins = ["v": record.bins["v"] ?? .null]
        return Held(digest: record.digest, generation: record.generation, bins: bins)
    }

    /// The partitions that the three nodes were asked for, and all records in them.
    private static let partitions = (0..<8).map { PartitionID($0) }
    private static let spread = [1173, 1865, 1954, 2295, 3617, 4619].map { number in
        Held(digest: wire.id(number).digest, generation: 1, bins: ["v": Value(number)])
    }
}

/// The rows of an answer, read as its bytes come in.
private struct AnswerReading {
    private(set) var groups: [RowGroup] = []

    init(_ pieces: [[UInt8]]) throws {
        var assembler = FrameAssembler()
        for piece in pieces {
            assembler.feed(piece)
            while let frame = try assembler.next() {
                try #require(frame.type == .message && end == nil)
                let group = try assembler.withBytes(of: frame) { span throws(WireError) in try RowGroup(body: span) }
                groups.append(group)
            }
        }
    }

    var end: ResultCode? { groups.last?.end }

    /// The rows that hold records.
    var records: [RecordedQueryAnswersTests.Held] {
        groups.flatMap(\.rows).filter { !$0.flags.contains(.partitionDone) }.compactMap { row in
            row.digest.map {
                .init(digest: $0, storedKey: row.userKey, generation: row.record.generation, bins: row.record.bins)
            }
        }
    }

    /// The numbers of the partitions that the node does not have.
    var gaps: [UInt32] {
        groups.flatMap(\.rows).filter { $0.flags.contains(.partitionDone) }.map(\.record.generation)
    }
}

/// A query of one node, read from its answer.
private struct QueryReading {
    private(set) var records: [RecordedQueryAnswersTests.Held] = []
    private(set) var end: ResultCode?
    let step: RoundEnd.Step
    let pending: PartitionShare

    init(_ pieces: [[UInt8]], of partitions: [PartitionID]) throws {
        var query = DataSetQuery(dataSet: .of("test", "wire"))
        query.partitions = PartitionShare(whole: partitions)
        let topology = try Topology.simulated(copies: [[1]])
        var execution = QueryExecution(query, .default, in: topology)
        let part = try #require(execution.begin(in: topology).first)
        for var group in try AnswerReading(pieces).groups {
            records += try execution.received(&group, from: part).map(RecordedQueryAnswersTests.Held.init)
            end = group.end
        }
        let closed = TransportFailure(AerospikeError(.connectionClosed, "closed"), wasSent: true)
        execution.finished(part, end.map { .success($0) } ?? .failure(closed))
        step = execution.conclude().step
        pending = execution.pending
    }
}

extension RecordedQueryAnswersTests.Held {
    fileprivate init(_ row: RecordResult) throws {
        try #require(row.isOK && row.key.namespace == "test" && row.key.setName == "wire")
        #expect(row.record.expiration == .never)
        self.init(
            digest: row.key.digest, storedKey: row.key.userKey, generation: row.record.generation, bins: row.record.bins
        )
    }
}

extension Recording {
    /// The frames of the whole answer, one after another.
    fileprivate var answer: [UInt8] { frames(.response, .message).flatMap(\.self) }

    /// Whether a node answered that has only some of the partitions.
    fileprivate var isOfThree: Bool { name.hasPrefix("query.partition-filter.") }
}
