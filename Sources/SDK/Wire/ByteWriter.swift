/// Gathers the bytes of a request.
package struct ByteWriter {
    package private(set) var bytes: [UInt8]

    package init(capacity: Int = 256) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    package var count: Int { bytes.count }

    @inline(__always)
    package mutating func integer<Integer: FixedWidthInteger>(_ value: Integer) {
        var shift = Integer.bitWidth
        while shift > 0 {
            shift -= 8
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    package mutating func uint8(_ value: UInt8) {
        bytes.append(value)
    }

    /// A 16-bit integer with its low byte first, as partition numbers are sent.
    package mutating func littleEndian(_ value: UInt16) {
        integer(value.byteSwapped)
    }

    package mutating func append(_ other: some Sequence<UInt8>) {
        bytes.append(contentsOf: other)
    }

    package mutating func text(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    package mutating func zeros(_ count: Int) {
        bytes += [UInt8](repeating: 0, count: count)
    }

    /// Overwrites four bytes written before, such as a length that is known only afterwards.
    package mutating func replaceUInt32(at offset: Int, by value: UInt32) {
        for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (24 - 8 * index)) }
    }

    /// Overwrites two bytes written before.
    package mutating func replaceUInt16(at offset: Int, by value: UInt16) {
        bytes[offset] = UInt8(truncatingIfNeeded: value >> 8)
        bytes[offset + 1] = UInt8(truncatingIfNeeded: value)
    }

    /// Writes a part with its length before it, in four bytes that do not count themselves.
    package mutating func prefixedByLength(_ body: (inout ByteWriter) -> Void) {
        let start = count
        integer(UInt32(0))
        body(&self)
        replaceUInt32(at: start, by: UInt32(truncatingIfNeeded: count - start - 4))
    }
}
