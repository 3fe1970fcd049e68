import Testing

@testable import AerospikeSDK

@Suite("Batches and queries are those of the published client")
struct RecordedBatchesAndQueriesTests {
    private let wire = DataSet.of("test", "wire")

    // MARK: Batches

    @Test("A batch that reads every bin")
    func readAll() throws {
        let keys = wire.ids(100..<106) + [try wire.idFromDigest(Self.missing)]
        #expect(try batch(keys, .read(.all)) == recorded("batch.read.all"))
    }

    @Test("A batch that reads some bins")
    func readBins() throws {
        #expect(try batch(wire.ids(100..<106), .read(.named(["v"]))) == recorded("batch.read.bins"))
    }

    @Test("A batch that asks for existence")
    func exists() throws {
        #expect(try batch(wire.ids(100..<106), .read(.none)) == recorded("batch.read.exists"))
    }

    @Test("A batch of increments")
    func increments() throws {
        let increment = MessageOperation(.increment, bin: "v", value: 1)
        let action = RecordAction.operate([increment], WriteConditions())
        #expect(try batch(wire.ids(100..<102), action) == recorded("batch.operate"))
    }

    @Test("A batch of different verbs")
    func mixed() throws {
        let writeAndRead = [MessageOperation(.write, bin: "v", value: 1), MessageOperation(.read, bin: "v")]
        let actions: [RecordAction] = [
            .operate(writeAndRead, WriteConditions()), .read(.named(["v"])), .delete(WriteConditions()), .read(.none),
        ]
        let keys = wire.ids(100..<103) + [try wire.idFromDigest(Self.missing)]
        #expect(try batch(keys, actions) == recorded("batch.write.mixed"))
    }

    /// The last key of a recorded batch; it has no record.
    private static let missing = "6f6398f92b8fa4ca818b0d6168f49ecc1fc18613"

    private func batch(_ keys: [Key], _ action: RecordAction) -> [UInt8] { batch(keys, [action]) }

    /// Each key has an action of its own, or all have the same.
    private func batch(_ keys: [Key], _ actions: [RecordAction]) -> [UInt8] {
        let members = keys.enumerated().map { index, key in
            BatchRequest.Member(
                index: UInt32(index), key: key, mode: .availability, action: min(index, actions.count - 1))
        }
        let settings = BatchSettings(.default, actions, leading: .availability)
        return BatchRequest(members: members, settings: settings).encode()
    }

    private func recorded(_ name: String) throws -> [UInt8] {
        try #require(try Recording.named(name).frames(.request, .message).first)
    }

    // MARK: Queries

    @Test("A query of a whole set")
    func wholeSet() throws {
        try expect(DataSetQuery(dataSet: wire), .init(whole: Array(PartitionID.all)), "scan.set")
    }

    @Test("A query of some bins")
    func someBins() throws {
        var query = DataSetQuery(dataSet: wire)
        query.selection = .named(["v"])
        try expect(query, .init(whole: Array(PartitionID.all)), "scan.set.bins")
    }

    @Test("A query of some partitions")
    func somePartitions() throws {
        let partitions = (0..<8).map { PartitionID($0) }
        try expect(DataSetQuery(dataSet: wire), .init(whole: partitions), "query.partition-filter")
    }

    @Test("Partitions that are gone on with are named by their last digests, and a limit by its number")
    func resumed() throws {
        let digest = try Digest.inPartition(9, 1)
        var query = DataSetQuery(dataSet: wire)
        (query.limit, query.recordsPerSecond) = (500, 20)
        let share = PartitionShare(whole: [PartitionID(3)], resumed: [digest])
        let message = try message(query.encode(share, taskID: 0x0102, maximumRecords: 500, BehaviorSettings()))
        #expect(message.field(.partitions) == [3, 0])
        #expect(message.field(.digests) == digest.bytes)
        #expect(message.field(.maximumRecords) == [0, 0, 0, 0, 0, 0, 1, 0xF4])
        #expect(message.field(.recordsPerSecond) == [0, 0, 0, 20])
        #expect(message.field(.taskID) == [0, 0, 0, 0, 0, 0, 1, 2])
        #expect(message.header.fieldCount == UInt16(message.fields.count))
    }

    @Test("A query without bins says so, and one of a namespace names no set")
    func withoutBins() throws {
        var query = DataSetQuery(dataSet: .of("test"))
        query.selection = .none
        let share = PartitionShare(whole: [PartitionID(3)])
        let message = try message(query.encode(share, taskID: 1, maximumRecords: nil, BehaviorSettings()))
        #expect(message.header.info1 == [.read, .getNoBins])
        #expect(message.field(.setName) == nil)
        #expect(message.field(.maximumRecords) == nil)
    }

    /// Only the number of the query, which nobody can foresee, may differ.
    private func expect(_ query: DataSetQuery, _ share: PartitionShare, _ name: String) throws {
        let recorded = try recorded(name)
        let taskID = try #require(try message(recorded).field(.taskID)).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let settings = Behavior.default.settings(.read, .query)
        #expect(query.encode(share, taskID: taskID, maximumRecords: nil, settings) == recorded)
    }

    private func message(_ frame: [UInt8]) throws -> Message {
        try #require(try messages(in: Array(frame.dropFirst(FrameHeader.length))).first)
    }
}
