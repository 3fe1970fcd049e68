import Testing

@testable import AerospikeSDK

@Suite("Commands on many records")
struct BatchExecutionTests {
    private let topology: Topology
    private let keys = DataSet.of("test", "batch").ids(0..<12)

    init() throws {
        // Partitions are shared by all three nodes; the second copy of each is on the next node.
        topology = try .simulated(copies: [[1, 2, 3], [2, 3, 1]])
    }

    @Test("Each node is asked for the keys that it holds, in one request")
    func grouping() throws {
        var batch = batch()
        let parts = batch.begin(in: topology)
        #expect(parts.flatMap(\.indices).sorted() == Array(0..<12))
        for part in parts {
            for index in part.indices {
                #expect(topology.replicas(of: keys[index].digest.partition, in: "test").first?.id == part.node.id)
            }
            #expect(try BatchRows(request: part.bytes).indices == part.indices.map { UInt32($0) })
        }
    }

    @Test("Rows may come in any order and end up in that of the keys")
    func success() throws {
        var batch = batch()
        for part in batch.begin(in: topology).reversed() {
            try batch.received(part.indices.reversed().map { try .answer($0) }, from: part)
            batch.finished(part, .success(.ok))
        }
        let rows = try #require(batch.conclude().rows)
        #expect(rows.map(\.index) == Array(0..<12))
        #expect(rows.map(\.key) == keys)
        #expect(rows.allSatisfy { $0.isOK && $0.error == nil })
    }

    @Test("When a node fails, its keys alone are asked for again, on the next copy")
    func partialFailure() throws {
        var batch = batch()
        let parts = batch.begin(in: topology)
        let failed = parts[1]
        for part in parts where part.node !== failed.node {
            try batch.received(part.indices.map { try .answer($0) }, from: part)
            batch.finished(part, .success(.ok))
        }
        try batch.received(failed.indices.prefix(1).map { try .answer($0) }, from: failed)
        batch.finished(failed, .failure(.closed))
        #expect(batch.conclude().isRetry)
        let again = batch.begin(in: topology)
        #expect(again.flatMap(\.indices) == Array(failed.indices.dropFirst()))
        #expect(again.allSatisfy { $0.node !== failed.node })
        for part in again {
            try batch.received(part.indices.map { try .answer($0) }, from: part)
            batch.finished(part, .success(.ok))
        }
        #expect(batch.conclude().rows?.allSatisfy(\.isOK) == true)
    }

    @Test("When the tries are used up, the keys of the failed node tell why, and the others are as they are")
    func lastingFailure() throws {
        var batch = batch { $0.maxRetries = 0 }
        let parts = batch.begin(in: topology)
        for part in parts.dropFirst() {
            try batch.received(part.indices.map { try .answer($0, .keyNotFound) }, from: part)
            batch.finished(part, .success(.ok))
        }
        batch.finished(parts[0], .failure(.closed))
        let rows = try #require(batch.conclude().rows)
        for row in rows {
            let isFailed = parts[0].indices.contains(row.index)
            #expect(row.resultCode == (isFailed ? nil : .keyNotFound))
            #expect(row.error?.code == (isFailed ? .connectionClosed : .server))
            let node = topology.replicas(of: row.key.digest.partition, in: "test").first
            #expect(row.error?.node == node?.description, "each error tells its node")
        }
    }

    @Test("A row that comes twice, or that nobody asked for, breaks the protocol", arguments: [12, 4000, -1])
    func strangeRows(index: Int) throws {
        var batch = batch()
        let part = batch.begin(in: topology)[0]
        let strange = UInt32(truncatingIfNeeded: index)
        #expect(throws: WireError.unexpectedIndex(strange)) { try batch.received([.answer(index)], from: part) }
        try batch.received([.answer(3)], from: part)
        #expect(throws: WireError.unexpectedIndex(3)) { try batch.received([.answer(3)], from: part) }
    }

