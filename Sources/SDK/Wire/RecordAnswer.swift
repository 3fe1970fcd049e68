/// The answer to a command on one record.
package struct RecordAnswer: Hashable, Sendable {
    package var resultCode: ResultCode
    package var record: Record

    package init(resultCode: ResultCode, record: Record = Record()) {
        self.resultCode = resultCode
        self.record = record
    }

    /// Reads the body of a whole frame.
    package init(body: Span<UInt8>) throws(WireError) {
        var reader = ByteReader(body)
        let header = try MessageHeader(from: &reader)
        for _ in 0..<header.fieldCount { try reader.skip(Int(try reader.integer(UInt32.self))) }
        resultCode = header.resultCode
        record = try Record(header, bins: &reader)
        guard reader.remaining == 0 else { throw .trailingBytes(reader.remaining) }
    }
}

/// One of the many answers to a batch or a query.
package struct Row: Sendable {
    package var resultCode: ResultCode
    package var flags: Info3
    /// The place of the key among those of a batch.
    package var index: UInt32
    package var namespace: String?
    package var setName: String?
    package var digest: Digest?
    package var userKey: Key.UserKey?
    package var record: Record

    package init(from reader: inout ByteReader) throws(WireError) {
        let header = try MessageHeader(from: &reader)
        resultCode = header.resultCode
        flags = header.info3
        index = header.timeout
        record = Record()
        for _ in 0..<header.fieldCount { try readField(from: &reader) }
        record = try Record(header, bins: &reader)
    }

    private mutating func readField(from reader: inout ByteReader) throws(WireError) {
        let length = Int(try reader.integer(UInt32.self))
        guard length >= 1 else { throw .lengthOutOfBounds }
        var field = try reader.reader(length)
        switch FieldType(rawValue: try field.uint8()) {
        case .namespace: namespace = try field.text(field.remaining)
        case .setName: setName = try field.text(field.remaining)
        case .digest:
            guard field.remaining == Digest.length else { throw .invalidDigest }
            digest = try field.digest()
        case .key: userKey = Key.UserKey(field: try field.array(field.remaining))
        default: break
        }
    }
}

extension Record {
    fileprivate init(_ header: MessageHeader, bins reader: inout ByteReader) throws(WireError) {
        let count = Int(header.operationCount)
        // Every operation takes eight bytes at least: a count beyond that is a lie, and must not reserve memory.
        guard count <= reader.remaining / 8 else { throw .lengthOutOfBounds }
        var bins = Bins(minimumCapacity: count)
        for _ in 0..<count {
            let operation = try MessageOperation(from: &reader)
            bins.append(operation.bin, operation.value)
        }
        self.init(bins: bins, generation: header.generation, expiration: Expiration(rawValue: header.ttl))
    }
}
