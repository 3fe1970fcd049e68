/// What a type finds by key: the bins of a record, or the entries of a map.
enum DecodedEntries {
    case bins(Bins)
    /// Many bins, with the place of each name.
    case manyBins(Bins, [String: Int])
    case map(MapValue)

    /// The most bins that are searched one by one.
    private static let searchedCount = 16

    init(_ bins: Bins) {
        guard bins.count > Self.searchedCount else {
            self = .bins(bins)
            return
        }
        self = .manyBins(
            bins, Dictionary(zip(bins.lazy.map(\.name), bins.indices), uniquingKeysWith: { _, last in last }))
    }

    /// The value of a key; a map may have texts as keys, or integers where the key is one.
    subscript(key: some CodingKey) -> Value? {
        switch self {
        case .bins(let bins): bins[key.stringValue]
        case .manyBins(let bins, let places): places[key.stringValue].map { bins[$0].value }
        case .map(let map): map[.string(key.stringValue)] ?? key.intValue.flatMap { map[.integer(Int64($0))] }
        }
    }

    /// The keys that are there, of those that a type knows.
    func keys<Key: CodingKey>() -> [Key] {
        switch self {
        case .bins(let bins): bins.compactMap { Key(stringValue: $0.name) }
        case .manyBins(_, let places): places.keys.compactMap { Key(stringValue: $0) }
        case .map(let map): map.compactMap { Key($0.key) }
        }
    }
}

extension CodingKey {
    fileprivate init?(_ key: Value) {
        switch key {
        case .string(let name): self.init(stringValue: name)
        case .integer(let number): self.init(intValue: Int(number))
        default: return nil
        }
    }
}