    @Test("A node that leaves keys out fails them")
    func missingRows() throws {
        var batch = batch()
        let parts = batch.begin(in: topology)
        for part in parts {
            try batch.received(part.indices.dropFirst().map { try .answer($0) }, from: part)
            batch.finished(part, .success(.ok))
        }
        let rows = try #require(batch.conclude().rows)
        for part in parts {
            #expect(rows[part.indices[0]].error?.code == .protocolViolation)
            #expect(part.indices.dropFirst().allSatisfy { rows[$0].isOK })
        }
    }

    @Test("A node that refuses the whole batch fails its keys with its outcome")
    func refusal() throws {
        var batch = batch()
        for part in batch.begin(in: topology) { batch.finished(part, .success(.batchDisabled)) }
        let rows = try #require(batch.conclude().rows)
        #expect(rows.allSatisfy { $0.resultCode == .batchDisabled && !$0.isOK })
    }

    @Test(
        "Writes of a batch that a node breaks off may be done; those that it refuses at the door are not",
        arguments: [(ResultCode.parameterError, true), (.batchDisabled, false), (.batchQueuesFull, false)])
    func brokenOff(code: ResultCode, isInDoubt: Bool) throws {
        let write = RecordAction.write(["a": 1], WriteConditions())
        let behavior = Behavior.default.derivingWithChanges("once", maxRetries: 0)
        var batch = CollectedBatch(BatchCommands(keys, write), behavior, in: topology)
        for part in batch.begin(in: topology) { batch.finished(part, .success(code)) }
        let rows = try #require(batch.conclude().rows)
        #expect(rows.count == keys.count)
        #expect(rows.allSatisfy { $0.resultCode == code && $0.error?.isInDoubt == isInDoubt })
    }

    @Test("Keys of a namespace that is not there fail; the others are carried out")
    func unknownNamespace() throws {
        let mixed = [keys[0], DataSet.of("other").id(1), keys[1]]
        var batch = CollectedBatch(BatchCommands(mixed, .read(.all)), .default, in: topology)
        for part in batch.begin(in: topology) {
            try batch.received(part.indices.map { try .answer($0) }, from: part)
            batch.finished(part, .success(.ok))
        }
        let rows = try #require(batch.conclude().rows)
        #expect(rows.map(\.isOK) == [true, false, true])
        #expect(rows[1].error?.code == .unknownNamespace)
    }

    @Test("A write that may have been carried out is in doubt, row by row")
    func doubt() throws {
        var batch = batch(.delete(WriteConditions())) { $0.maxRetries = 0 }
        let parts = batch.begin(in: topology)
        for part in parts { batch.finished(part, .failure(.closed)) }
        let rows = try #require(batch.conclude().rows)
        #expect(rows.allSatisfy { $0.error?.isInDoubt == true })
    }

    @Test("A key that was never sent is not in doubt, whatever became of the others")
    func noDoubtUnsent() throws {
        var batch = batch(.delete(WriteConditions())) { $0.maxRetries = 0 }
        let parts = batch.begin(in: topology)
        batch.finished(parts[0], .failure(.closed))
        let refused = TransportFailure(AerospikeError(.connectionFailed, "refused"), wasSent: false)
        for part in parts.dropFirst() { batch.finished(part, .failure(refused)) }
        let rows = try #require(batch.conclude().rows)
        for row in rows {
            #expect(row.error?.isInDoubt == parts[0].indices.contains(row.index))
        }
    }

    @Test("A node that refuses for good does not keep another's lost connection from being tried again")
    func mixedFailures() throws {
        var batch = batch()
        let parts = batch.begin(in: topology)
        batch.finished(parts[0], .success(.batchDisabled))
        for part in parts.dropFirst() { batch.finished(part, .failure(.closed)) }
        #expect(batch.conclude().isRetry)
        #expect(Set(batch.begin(in: topology).flatMap(\.indices)) == Set(parts.dropFirst().flatMap(\.indices)))
    }

