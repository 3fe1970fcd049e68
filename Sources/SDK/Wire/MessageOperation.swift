/// What an operation does with a bin.
///
/// Source: `AS_MSG_OP_*` of the server, `as_operator` of the C client.
package struct OperationType: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let read = OperationType(rawValue: 1)
    package static let write = OperationType(rawValue: 2)
    package static let increment = OperationType(rawValue: 5)
    package static let append = OperationType(rawValue: 9)
    package static let prepend = OperationType(rawValue: 10)
    package static let touch = OperationType(rawValue: 11)
    package static let delete = OperationType(rawValue: 14)
}

/// An operation: four bytes of length that count what follows, the operation, the particle type, a byte of flags, the
/// length of the bin's name, the name, and the value.
package struct MessageOperation: Hashable, Sendable {
    package var type: OperationType
    package var bin: String
    package var value: Value

    package init(_ type: OperationType, bin: String = "", value: Value = .null) {
        self.type = type
        self.bin = bin
        self.value = value
    }

    package init(from reader: inout ByteReader) throws(WireError) {
        let length = Int(try reader.integer(UInt32.self))
        guard length >= 4 else { throw .lengthOutOfBounds }
        var body = try reader.reader(length)
        type = OperationType(rawValue: try body.uint8())
        let particle = ParticleType(rawValue: try body.uint8())
        try body.skip(1)
        bin = try body.text(Int(try body.uint8()))
        value = try Value(particle, from: &body)
    }

    package func write(to writer: inout ByteWriter) {
        writer.operation(type, bin: bin, value: value)
    }
}

extension ByteWriter {
    package mutating func operation(_ type: OperationType, bin: String, value: Value = .null) {
        prefixedByLength { writer in
            writer.uint8(type.rawValue)
            writer.uint8(value.particleType.rawValue)
            writer.uint8(0)
            writer.uint8(UInt8(truncatingIfNeeded: bin.utf8.count))
            writer.text(bin)
            writer.particle(value)
        }
    }
}
