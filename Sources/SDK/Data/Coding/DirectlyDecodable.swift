/// A type that is made of a value without decoding itself: the counterpart of ``DirectlyEncodable``.
protocol DirectlyDecodable: Decodable {
    /// Makes one of the value that stands at a key of what a decoder reads, or in its place when there is no key.
    static func made(of value: Value, by decoder: BinsDecoder, at key: (any CodingKey)?) throws -> Self
}

/// A type that is made of a value without looking into it.
protocol PlainlyDecodable: DirectlyDecodable {
    init(plain value: Value) throws(CodingProblem)

    /// An array made of the elements of a list; a requirement, so that the compiler makes one for each type.
    static func array(of list: ListValue, by decoder: BinsDecoder) throws -> [Self]
}

extension PlainlyDecodable {
    static func made(of value: Value, by decoder: BinsDecoder, at key: (any CodingKey)?) throws -> Self {
        do throws(CodingProblem) {
            return try Self(plain: value)
        } catch {
            throw DecodingError.unfit(value, for: Self.self, error, at: decoder.path(to: key))
        }
    }

    static func array(of list: ListValue, by decoder: BinsDecoder) throws -> [Self] {
        var array: [Self] = []
        array.reserveCapacity(list.count)
        for value in list { array.append(try made(of: value, by: decoder, at: ElementKey(array.count))) }
        return array
    }

    fileprivate static func anyArray(of list: ListValue, by decoder: BinsDecoder) throws -> Any {
        try array(of: list, by: decoder)
    }
}

extension Bool: PlainlyDecodable {
    /// Servers before 5.6 know no truth values, and clients keep integers there.
    init(plain value: Value) throws(CodingProblem) {
        switch value {
        case .boolean(let truth): self = truth
        case .integer(0): self = false
        case .integer(1): self = true
        default: throw .expected("truth value, or integer 0 or 1", found: value)
        }
    }
}

extension String: PlainlyDecodable {
    init(plain value: Value) throws(CodingProblem) {
        guard case .string(let text) = value else { throw .expected("text", found: value) }
        self = text
    }
}

extension Double: PlainlyDecodable {
    init(plain value: Value) throws(CodingProblem) {
        switch value {
        case .double(let number): self = number
        case .integer(let number): self = try .exact(number)
        default: throw .expected("floating point number", found: value)
        }
    }
}

extension Float: PlainlyDecodable {
    init(plain value: Value) throws(CodingProblem) {
        switch value {
        case .double(let number):
            self = Float(number)
            guard isFinite || !number.isFinite else {
                throw CodingProblem("expected number that fits Float, found a larger one")
            }
        case .integer(let number): self = try .exact(number)
        default: throw .expected("floating point number", found: value)
        }
    }
}

extension BinaryFloatingPoint {
    fileprivate static func exact(_ number: Int64) throws(CodingProblem) -> Self {
        guard let exact = Self(exactly: number) else {
            throw CodingProblem("expected number that fits \(Self.self), found integer that it would round")
        }
        return exact
    }
}

extension Int: PlainlyDecodable {}
extension Int8: PlainlyDecodable {}
extension Int16: PlainlyDecodable {}
extension Int32: PlainlyDecodable {}
extension Int64: PlainlyDecodable {}
extension Int128: PlainlyDecodable {}
extension UInt: PlainlyDecodable {}
extension UInt8: PlainlyDecodable {}
extension UInt16: PlainlyDecodable {}
extension UInt32: PlainlyDecodable {}
extension UInt64: PlainlyDecodable {}
extension UInt128: PlainlyDecodable {}

extension PlainlyDecodable where Self: FixedWidthInteger {
    init(plain value: Value) throws(CodingProblem) {
        let fitting: Self? =
            switch value {
            case .integer(let number): Self(exactly: number)
            case .unknown(.unsigned(let number)): Self(exactly: number)
            default: throw .expected("integer", found: value)
            }
        guard let fitting else {
            throw CodingProblem("expected integer from \(Self.min) to \(Self.max), found one outside")
        }
        self = fitting
    }
}

extension Value: PlainlyDecodable {
    init(plain value: Value) { self = value }
}

extension ListValue: PlainlyDecodable {
    init(plain value: Value) throws(CodingProblem) {
        guard case .list(let list) = value else { throw .expected("list", found: value) }
        self = list
    }
}

extension MapValue: PlainlyDecodable {
    init(plain value: Value) throws(CodingProblem) {
        guard case .map(let map) = value else { throw .expected("map", found: value) }
        self = map
    }
}

extension Array: DirectlyDecodable where Element: Decodable {
    static func made(of value: Value, by decoder: BinsDecoder, at key: (any CodingKey)?) throws -> [Element] {
        if Element.self == UInt8.self, let bytes = value.blobValue as? [Element] { return bytes }
        let child = try decoder.child(value, at: key)
        guard case .list(let list) = value else { return try child.read(Self.self) }
        if let plain = Element.self as? any PlainlyDecodable.Type,
            let elements = try plain.anyArray(of: list, by: child) as? [Element]
        {
            return elements
        }
        var array: [Element] = []
        array.reserveCapacity(list.count)
        for value in list { array.append(try child.make(Element.self, of: value, at: ElementKey(array.count))) }
        return array
    }
}

extension Dictionary: DirectlyDecodable where Key: Decodable, Value: Decodable {
    static func made(
        of value: AerospikeSDK.Value,
        by decoder: BinsDecoder,
        at key: (any CodingKey)?
    ) throws -> [Key: Value] {
        guard case .map(let map) = value else {
            let problem = CodingProblem.expected("map", found: value)
            throw DecodingError.unfit(value, for: Self.self, problem, at: decoder.path(to: key))
        }
        let child = try decoder.child(value, at: key)
        var dictionary = Self(minimumCapacity: map.count)
        for entry in map {
            let key = try child.make(Key.self, of: entry.key, at: EntryKey())
            dictionary[key] = try child.make(Value.self, of: entry.value, at: EntryKey())
        }
        return dictionary
    }
}