    @Test("A write that timed out on the server is in doubt, and is not safe to repeat")
    func timedOutRow() throws {
        var batch = batch(.operate([MessageOperation(.increment, bin: "n", value: 1)], WriteConditions()))
        for part in batch.begin(in: topology) {
            try batch.received(part.indices.map { try .answer($0, .timeout) }, from: part)
            batch.finished(part, .success(.ok))
        }
        let rows = try #require(batch.conclude().rows)
        #expect(rows.allSatisfy { $0.error?.isInDoubt == true && $0.error?.isSafeToRetry == false })
    }

    private func batch(
        _ action: RecordAction = .read(.all),
        _ change: (inout BehaviorPatch) -> Void = { _ in }
    ) -> CollectedBatch {
        let patch = BehaviorPatch { change(&$0) }
        return CollectedBatch(
            BatchCommands(keys, action), Behavior("test", patches: [.all: patch, .writesRetryable: patch]), in: topology
        )
    }
}

/// A batch, and the rows that its reader has been told of.
private struct CollectedBatch {
    enum Step {
        case done([RecordResult])
        case retry
    }

    private var execution: BatchExecution
    private var rows: [RecordResult] = []

    init(_ commands: BatchCommands, _ behavior: Behavior, in topology: Topology) {
        execution = BatchExecution(commands, behavior, in: topology)
    }

    mutating func begin(in topology: Topology) -> [BatchExecution.Part] { execution.begin(in: topology) }

    mutating func received(_ answers: [Row], from part: BatchExecution.Part) throws(WireError) {
        rows += try execution.received(answers, from: part)
    }

    mutating func finished(_ part: BatchExecution.Part, _ outcome: Result<ResultCode, TransportFailure>) {
        execution.finished(part, outcome)
    }

    mutating func conclude() -> Step {
        let end = execution.conclude()
        rows += end.rows
        return end.step == .done ? .done(rows.sorted { $0.index < $1.index }) : .retry
    }
}

extension TransportFailure {
    static let closed = TransportFailure(AerospikeError(.connectionClosed, "the connection was closed"), wasSent: true)
}

extension CollectedBatch.Step {
    fileprivate var rows: [RecordResult]? { if case .done(let rows) = self { rows } else { nil } }
    fileprivate var isRetry: Bool { if case .retry = self { true } else { false } }
}

extension Row {
    /// The answer for one key of a batch.
    static func answer(_ index: Int, _ resultCode: ResultCode = .ok) throws -> Row {
        let header = MessageHeader(resultCode: resultCode, generation: 1, timeout: UInt32(truncatingIfNeeded: index))
        return try Row(Message(header))
    }

    /// A message as the row that the client reads.
    init(_ message: Message) throws {
        var writer = ByteWriter()
        message.write(to: &writer)
        let bytes = writer.bytes
        var reader = ByteReader(bytes.span)
        try self.init(from: &reader)
    }
}

/// The rows of a batch's request, read from its bytes.
struct BatchRows {
    private(set) var indices: [UInt32] = []

    init(request: [UInt8]) throws {
        let (_, body) = try body(of: request)
        let field = try #require(try messages(in: body).first?.field(.batchIndex))
        var reader = ByteReader(field.span)
        let count = try reader.integer(UInt32.self)
        try reader.skip(1)
        for _ in 0..<count {
            indices.append(try reader.integer())
            try reader.skip(Digest.length)
            // A repeated row has nothing more; the others have a header without operations, and two fields.
            guard try reader.uint8() != 1 else { continue }
            try reader.skip(3 + 4)
            let fieldCount = try reader.integer(UInt16.self)
            try reader.skip(2)
            for _ in 0..<fieldCount { try reader.skip(Int(try reader.integer(UInt32.self))) }
        }
    }
}
