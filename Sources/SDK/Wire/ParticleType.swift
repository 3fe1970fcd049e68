/// The type of a value on the wire.
///
/// Types that this client does not know survive as themselves.
/// The numbers are those of `as_bytes_type` in the C client.
public struct ParticleType: RawRepresentable, Hashable, Sendable {
    /// The number on the wire.
    public let rawValue: UInt8

    /// Wraps a number, known or not.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// No value.
    public static let null = ParticleType(rawValue: 0)
    /// Eight bytes, big-endian.
    public static let integer = ParticleType(rawValue: 1)
    /// Eight bytes of IEEE 754, big-endian.
    public static let double = ParticleType(rawValue: 2)
    /// UTF-8.
    public static let string = ParticleType(rawValue: 3)
    /// Bytes.
    public static let blob = ParticleType(rawValue: 4)
    /// One byte, 0 or 1.
    public static let boolean = ParticleType(rawValue: 17)
    /// A HyperLogLog sketch.
    public static let hyperLogLog = ParticleType(rawValue: 18)
    /// A map in MessagePack.
    public static let map = ParticleType(rawValue: 19)
    /// A list in MessagePack.
    public static let list = ParticleType(rawValue: 20)
    /// A GeoJSON text after a head of cells that the server computed.
    public static let geoJSON = ParticleType(rawValue: 23)
}
