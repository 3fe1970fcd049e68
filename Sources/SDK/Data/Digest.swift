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
        guard bytes.count == Self.length else { return nil }
        var iterator = bytes.makeIterator()
        func integer<Integer: FixedWidthInteger>(_: Integer.Type) -> Integer {
            (0..<Integer.bitWidth / 8).reduce(0) { value, _ in value << 8 | Integer(iterator.next() ?? 0) }
        }
        first = integer(UInt64.self)
        second = integer(UInt64.self)
        third = integer(UInt32.self)
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
    /// The digest of a key in a set.
    init(setName: String, userKey: Key.UserKey) {
        switch userKey {
        case .integer(let number):
            var writer = ByteWriter(capacity: 8)
            writer.integer(number)
            self.init(setName: setName, type: .integer, key: writer.bytes)
        case .string(let text): self.init(setName: setName, type: .string, key: Array(text.utf8))
        case .blob(let bytes): self.init(setName: setName, type: .blob, key: bytes)
        }
    }

    private init(setName: String, type: ParticleType, key: [UInt8]) {
        var digest = [UInt8](repeating: 0, count: Self.length)
        var set = setName
        // The C function reads and writes exactly the lengths it is given and keeps none of the pointers.
        let done = set.withUTF8 { set in
            unsafe aerospike_ripemd160(set.baseAddress, set.count, type.rawValue, key, key.count, &digest)
        }
        precondition(done == 1, "OpenSSL was built without RIPEMD-160, which every Aerospike key needs")
        self.init(fixed: digest)
    }

    private init(fixed bytes: [UInt8]) {
        func integer<Integer: FixedWidthInteger>(_ range: Range<Int>) -> Integer {
            bytes[range].reduce(0) { $0 << 8 | Integer($1) }
        }
        first = integer(0..<8)
        second = integer(8..<16)
        third = integer(16..<20)
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
        self.init(fixed: bytes)
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
