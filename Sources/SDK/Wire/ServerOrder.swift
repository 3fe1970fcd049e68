/// The order in which servers keep the elements of ordered lists and the keys of ordered maps, and in which they demand
/// them from a client that writes one.
///
/// Values of different types are ordered by type; lists by their elements, maps by their number of entries first. Source:
/// `msgpack_compare` of the C client's and server's common library.
package enum ServerOrder {
    /// Whether one value stands before another.
    package static func precedes(_ one: Value, _ other: Value) -> Bool { compare(one, other) < 0 }

    /// Less than zero, zero, or more than zero, as one value stands before, with or after another.
    private static func compare(_ one: Value, _ other: Value) -> Int {
        switch (one, other) {
        case (.boolean(let one), .boolean(let other)): (one ? 1 : 0) - (other ? 1 : 0)
        case (.integer(let one), .integer(let other)): sign(one, other)
        case (.unknown(.unsigned(let one)), .unknown(.unsigned(let other))): sign(one, other)
        // Only what is too large for an integer is kept as an unsigned one.
        case (.integer, .unknown(.unsigned)): -1
        case (.unknown(.unsigned), .integer): 1
        case (.double(let one), .double(let other)): compare(one, other)
        case (.string(let one), .string(let other)): compare(bytes: one.utf8, other.utf8)
        case (.geoJSON(let one), .geoJSON(let other)): compare(bytes: one.utf8, other.utf8)
        case (.list(let one), .list(let other)): compare(one.inServerOrder, other.inServerOrder)
        case (.map(let one), .map(let other)): compare(one, other)
        default: compareOpaque(one, other) ?? rank(one) - rank(other)
        }
    }

    /// Values of which only bytes are known are ordered by their particles' types, then by their bytes.
    ///
    /// - Returns: `nil` unless both are such values of one rank.
    private static func compareOpaque(_ one: Value, _ other: Value) -> Int? {
        guard let one = opaque(one), let other = opaque(other), one.rank == other.rank else { return nil }
        return one.type == other.type ? compare(bytes: one.bytes, other.bytes) : one.type - other.type
    }

    private static func opaque(_ value: Value) -> (rank: Int, type: Int, bytes: [UInt8])? {
        switch value {
        case .blob(let bytes): (rank(value), Int(ParticleType.blob.rawValue), bytes)
        case .hyperLogLog(let bytes): (rank(value), Int(ParticleType.hyperLogLog.rawValue), bytes)
        case .unknown(.particle(let type, let bytes)): (rank(value), Int(type.rawValue), bytes)
        case .unknown(.messagePackExtension(let type, let bytes)): (rank(value), Int(type), bytes)
        default: nil
        }
    }

    private static func rank(_ value: Value) -> Int {
        switch value {
        case .null: 1
        case .boolean: 2
        case .integer, .unknown(.unsigned): 3
        case .string: 4
        case .list: 5
        case .map: 6
        case .blob, .hyperLogLog, .unknown(.particle): 9
        case .double: 10
        case .geoJSON: 11
        case .unknown(.messagePackExtension): 12
        }
    }

    private static func sign<Number: Comparable>(_ one: Number, _ other: Number) -> Int {
        one < other ? -1 : one > other ? 1 : 0
    }

    /// What is no number stands before all numbers, so that the order stays one.
    private static func compare(_ one: Double, _ other: Double) -> Int {
        one.isNaN || other.isNaN ? (one.isNaN ? 0 : 1) - (other.isNaN ? 0 : 1) : sign(one, other)
    }

    private static func compare(bytes one: some Collection<UInt8>, _ other: some Collection<UInt8>) -> Int {
        for (byte, otherByte) in zip(one, other) where byte != otherByte { return Int(byte) - Int(otherByte) }
        return one.count - other.count
    }

    private static func compare(_ one: [Value], _ other: [Value]) -> Int {
        for (element, otherElement) in zip(one, other) {
            let order = compare(element, otherElement)
            if order != 0 { return order }
        }
        return one.count - other.count
    }

    private static func compare(_ one: MapValue, _ other: MapValue) -> Int {
        guard one.count == other.count else { return one.count - other.count }
        for (entry, otherEntry) in zip(one.inServerOrder, other.inServerOrder) {
            let order = compare([entry.key, entry.value], [otherEntry.key, otherEntry.value])
            if order != 0 { return order }
        }
        return 0
    }
}

extension MapValue {
    /// The entries as a server wants them: by key where the map is ordered, else as they stand.
    var inServerOrder: [Entry] {
        guard order.isByKey else { return entries }
        return entries.sorted { ServerOrder.precedes($0.key, $1.key) }
    }
}

extension ListValue {
    /// The elements as a server wants them: by value where the list is ordered, else as they stand.
    var inServerOrder: [Value] {
        guard order.isByValue else { return elements }
        return elements.sorted(by: ServerOrder.precedes)
    }
}

extension MapValue.Order {
    /// Whether the flag says that entries stand by key, whatever else it says.
    fileprivate var isByKey: Bool { rawValue & Self.keyOrdered.rawValue != 0 }
}

extension ListValue.Order {
    /// Whether the flag says that elements stand by value, whatever else it says.
    fileprivate var isByValue: Bool { rawValue & Self.ordered.rawValue != 0 }
}
