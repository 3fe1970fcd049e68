internal import CAerospikeOpenSSL

/// The hash under which servers keep a record: 20 bytes of RIPEMD-160 over the set, the key's type and the key.
public struct Digest: Hashable, Sendable {
    /// The length of every digest, in bytes.
    public static let length = 20

    // The bytes in place, in their order on the wire, so that a key costs no allocation.
    private let first: UInt64
    private let second: UInt64
    private let third: UInt32

    /// Wraps the bytes of a digest.
    ///
    /// - Returns: `nil` unless there are exactly 20 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == Self.length else { return nil }
        self.init(exactly: bytes.span)
    }

    /// Wraps the 20 bytes of a view that has no more and no fewer.
    init(exactly bytes: Span<UInt8>) {
        func integer<Integer: FixedWidthInteger>(_ range: Range<Int>) -> Integer {
            range.reduce(0) { $0 << 8 | Integer(bytes[$1]) }
        }
        first = integer(0..<8)
        second = integer(8..<16)
        third = integer(16..<20)
    }

    /// The 20 bytes.
    public var bytes: [UInt8] {
        var writer = ByteWriter(capacity: Self.length)
        write(to: &writer)
        return writer.bytes
    }

    /// The partition that holds the record: the first two bytes, little-endian, modulo 4096.
    ///
    /// Source: `as_partition_getid` of the C client.
    package var partition: PartitionID {
        PartitionID(UInt16(truncatingIfNeeded: first >> 48).byteSwapped)
    }

    func write(to writer: inout ByteWriter) {
        writer.integer(first)
        writer.integer(second)
        writer.integer(third)
    }
}

extension Digest {
    /// The digest of a key in a set; computed in place, because every command begins with it.
    init(setName: String, userKey: Key.UserKey) {
        // Each view of a key is used within its closure only.
        switch userKey {
        case .integer(let number):
            self = unsafe withUnsafeBytes(of: number.bigEndian) { unsafe Digest(setName, .integer, $0) }
        case .string(var text):
            self = text.withUTF8 { unsafe Digest(setName, .string, UnsafeRawBufferPointer($0)) }
        case .blob(let bytes):
            self = unsafe bytes.withUnsafeBytes { unsafe Digest(setName, .blob, $0) }
        }
    }

    private init(_ setName: String, _ type: ParticleType, _ key: UnsafeRawBufferPointer) {
        var digest = InlineArray<20, UInt8>(repeating: 0)
        var setName = setName
        var output = digest.mutableSpan
        // The C function reads and writes exactly the lengths it is given and keeps none of the pointers.
        let done = unsafe output.withUnsafeMutableBufferPointer { output in
            setName.withUTF8 { set in
                unsafe aerospike_ripemd160(
                    set.baseAddress, set.count, type.rawValue, key.baseAddress, key.count, output.baseAddress)
            }
        }
        precondition(done == 1, "OpenSSL was built without RIPEMD-160, which every Aerospike key needs")
        self.init(exactly: digest.span)
    }
}

extension Digest: CustomStringConvertible {
    /// The bytes in hexadecimal digits.
    public var description: String { hexadecimal(bytes) }
}

extension Digest {
    /// Parses forty hexadecimal digits.
    ///
    /// - Returns: `nil` unless there are exactly forty.
    public init?(hexadecimal text: String) {
        let digits = Array(text.utf8)
        guard digits.count == Self.length * 2 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.nibble(digits[index]), let low = Self.nibble(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        self.init(exactly: bytes.span)
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
