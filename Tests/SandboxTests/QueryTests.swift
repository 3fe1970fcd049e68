import AerospikeSDK
import Testing

@testable import AerospikeSandbox

@Suite("Queries")
struct QueryTests {
    var state = SandboxState(SandboxConfiguration(nodeCount: 3), ports: [3000, 3100, 3200])
    static let recordCount = 500

    init() throws {
        for number in 0..<Self.recordCount {
            var record = SandboxRecord(setName: number < 400 ? "most" : "few")
            record.set("n", to: .integer(Int64(number)))
            if number % 2 == 0 { record.set("even", to: true) }
            record.advanceGeneration()
            state.store[0].store(record, Self.key(number).digest)
        }
    }

    private static func key(_ number: Int) -> Key {
        Key(namespace: "test", setName: "", userKey: .integer(Int64(number)))
    }

    private func query(
        _ partitions: [UInt16],
        set: String = "",
        resumingAfter digests: [Digest] = [],
        maximum: UInt64? = nil,
        info1: Info1 = .read,
        bins: [String] = []
    ) -> Message {
        var fields = [MessageField(.namespace, Array("test".utf8)), MessageField(.setName, Array(set.utf8))]
        if !partitions.isEmpty {
            fields.append(MessageField(.partitions, partitions.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }))
        }
        if !digests.isEmpty { fields.append(MessageField(.digests, digests.flatMap(\.bytes))) }
        if let maximum {
            fields.append(MessageField(.maximumRecords, (0..<8).map { UInt8(maximum >> (56 - 8 * $0) & 0xFF) }))
        }
        return Message(
            MessageHeader(info1: info1, info3: .partitionDone), fields: fields,
            operations: bins.map { MessageOperation(.read, bin: $0) })
    }

    private mutating func answers(to request: Message, node: Int) throws -> [Message] {
        try messages(in: try #require(try state.reply(to: request.frame(), node: node)))
    }

    private func heldPartitions(of node: Int) -> [UInt16] {
        PartitionID.all.filter { state.topology.layout(of: 0, at: node)[$0.index].first == node }.map(\.rawValue)
    }

    @Test("The masters' answers together hold every record once")
    mutating func everything() throws {
        var seen: [Value] = []
        for node in 0..<3 {
            for message in try answers(to: query(heldPartitions(of: node)), node: node).dropLast() {
                seen += message.operations.filter { $0.bin == "n" }.map(\.value)
            }
        }
        #expect(seen.compactMap(\.integerValue).sorted() == (0..<Int64(Self.recordCount)).map { $0 })
    }

    @Test("A partition that the node does not hold is answered as unavailable, the others all the same")
    mutating func unavailable() throws {
        let elsewhere = try #require(PartitionID.all.first { !state.topology.holds(0, $0, of: 0) })
        let answers = try answers(to: query([elsewhere.rawValue]), node: 0)
        #expect(answers.count == 2)
        #expect(answers[0].header.resultCode == .partitionUnavailable)
        #expect(answers[0].header.info3 == .partitionDone)
        #expect(answers[0].header.generation == UInt32(elsewhere.rawValue))
        #expect(answers[1].header.info3 == .last)
        #expect(answers[1].header.resultCode == .ok)
    }

    @Test("A replica answers for its partitions too")
    mutating func replica() throws {
        let partition = Self.key(7).digest.partition
        let replica = state.topology.layout(of: 0, at: 0)[partition.index][1]
        #expect(try answers(to: query([partition.rawValue]), node: replica).count >= 2)
    }

    @Test("Resuming after each record in turn reaches every record of a partition")
    mutating func resuming() throws {
        let all = Array(0..<UInt16(PartitionID.count))
        state = single(state)
        let whole = try answers(to: query(all), node: 0).dropLast().compactMap { $0.field(.digest) }
        var last: [UInt16: Digest] = [:]
        var seen: [[UInt8]] = []
        for _ in 0...Self.recordCount {
            let fresh = all.filter { last[$0] == nil }
            let request = query(fresh, resumingAfter: Array(last.values), maximum: 60)
            let page = try answers(to: request, node: 0).dropLast().compactMap { $0.field(.digest) }
            guard !page.isEmpty else { break }
            #expect(page.count <= 60)
            seen += page
            for digest in page.compactMap({ Digest($0) }) { last[digest.partition.rawValue] = digest }
        }
        #expect(seen.count == Self.recordCount)
        #expect(Set(seen) == Set(whole))
    }

    /// The same records in a cluster of one node.
    private func single(_ state: SandboxState) -> SandboxState {
        var one = SandboxState(SandboxConfiguration(), ports: [3000])
        one.store = state.store
        return one
    }

    @Test("A set, some bins, or no bins")
    mutating func shapes() throws {
        state = single(state)
        let all = Array(0..<UInt16(PartitionID.count))
        #expect(try answers(to: query(all, set: "few"), node: 0).count == 101)
        #expect(try answers(to: query(all, set: "none"), node: 0).count == 1)
        let even = try answers(to: query(all, set: "most", bins: ["even"]), node: 0).dropLast()
        #expect(even.count == 200)
        #expect(even.allSatisfy { $0.operations.map(\.bin) == ["even"] })
        let bare = try answers(to: query(all, set: "few", info1: [.read, .getNoBins]), node: 0).dropLast()
        #expect(bare.count == 100)
        #expect(bare.allSatisfy { $0.operations.isEmpty && $0.header.info1 == .getNoBins })
    }

    @Test("A large answer comes in frames of limited length")
    mutating func frames() throws {
        state = single(state)
        for number in 0..<Self.recordCount {
            var record = SandboxRecord(setName: "large")
            record.set("b", to: .blob([UInt8](repeating: 7, count: 4000)))
            state.store[0].store(record, Self.key(number).digest)
        }
        var query = try SandboxQuery(query(Array(0..<UInt16(PartitionID.count))), namespace: 0, node: 0)
        var count = 0
        while !query.isFinished {
            let frame = query.next(from: state.store, at: .testing) { _ in true }
            #expect(frame.count < SandboxLimits.answerFrameLength + 5000)
            count += 1
        }
        #expect(count > Self.recordCount * 4000 / SandboxLimits.answerFrameLength)
    }

    @Test("A limit of records a second cuts the answer into small frames with a pause for each")
    func throttled() throws {
        var request = query(Array(0..<UInt16(PartitionID.count)), set: "few")
        request = Message(
            request.header, fields: request.fields + [MessageField(.recordsPerSecond, [0, 0, 0, 200])])
        var query = try SandboxQuery(request, namespace: 0, node: 0)
        var total = Duration.zero
        while !query.isFinished {
            #expect(try messages(in: query.next(from: state.store, at: .testing, holds: { _ in true })).count <= 10)
            total += query.pause
        }
        #expect(total >= .milliseconds(499) && total <= .milliseconds(501))
    }

    @Test(
        "What cannot be is refused",
        arguments: [
            ([MessageField](), ResultCode.unsupportedFeature),
            ([MessageField(.partitions, [])], .parameterError),
            ([MessageField(.partitions, [0xFF, 0xFF])], .parameterError),
            ([MessageField(.partitions, [1])], .parameterError),
            ([MessageField(.partitions, [1, 0, 1, 0])], .parameterError),
            ([MessageField(.digests, [1, 2, 3])], .parameterError),
            ([MessageField(.partitions, [1, 0]), MessageField(.maximumRecords, [1])], .parameterError),
            ([MessageField(.partitions, [1, 0]), MessageField(.filter, [0x93])], .unsupportedFeature),
            ([MessageField(.partitions, [1, 0]), MessageField(.indexRange, [1])], .indexNotFound),
        ])
    mutating func refusals(fields: [MessageField], wanted: ResultCode) throws {
        let namespace = MessageField(.namespace, Array("test".utf8))
        let request = Message(MessageHeader(info1: .read, info3: .partitionDone), fields: [namespace] + fields)
        #expect(try state.reply(to: request)?.header.resultCode == wanted)
    }
}
