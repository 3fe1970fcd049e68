/// A type that becomes a value without encoding itself.
///
/// Left to themselves, bytes would become a list of integers, and the integer keys of a dictionary texts.
protocol DirectlyEncodable: Encodable {
    /// The value that is to stand at a key of what an encoder holds, or in its place when there is no key.
    func value(by encoder: BinsEncoder, at key: (any CodingKey)?) throws -> Value
}

/// A type that becomes a value by itself, wherever it stands.
protocol PlainlyEncodable: DirectlyEncodable {
    func plainValue() throws(CodingProblem) -> Value

    /// The values of an array; a requirement, so that the compiler makes one for each type.
    static func values(of array: [Self], by encoder: BinsEncoder) throws -> [Value]
}

extension PlainlyEncodable {
    func value(by encoder: BinsEncoder, at key: (any CodingKey)?) throws -> Value {
        do throws(CodingProblem) {
            return try plainValue()
        } catch {
            throw EncodingError.refused(self, error, at: encoder.path(to: key))
        }
    }

    static func values(of array: [Self], by encoder: BinsEncoder) throws -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(array.count)
        for element in array { values.append(try element.value(by: encoder, at: ElementKey(values.count))) }
        return values
    }

    /// The values of an array, unless it is one of another type.
    fileprivate static func values(ofAny array: Any, by encoder: BinsEncoder) throws -> [Value]? {
        try (array as? [Self]).map { try values(of: $0, by: encoder) }
    }
}

extension Bool: PlainlyEncodable {
    func plainValue() -> Value { .boolean(self) }
}

extension String: PlainlyEncodable {
    func plainValue() -> Value { .string(self) }
}

extension Double: PlainlyEncodable {
    func plainValue() -> Value { .double(self) }
}

extension Float: PlainlyEncodable {
    func plainValue() -> Value { .double(Double(self)) }
}

extension Int: PlainlyEncodable {}
extension Int8: PlainlyEncodable {}
extension Int16: PlainlyEncodable {}
extension Int32: PlainlyEncodable {}
extension Int64: PlainlyEncodable {}
extension Int128: PlainlyEncodable {}
extension UInt: PlainlyEncodable {}
extension UInt8: PlainlyEncodable {}
extension UInt16: PlainlyEncodable {}
extension UInt32: PlainlyEncodable {}
extension UInt64: PlainlyEncodable {}
extension UInt128: PlainlyEncodable {}

extension PlainlyEncodable where Self: BinaryInteger {
    func plainValue() throws(CodingProblem) -> Value {
        if let number = Int64(exactly: self) { return .integer(number) }
        throw CodingProblem("servers keep integers from -2^63 to 2^63-1; the number is outside")
    }
}

extension Value: PlainlyEncodable {
    func plainValue() -> Value { self }
}

extension ListValue: PlainlyEncodable {
    func plainValue() -> Value { .list(self) }
}

extension MapValue: PlainlyEncodable {
    func plainValue() -> Value { .map(self) }
}

extension Array: DirectlyEncodable where Element: Encodable {
    func value(by encoder: BinsEncoder, at key: (any CodingKey)?) throws -> Value {
        if Element.self == UInt8.self, let bytes = self as? [UInt8] { return .blob(bytes) }
        let child = try encoder.child(at: key)
        if let plain = Element.self as? any PlainlyEncodable.Type, let values = try plain.values(ofAny: self, by: child)
        {
            return .list(values)
        }
        var values: [Value] = []
        values.reserveCapacity(count)
        for element in self { values.append(try child.value(of: element, at: ElementKey(values.count))) }
        return .list(values)
    }
}

extension Dictionary: DirectlyEncodable where Key: Encodable, Value: Encodable {
    func value(by encoder: BinsEncoder, at key: (any CodingKey)?) throws -> AerospikeSDK.Value {
        let child = try encoder.child(at: key)
        var map = MapValue()
        for (key, value) in self {
            map[try child.value(of: key, at: EntryKey())] = try child.value(of: value, at: EntryKey())
        }
        return .map(map)
    }
}
