/// What a type reads by key: bins, or entries of a map.
struct KeyedDecoder<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let decoder: BinsDecoder
    private let entries: DecodedEntries

    init(_ decoder: BinsDecoder, _ entries: DecodedEntries) {
        self.decoder = decoder
        self.entries = entries
    }

    var codingPath: [any CodingKey] { decoder.codingPath }

    var allKeys: [Key] { entries.keys() }

    func contains(_ key: Key) -> Bool { entries[key] != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try value(key).isNull }

    func decode<Made: PlainlyDecodable>(_ type: Made.Type, forKey key: Key) throws -> Made {
        try plain(value(key), at: key)
    }

    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try plain(value(key), at: key) }

    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try plain(value(key), at: key) }

    func decode<Made: Decodable>(_ type: Made.Type, forKey key: Key) throws -> Made {
        try decoder.make(type, of: value(key), at: key)
    }

    func decodeIfPresent<Made: Decodable>(_ type: Made.Type, forKey key: Key) throws -> Made? {
        guard let value = entries[key], !value.isNull else { return nil }
        return try decoder.make(type, of: value, at: key)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try decoder.child(value(key), at: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder.child(value(key), at: key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        try decoder.child(entries[SuperKey.super] ?? .null, at: SuperKey.super)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder {
        try decoder.child(entries[key] ?? .null, at: key)
    }

    private func plain<Made: PlainlyDecodable>(_ value: Value, at key: Key) throws -> Made {
        do throws(CodingProblem) {
            return try Made(plain: value)
        } catch {
            throw DecodingError.unfit(value, for: Made.self, error, at: decoder.path(to: key))
        }
    }

    private func value(_ key: Key) throws -> Value {
        if let value = entries[key] { return value }
        let problem = CodingProblem("it is missing", advice: "make the property optional where records may lack it")
        throw DecodingError.keyNotFound(key, .init(problem, at: decoder.path(to: key)))
    }
}

/// What a type reads in a row: the elements of a list, or the bytes of a blob.
struct ListDecoder: UnkeyedDecodingContainer {
    enum Elements {
        case list(ListValue)
        case bytes([UInt8])
    }

    private let decoder: BinsDecoder
    private let elements: Elements
    private(set) var currentIndex = 0

    init(_ decoder: BinsDecoder, _ elements: Elements) {
        self.decoder = decoder
        self.elements = elements
    }

    var codingPath: [any CodingKey] { decoder.codingPath }

    var count: Int? { length }

    var isAtEnd: Bool { currentIndex >= length }

    private var length: Int {
        switch elements {
        case .list(let list): list.count
        case .bytes(let bytes): bytes.count
        }
    }

    mutating func decodeNil() throws -> Bool {
        let isNull = try value().isNull
        if isNull { currentIndex += 1 }
        return isNull
    }

    mutating func decode<Made: Decodable>(_ type: Made.Type) throws -> Made { try next(type) }

    mutating func decode(_ type: Int128.Type) throws -> Int128 { try next(type) }

    mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try next(type) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try passing { decoder, value, key in try decoder.child(value, at: key).container(keyedBy: type) }
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try passing { decoder, value, key in try decoder.child(value, at: key).unkeyedContainer() }
    }

    mutating func superDecoder() throws -> any Decoder {
        try passing { decoder, value, key in try decoder.child(value, at: key) }
    }

    private mutating func next<Made: Decodable>(_ type: Made.Type) throws -> Made {
        try passing { decoder, value, key in try decoder.make(type, of: value, at: key) }
    }

    /// Makes something of the element that is due, and passes on to the next only when that succeeds.
    private mutating func passing<Made>(
        _ make: (BinsDecoder, Value, ElementKey) throws -> Made
    ) throws -> Made {
        let made = try make(decoder, value(), ElementKey(currentIndex))
        currentIndex += 1
        return made
    }

    private func value() throws -> Value {
        guard !isAtEnd else {
            let problem = CodingProblem("expected another element, found the end of the list")
            throw DecodingError.valueNotFound(
                Value.self, .init(problem, at: decoder.path(to: ElementKey(currentIndex))))
        }
        switch elements {
        case .list(let list): return list[currentIndex]
        case .bytes(let bytes): return .integer(Int64(bytes[currentIndex]))
        }
    }
}
