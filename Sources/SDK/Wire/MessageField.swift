/// What a field of a message holds.
///
/// Source: `AS_FIELD_*` of the C client and the server's `proto.h`.
package struct FieldType: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let namespace = FieldType(rawValue: 0)
    package static let setName = FieldType(rawValue: 1)
    /// One byte of particle type, then the key.
    package static let key = FieldType(rawValue: 2)
    package static let digest = FieldType(rawValue: 4)
    /// Eight bytes that name a query on every node.
    package static let taskID = FieldType(rawValue: 7)
    /// Four bytes of milliseconds.
    package static let socketTimeout = FieldType(rawValue: 9)
    package static let recordsPerSecond = FieldType(rawValue: 10)
    /// Two bytes for each partition to query from its start, the low byte first.
    package static let partitions = FieldType(rawValue: 11)
    /// Twenty bytes for each partition to resume: the last digest seen.
    package static let digests = FieldType(rawValue: 12)
    /// Eight bytes.
    package static let maximumRecords = FieldType(rawValue: 13)
    /// Eight bytes for each digest to resume from, by an index's value.
    package static let resumeValues = FieldType(rawValue: 15)
    package static let batchIndex = FieldType(rawValue: 41)
    package static let filter = FieldType(rawValue: 43)
}

/// A field: four bytes of length that count what follows, one of type, then the data.
package struct MessageField: Hashable, Sendable {
    package var type: FieldType
    package var bytes: [UInt8]

    package init(_ type: FieldType, _ bytes: [UInt8]) {
        self.type = type
        self.bytes = bytes
    }

    package init(from reader: inout ByteReader) throws(WireError) {
        let length = Int(try reader.integer(UInt32.self))
        guard length >= 1 else { throw .lengthOutOfBounds }
        type = FieldType(rawValue: try reader.uint8())
        bytes = try reader.array(length - 1)
    }

    package func write(to writer: inout ByteWriter) {
        writer.field(type) { $0.append(bytes) }
    }
}

extension ByteWriter {
    package mutating func field(_ type: FieldType, _ body: (inout ByteWriter) -> Void) {
        prefixedByLength { writer in
            writer.uint8(type.rawValue)
            body(&writer)
        }
    }

    package mutating func field(_ type: FieldType, _ text: String) {
        field(type) { $0.text(text) }
    }

    package mutating func field(_ type: FieldType, _ value: some FixedWidthInteger) {
        field(type) { $0.integer(value) }
    }

    package mutating func field(_ digest: Digest) {
        field(.digest) { digest.write(to: &$0) }
    }

    package mutating func field(_ userKey: Key.UserKey) {
        field(.key) { writer in
            switch userKey {
            case .integer(let number):
                writer.uint8(ParticleType.integer.rawValue)
                writer.integer(number)
            case .string(let text):
                writer.uint8(ParticleType.string.rawValue)
                writer.text(text)
            case .blob(let bytes):
                writer.uint8(ParticleType.blob.rawValue)
                writer.append(bytes)
            }
        }
    }
}

extension Key.UserKey {
    /// Reads the content of a key field.
    ///
    /// - Returns: `nil` for a type of key that this client does not know.
    package init?(field bytes: [UInt8]) {
        guard let first = bytes.first else { return nil }
        let key = Array(bytes.dropFirst())
        switch ParticleType(rawValue: first) {
        case .integer where key.count == 8:
            self = .integer(key.reduce(0) { $0 << 8 | Int64($1) })
        case .string:
            guard let text = String(validating: key.span) else { return nil }
            self = .string(text)
        case .blob: self = .blob(key)
        default: return nil
        }
    }
}
