/// Reads big-endian integers and runs of bytes from a view of a buffer, never beyond its end.
package struct ByteReader: ~Escapable {
    private let bytes: Span<UInt8>
    private var offset = 0

    @_lifetime(copy bytes)
    package init(_ bytes: Span<UInt8>) {
        self.bytes = bytes
    }

    /// How many bytes are left.
    package var remaining: Int { bytes.count - offset }

    package mutating func uint8() throws(WireError) -> UInt8 {
        guard remaining >= 1 else { throw .truncated }
        defer { offset += 1 }
        return bytes[offset]
    }

    @inline(__always)
    package mutating func integer<Integer: FixedWidthInteger>(
        _: Integer.Type = Integer.self
    ) throws(WireError) -> Integer {
        let width = Integer.bitWidth / 8
        guard remaining >= width else { throw .truncated }
        var value: Integer = 0
        for index in offset..<offset + width { value = value << 8 | Integer(truncatingIfNeeded: bytes[index]) }
        offset += width
        return value
    }

    /// A 16-bit integer with its low byte first, as partition numbers are sent.
    package mutating func littleEndianUInt16() throws(WireError) -> UInt16 {
        try integer(UInt16.self).byteSwapped
    }

    package mutating func skip(_ count: Int) throws(WireError) {
        guard count >= 0, count <= remaining else { throw .lengthOutOfBounds }
        offset += count
    }

    /// A view of the next bytes, which are then behind.
    @_lifetime(copy self)
    package mutating func span(_ count: Int) throws(WireError) -> Span<UInt8> {
        guard count >= 0, count <= remaining else { throw .lengthOutOfBounds }
        defer { offset += count }
        return bytes.extracting(offset..<offset + count)
    }

    /// A reader of the next bytes alone, which are then behind.
    @_lifetime(copy self)
    package mutating func reader(_ count: Int) throws(WireError) -> ByteReader {
        ByteReader(try span(count))
    }

    package mutating func array(_ count: Int) throws(WireError) -> [UInt8] {
        let span = try span(count)
        return [UInt8](copying: span)
    }

    /// The next bytes as text.
    ///
    /// - Throws: `WireError.invalidText` unless they are UTF-8.
    package mutating func text(_ count: Int) throws(WireError) -> String {
        let span = try span(count)
        guard let text = String(validating: span) else { throw .invalidText }
        return text
    }

    package mutating func digest() throws(WireError) -> Digest {
        Digest(exactly: try span(Digest.length))
    }
}

extension [UInt8] {
    init(copying span: Span<UInt8>) {
        // Made in the way below, an empty array would write to the storage that all empty arrays share.
        guard !span.isEmpty else {
            self = []
            return
        }
        // Both buffers are `span.count` bytes long; the span is only borrowed for the copy.
        unsafe self.init(unsafeUninitializedCapacity: span.count) { buffer, count in
            unsafe span.withUnsafeBufferPointer { source in
                _ = unsafe buffer.initialize(from: source)
            }
            count = span.count
        }
    }
}

extension String {
    /// The text, or `nil` unless the bytes are UTF-8.
    init?(validating span: Span<UInt8>) {
        guard let utf8 = try? UTF8Span(validating: span) else { return nil }
        self.init(copying: utf8)
    }
}
