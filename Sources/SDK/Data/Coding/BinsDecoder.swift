/// Gives a type what it decodes, out of the bins of a record, or below them out of a value.
final class BinsDecoder: Decoder {
    private enum Content {
        case bins(Bins)
        case value(Value)
    }

    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]
    private let content: Content
    /// How many types that decode themselves stand around this place.
    private var depth: Int

    private init(_ content: Content, at path: [any CodingKey], depth: Int) {
        self.content = content
        self.codingPath = path
        self.depth = depth
    }

    /// Makes something of bins.
    static func make<Made: Decodable>(_ type: Made.Type, of bins: Bins) throws -> Made {
        try BinsDecoder(.bins(bins), at: [], depth: 0).read(type)
    }

    /// Makes something of the value that stands at a key, or in this decoder's own place when there is none.
    func make<Made: Decodable>(_ type: Made.Type, of value: Value, at key: (any CodingKey)?) throws -> Made {
        if let direct = type as? any DirectlyDecodable.Type,
            let made = try direct.made(of: value, by: self, at: key) as? Made
        {
            return made
        }
        return try child(value, at: key).read(type)
    }

    /// A decoder of the value that stands at a key.
    func child(_ value: Value, at key: (any CodingKey)?) throws -> BinsDecoder {
        try checkDepth()
        return BinsDecoder(.value(value), at: path(to: key), depth: depth + 1)
    }

    func path(to key: (any CodingKey)?) -> [any CodingKey] {
        key.map { codingPath + [$0] } ?? codingPath
    }

    /// Lets a type decode itself from here.
    func read<Made: Decodable>(_ type: Made.Type) throws -> Made {
        do {
            return try Made(from: self)
        } catch let error where error.codingProblem == nil {
            let problem = CodingProblem.thrown(error, by: type, "\(type) does not take the \(value.kind)")
            throw DecodingError.thrown(error, problem, at: error.codingPath ?? codingPath)
        }
    }

    private func checkDepth() throws {
        guard depth >= WireLimits.nestingDepth else { return }
        throw DecodingError.dataCorrupted(.init(.nestedTooDeep, at: codingPath))
    }

    /// The content as a value: bins are a map of their names.
    private var value: Value {
        switch content {
        case .value(let value): value
        case .bins(let bins): .map(MapValue(entries: bins.map { .init(key: .string($0.name), value: $0.value) }))
        }
    }

    private func unfit(_ type: Any.Type, _ expected: String) -> DecodingError {
        .unfit(value, for: type, .expected(expected, found: value), at: codingPath)
    }
}

extension BinsDecoder: SingleValueDecodingContainer {
    func container<Key>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        switch content {
        case .bins(let bins): return KeyedDecodingContainer(KeyedDecoder(self, DecodedEntries(bins)))
        case .value(.map(let map)): return KeyedDecodingContainer(KeyedDecoder(self, .map(map)))
        case .value: throw unfit(MapValue.self, "map")
        }
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        switch content {
        case .value(.list(let list)): return ListDecoder(self, .list(list))
        case .value(.blob(let bytes)): return ListDecoder(self, .bytes(bytes))
        default: throw unfit(ListValue.self, "list")
        }
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool {
        if case .value(.null) = content { true } else { false }
    }

    func decode(_ type: Int128.Type) throws -> Int128 { try make(type, of: value, at: nil) }

    func decode(_ type: UInt128.Type) throws -> UInt128 { try make(type, of: value, at: nil) }

    func decode<Made: Decodable>(_ type: Made.Type) throws -> Made {
        guard case .bins = content, !(type is any DirectlyDecodable.Type) else {
            return try make(type, of: value, at: nil)
        }
        try checkDepth()
        depth += 1
        defer { depth -= 1 }
        return try read(type)
    }
}
