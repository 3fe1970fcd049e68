/// What a type has encoded so far.
enum EncodedContent {
    case nothing
    /// Of a record.
    case bins(Bins)
    case map(MapValue)
    case list([Value])
    /// A list to which only bytes were added, and those all at once.
    case bytes([UInt8])
    case value(Value)

    /// Begins content of a kind, unless it has begun already.
    ///
    /// - Returns: Whether what there is, is of that kind.
    mutating func begin(_ fresh: EncodedContent) -> Bool {
        switch (self, fresh) {
        case (.nothing, _):
            self = fresh
            return true
        case (.bins, .bins), (.map, .map), (.list, .list), (.bytes, .list): return true
        default: return false
        }
    }

    // Each takes the content out before it changes it: what has one owner is changed in place.

    /// Adds an entry; in a map it takes the place of one with the same key, among bins the last of a name counts.
    mutating func add(_ value: Value, as name: String) {
        switch self {
        case .bins(var bins):
            self = .nothing
            bins.append(name, value)
            self = .bins(bins)
        case .map(var map):
            self = .nothing
            map[.string(name)] = value
            self = .map(map)
        default: break
        }
    }

    /// Puts a value where one was added to keep its place.
    mutating func replace(_ name: String, by value: Value) {
        switch self {
        case .bins(var bins):
            self = .nothing
            bins[name] = value
            self = .bins(bins)
        default: add(value, as: name)
        }
    }

    /// Adds an element.
    mutating func append(_ value: Value) {
        if case .bytes(let bytes) = self { self = .list(bytes.map { .integer(Int64($0)) }) }
        guard case .list(var elements) = self else { return }
        self = .nothing
        elements.append(value)
        self = .list(elements)
    }

    /// Adds bytes: a blob when there is nothing else, as from `Data` of Foundation.
    mutating func append(bytes added: some Sequence<UInt8>) {
        switch self {
        case .list(let elements) where elements.isEmpty: self = .bytes(Array(added))
        case .bytes(let bytes): self = .bytes(bytes + added)
        default: for byte in added { append(.integer(Int64(byte))) }
        }
    }

    /// Puts a value where one was added to keep its place.
    mutating func replace(_ index: Int, by value: Value) {
        guard case .list(var elements) = self, elements.indices.contains(index) else { return }
        self = .nothing
        elements[index] = value
        self = .list(elements)
    }

    /// The number of elements.
    var count: Int {
        switch self {
        case .list(let elements): elements.count
        case .bytes(let bytes): bytes.count
        default: 0
        }
    }

    /// The content as a value; a type that encoded nothing has no properties, as an empty map has no entries.
    var value: Value {
        switch self {
        case .nothing, .bins: .map(MapValue())
        case .map(let map): .map(map)
        case .list(let elements): .list(elements)
        case .bytes(let bytes): .blob(bytes)
        case .value(let value): value
        }
    }

    /// The content as bins.
    ///
    /// - Returns: `nil` when it is of another kind.
    var bins: Bins? {
        switch self {
        case .nothing: return Bins()
        case .bins(let bins): return bins
        case .value(.map(let map)):
            var bins = Bins(minimumCapacity: map.count)
            for entry in map {
                guard let name = entry.key.stringValue else { return nil }
                bins.append(name, entry.value)
            }
            return bins
        default: return nil
        }
    }
}
