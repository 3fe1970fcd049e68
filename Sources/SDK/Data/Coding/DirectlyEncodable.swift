/// A type that becomes a value without encoding itself.
///
/// Left to themselves, bytes would become a list of integers, and the integer keys of a dictionary texts.
protocol DirectlyEncodable: Encodable {
    /// The value that is to stand at a key of what an encoder holds, or in its place when there is no key.
    func value(by encoder: BinsEncoder, at key: (any CodingKey)?) throws -> Value
}

extension Bool: DirectlyEncodable {
    func value(by encoder: BinsEncoder, at key: (any CodingKey)?) -> Value { .boolean(self) }
}

extension String: DirectlyEncodable {
    func value(by encoder: BinsEncoder, at key: (any CodingKey)?) -> Value { .string(self) }
}

extension Double: DirectlyEncodable {
    func value(by encoder: BinsEncoder, at key: (any CodingKey)?) -> Value { .double(self) }
}

extension Float: DirectlyEncodable {
    func value(by encoder: BinsEncoder, at key: (any CodingKey)?) -> Value { .double(Double(self)) }
}

extension Int: DirectlyEncodable {}
extension Int8: DirectlyEncodable {}
extension Int16: DirectlyEncodable {}
extension Int32: DirectlyEncodable {}
extension Int64: DirectlyEncodable {}
extension Int128: DirectlyEncodable {}
extension UInt: DirectlyEncodable {}
extension UInt8: DirectlyEncodable {}
extension UInt16: DirectlyEncodable {}
extension UInt32: DirectlyEncodable {}
extension UInt64: DirectlyEncodable {}
extension UInt128: DirectlyEncodable {}

extension DirectlyEncodable where Self: BinaryInteger {
    func value(by encoder: BinsEncoder, at key: (any CodingKey)?) throws -> Value {
        if let number = Int64(exactly: self) { return .integer(number) }
        let problem = CodingProblem("servers keep integers from -2^63 to 2^63-1; the number is outside")
        throw EncodingError.refused(self, problem, at: encoder.path(to: key))
    }
}

extension Array: DirectlyEncodable where Element == UInt8 {
    func value(by encoder: BinsEncoder, at key: (any CodingKey)?) -> Value { .blob(self) }
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

extension Value: DirectlyEncodable {
    func value(by encoder: BinsEncoder, at key: (any CodingKey)?) -> Value { self }
}

extension ListValue: DirectlyEncodable {
    func value(by encoder: BinsEncoder, at key: (any CodingKey)?) -> Value { .list(self) }
}

extension MapValue: DirectlyEncodable {
    func value(by encoder: BinsEncoder, at key: (any CodingKey)?) -> Value { .map(self) }
}
