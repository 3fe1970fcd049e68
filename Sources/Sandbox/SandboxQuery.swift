internal import AerospikeSDK

/// A query under way: which records are still to be sent, one frame's worth at a time.
///
/// It holds the digests of one partition at most, so that a client that reads slowly costs little however large the
/// namespace is. A record that changes meanwhile is sent as it is when its turn comes.
struct SandboxQuery {
    /// The namespace and the node that are asked.
    let namespace: Int
    let node: Int
    private let setName: String
    private let hasNoBins: Bool
    /// The bins asked for, or none for all.
    private let bins: [String]
    private var remainingRecords: UInt64
    /// The most records to send in a second, or 0 for no limit.
    private let recordsPerSecond: UInt64
    /// The partitions still to come, the last one first.
    private var partitions: [Part]
    /// The digests of the present partition still to come, the last one first.
    private var digests: [Digest] = []
    private(set) var isFinished = false
    /// How many records it has been answered with.
    private(set) var rowCount = 0
    /// How long the last frame is to be held back, lest there be too many records in a second.
    private(set) var pause: Duration = .zero

    /// A partition to read, and where to go on in it.
    private struct Part {
        let id: PartitionID
        let boundary: Digest?
    }

    /// Begins a query.
    ///
    /// - Throws: `Refusal` with the code that the server would answer.
    init(_ message: Message, namespace: Int, node: Int) throws(SandboxCommand.Refusal) {
        let header = message.header
        guard !header.info2.contains(.write), header.info3.contains(.partitionDone),
            message.field(.filter) == nil, !message.fields.contains(where: { FieldType.scripts.contains($0.type) })
        else { throw SandboxCommand.Refusal(resultCode: .unsupportedFeature) }
        guard message.field(.indexRange) == nil else { throw SandboxCommand.Refusal(resultCode: .indexNotFound) }
        self.namespace = namespace
        self.node = node
        setName = String(decoding: message.field(.setName) ?? [], as: UTF8.self)
        hasNoBins = header.info1.contains(.getNoBins)
        bins = message.operations.map(\.bin)
        remainingRecords = try Self.number(.maximumRecords, width: 8, of: message)
        if remainingRecords == 0 { remainingRecords = .max }
        recordsPerSecond = try Self.number(.recordsPerSecond, width: 4, of: message)
        _ = try Self.number(.socketTimeout, width: 4, of: message)
        partitions = try Self.parts(of: message).reversed()
    }

    private static func number(
        _ field: FieldType,
        width: Int,
        of message: Message
    ) throws(SandboxCommand.Refusal) -> UInt64 {
        guard let bytes = message.field(field) else { return 0 }
        guard bytes.count == width else { throw SandboxCommand.Refusal(resultCode: .parameterError) }
        return bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func parts(of message: Message) throws(SandboxCommand.Refusal) -> [Part] {
        let whole = message.field(.partitions)
        let resumed = message.field(.digests)
        guard whole != nil || resumed != nil else { throw SandboxCommand.Refusal(resultCode: .unsupportedFeature) }
        guard whole?.isEmpty != true, resumed?.isEmpty != true else {
            throw SandboxCommand.Refusal(resultCode: .parameterError)
        }
        var boundaries: [PartitionID: Digest?] = [:]
        do {
            try readPartitions(whole ?? [], into: &boundaries)
            try readDigests(resumed ?? [], into: &boundaries)
        } catch {
            throw SandboxCommand.Refusal(resultCode: .parameterError)
        }
        return boundaries.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { Part(id: $0.key, boundary: $0.value) }
    }

    private static func readPartitions(
        _ bytes: [UInt8],
        into boundaries: inout [PartitionID: Digest?]
    ) throws(WireError) {
        var reader = ByteReader(bytes.span)
        while reader.remaining > 0 {
            guard let id = PartitionID(rawValue: try reader.littleEndianUInt16()), boundaries[id] == nil else {
                throw .lengthOutOfBounds
            }
            boundaries[id] = .some(nil)
        }
    }

    private static func readDigests(
        _ bytes: [UInt8],
        into boundaries: inout [PartitionID: Digest?]
    ) throws(WireError) {
        var reader = ByteReader(bytes.span)
        while reader.remaining > 0 {
            let digest = try reader.digest()
            guard boundaries[digest.partition] == nil else { throw .invalidDigest }
            boundaries[digest.partition] = digest
        }
    }
}

extension SandboxQuery {
    /// Writes the next frame of the answer.
    ///
    /// - Parameters:
    ///   - store: The records.
    ///   - now: The time.
    ///   - holds: Whether the node holds a partition when its turn comes; if not, it is answered as unavailable.
    mutating func next(
        from store: SandboxStore,
        at now: SandboxTime,
        holds: (PartitionID) -> Bool
    ) -> [UInt8] {
        var writer = ByteWriter(capacity: SandboxLimits.answerFrameLength)
        let before = remainingRecords
        writer.frame(.message) { writer in
            while writer.count < SandboxLimits.answerFrameLength, before - remainingRecords < recordsPerFrame,
                step(store[namespace], at: now, holds, into: &writer)
            {}
        }
        pause = recordsPerSecond == 0 ? .zero : .seconds(Double(before - remainingRecords) / Double(recordsPerSecond))
        if writer.count == FrameHeader.length {
            writer = ByteWriter()
            writer.end(.ok)
            isFinished = true
        }
        return writer.bytes
    }

    private var recordsPerFrame: UInt64 {
        recordsPerSecond == 0 ? .max : max(1, recordsPerSecond / UInt64(SandboxLimits.queryFramesPerSecond))
    }

    /// Goes one record on, or to the next partition.
    ///
    /// - Returns: Whether there may be more.
    private mutating func step(
        _ records: borrowing SandboxNamespace,
        at now: SandboxTime,
        _ holds: (PartitionID) -> Bool,
        into writer: inout ByteWriter
    ) -> Bool {
        guard remainingRecords > 0 else { return false }
        if let digest = digests.popLast() {
            if let record = records.record(digest, at: now) { answer(record, digest, records.name, into: &writer) }
            return true
        }
        guard let part = partitions.popLast() else { return false }
        guard holds(part.id) else {
            let header = MessageHeader(
                info3: .partitionDone, resultCode: .partitionUnavailable, generation: UInt32(part.id.rawValue))
            Message(header).write(to: &writer)
            return true
        }
        digests = records.digests(in: part.id, below: part.boundary).reversed()
        return true
    }

    private mutating func answer(
        _ record: SandboxRecord,
        _ digest: Digest,
        _ namespace: String,
        into writer: inout ByteWriter
    ) {
        guard setName.isEmpty || record.setName == setName else { return }
        let operations = hasNoBins ? [] : wantedBins(of: record)
        guard hasNoBins || !operations.isEmpty else { return }
        remainingRecords -= 1
        rowCount += 1
        var fields = [MessageField(.namespace, Array(namespace.utf8)), MessageField(.digest, digest.bytes)]
        if !record.setName.isEmpty { fields.append(MessageField(.setName, Array(record.setName.utf8))) }
        if let key = record.userKey { fields.append(MessageField(.key, key)) }
        let header = MessageHeader(
            info1: hasNoBins ? .getNoBins : [], generation: UInt32(record.generation), ttl: record.voidTime)
        Message(header, fields: fields, operations: operations).write(to: &writer)
    }

    private func wantedBins(of record: SandboxRecord) -> [MessageOperation] {
        guard !bins.isEmpty else { return record.allBins }
        return bins.compactMap { name in record[name].map { MessageOperation(.read, bin: name, value: $0) } }
    }
}
