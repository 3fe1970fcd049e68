/// What kind of messages a frame carries.
package struct FrameType: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Lines of text: questions to a node about itself and its cluster.
    package static let info = FrameType(rawValue: 1)
    /// Logins and the administration of users.
    package static let admin = FrameType(rawValue: 2)
    /// Commands on records.
    package static let message = FrameType(rawValue: 3)
    /// A frame within a frame, compressed.
    package static let compressed = FrameType(rawValue: 4)
}

/// The first eight bytes of everything on the wire.
///
/// ```
///  0        1      2                    8
///  +--------+------+--------------------+
///  | ver. 2 | type | length (48 bits)   |
///  +--------+------+--------------------+
/// ```
/// The length counts the bytes that follow. Source: `as_proto` of the server and the C client.
package struct FrameHeader: Hashable, Sendable {
    package static let length = 8
    package static let version: UInt8 = 2

    package var type: FrameType
    package var bodyLength: Int

    package init(type: FrameType, bodyLength: Int) {
        self.type = type
        self.bodyLength = bodyLength
    }

    package init(from reader: inout ByteReader) throws(WireError) {
        let word = try reader.integer(UInt64.self)
        let version = UInt8(truncatingIfNeeded: word >> 56)
        guard version == Self.version else { throw .unknownVersion(version) }
        type = FrameType(rawValue: UInt8(truncatingIfNeeded: word >> 48))
        bodyLength = Int(word & 0xFFFF_FFFF_FFFF)
        guard bodyLength <= WireLimits.frameLength else { throw .frameTooLong(bodyLength) }
    }

    package func write(to writer: inout ByteWriter) {
        writer.integer(UInt64(Self.version) << 56 | UInt64(type.rawValue) << 48 | UInt64(bodyLength))
    }
}

extension ByteWriter {
    /// Writes a whole frame, its length filled in afterwards.
    package mutating func frame(_ type: FrameType, _ body: (inout ByteWriter) -> Void) {
        let start = count
        FrameHeader(type: type, bodyLength: 0).write(to: &self)
        body(&self)
        let length = UInt64(count - start - FrameHeader.length)
        replaceUInt16(at: start + 2, by: UInt16(truncatingIfNeeded: length >> 32))
        replaceUInt32(at: start + 4, by: UInt32(truncatingIfNeeded: length))
    }
}
