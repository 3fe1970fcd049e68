extension Value: ExpressibleByNilLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    /// Makes a null, which removes a bin when it is written.
    public init(nilLiteral: ()) { self = .null }

    /// Makes an integer.
    public init(integerLiteral value: Int64) { self = .integer(value) }

    /// Makes a floating point number.
    public init(floatLiteral value: Double) { self = .double(value) }
}

extension Value: ExpressibleByBooleanLiteral, ExpressibleByStringInterpolation {
    /// Makes a truth value.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }

    /// Makes a text.
    public init(stringLiteral value: String) { self = .string(value) }
}

extension Value: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    /// Makes a list in the order written.
    public init(arrayLiteral elements: Value...) { self = .list(ListValue(elements)) }

    /// Makes an unordered map, its entries in the order written; of equal keys the last counts.
    public init(dictionaryLiteral elements: (Value, Value)...) {
        var map = MapValue()
        for (key, value) in elements { map[key] = value }
        self = .map(map)
    }
}

extension Value {
    /// Makes an integer of any width.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` when the number does not fit 64 bits with a sign.
    public init(_ integer: some BinaryInteger) throws(AerospikeError) {
        guard let value = Int64(exactly: integer) else {
            throw AerospikeError(.invalidArgument, "an integer bin holds -2^63 to 2^63-1; the number is outside")
        }
        self = .integer(value)
    }

    /// Makes an integer.
    public init(_ integer: Int) { self = .integer(Int64(integer)) }

    /// Makes a floating point number.
    public init(_ number: Double) { self = .double(number) }

    /// Makes a floating point number; no digit is lost.
    public init(_ number: Float) { self = .double(Double(number)) }

    /// Makes a truth value.
    public init(_ truth: Bool) { self = .boolean(truth) }

    /// Makes a text.
    public init(_ text: String) { self = .string(text) }

    /// Makes a blob.
    public init(_ bytes: [UInt8]) { self = .blob(bytes) }
}
