/// A bin's value, or an element of one.
///
/// Literals make values: `["name": "Alice", "age": 28, "tags": ["a", "b"]]`. What a server sends and this client does
/// not know survives as ``unknown(_:)`` and is written back as it came.
public enum Value: Hashable, Sendable {
    /// No value; writing it removes the bin.
    case null
    /// A signed 64-bit integer.
    case integer(Int64)
    /// A 64-bit floating point number.
    case double(Double)
    /// A truth value.
    case boolean(Bool)
    /// A text, UTF-8 on the wire.
    case string(String)
    /// Bytes without further meaning.
    case blob([UInt8])
    /// A list of values.
    case list(ListValue)
    /// A map of values to values.
    case map(MapValue)
    /// A GeoJSON text, which servers can index by place.
    case geoJSON(String)
    /// A HyperLogLog sketch, as the bytes that the server keeps.
    case hyperLogLog([UInt8])
    /// A value of a type that this client does not know.
    case unknown(UnknownValue)
}

/// A value that this client carries without understanding it.
public enum UnknownValue: Hashable, Sendable {
    /// A particle of another type, or of a known type with content that does not fit it.
    case particle(ParticleType, [UInt8])
    /// A MessagePack extension inside a list or a map.
    case messagePackExtension(Int8, [UInt8])
    /// An unsigned integer above `Int64.max` inside a list or a map.
    case unsigned(UInt64)
}

extension Value {
    /// Makes a list in the order given, which a server keeps as it is unless told otherwise.
    public static func list(_ elements: [Value], order: ListValue.Order = .unordered) -> Value {
        .list(ListValue(elements, order: order))
    }

    /// Makes a map, which a server keeps in no order unless told otherwise.
    public static func map(_ entries: [Value: Value], order: MapValue.Order = .unordered) -> Value {
        .map(MapValue(entries, order: order))
    }

    /// Whether there is no value.
    public var isNull: Bool { if case .null = self { true } else { false } }

    /// The integer, where the value is one.
    public var integerValue: Int64? { if case .integer(let value) = self { value } else { nil } }

    /// The number, where the value is a floating point number.
    public var doubleValue: Double? { if case .double(let value) = self { value } else { nil } }

    /// The truth value, where the value is one.
    public var booleanValue: Bool? { if case .boolean(let value) = self { value } else { nil } }

    /// The text, where the value is one.
    public var stringValue: String? { if case .string(let value) = self { value } else { nil } }

    /// The bytes, where the value is a blob.
    public var blobValue: [UInt8]? { if case .blob(let value) = self { value } else { nil } }

    /// The list, where the value is one.
    public var listValue: ListValue? { if case .list(let value) = self { value } else { nil } }

    /// The map, where the value is one.
    public var mapValue: MapValue? { if case .map(let value) = self { value } else { nil } }

    /// The GeoJSON text, where the value is one.
    public var geoJSONValue: String? { if case .geoJSON(let value) = self { value } else { nil } }

    /// The bytes of the sketch, where the value is a HyperLogLog.
    public var hyperLogLogValue: [UInt8]? { if case .hyperLogLog(let value) = self { value } else { nil } }
}
