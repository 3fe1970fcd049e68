/// What a type has encoded so far: of one kind, each of which is changed in place.
struct EncodedContent {
    enum Kind {
        case nothing
        /// Of a record.
        case bins
        case map
        case list
        /// A list to which only bytes were added, all at once each time.
        case bytes
        case value
    }

    private(set) var kind = Kind.nothing
    private var bins = Bins()
    private var map = MapValue()
    private var list: [Value] = []
    private var bytes: [UInt8] = []
    private var single = Value.null

    /// The number of bins for which there is room at once; most types have no more.
    private static let expectedBins = 8

    /// Begins content of a kind, unless it has begun already.
    ///
    /// - Returns: Whether what there is, is of that kind.
    mutating func begin(_ kind: Kind) -> Bool {
        guard self.kind == .nothing else { return self.kind == kind || self.kind == .bytes && kind == .list }
        self.kind = kind
        if kind == .bins { bins = Bins(minimumCapacity: Self.expectedBins) }
        return true
    }

    /// Makes one value the content.
    mutating func set(_ value: Value) {
        kind = .value
        single = value
    }

    /// Adds an entry; in a map it takes the place of one with the same key, among bins the last of a name counts.
    mutating func add(_ value: Value, as name: String) {
        if kind == .bins { bins.append(name, value) } else { map[.string(name)] = value }
    }

    /// Puts a value where one was added to keep its place.
    mutating func replace(_ name: String, by value: Value) {
        if kind == .bins { bins[name] = value } else { map[.string(name)] = value }
    }

    /// Adds an element.
    mutating func append(_ value: Value) {
        if kind == .bytes {
            kind = .list
            list = bytes.map { .integer(Int64($0)) }
        }
        list.append(value)
    }

    /// Adds bytes: a blob when there is nothing else, as from `Data` of Foundation.
    mutating func append(bytes added: some Sequence<UInt8>) {
        if kind == .list, list.isEmpty { kind = .bytes }
        if kind == .bytes {
            bytes.append(contentsOf: added)
        } else {
            for byte in added { list.append(.integer(Int64(byte))) }
        }
    }

    /// Puts a value where one was added to keep its place.
    mutating func replace(_ index: Int, by value: Value) {
        if list.indices.contains(index) { list[index] = value }
    }

    /// The number of elements.
    var count: Int { kind == .bytes ? bytes.count : list.count }

    /// The content as a value; a type that encoded nothing has no properties, as an empty map has no entries.
    var value: Value {
        switch kind {
        case .nothing, .bins, .map: .map(map)
        case .list: .list(list)
        case .bytes: .blob(bytes)
        case .value: single
        }
    }

    /// The content as a record.
    ///
    /// - Returns: `nil` when it is of another kind.
    var record: Bins? {
        switch kind {
        case .nothing, .bins: bins
        case .value: single.mapValue.flatMap { Bins($0) }
        case .map, .list, .bytes: nil
        }
    }
}

extension Bins {
    /// Makes bins of entries whose keys are texts.
    fileprivate init?(_ map: MapValue) {
        self.init(minimumCapacity: map.count)
        for entry in map {
            guard let name = entry.key.stringValue else { return nil }
            append(name, entry.value)
        }
    }
}
