/// A map of values to values, its entries in the order in which they were added or came from the server.
///
/// Two maps are equal when they hold the same entries and are kept in the same order by the server, whatever the
/// order in which their entries stand here.
public struct MapValue: Sendable {
    /// How a server keeps a map; the flag that the map carries on the wire.
    public struct Order: RawRepresentable, Hashable, Sendable {
        /// The flag on the wire.
        public let rawValue: UInt8

        /// Wraps a flag, known or not.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// In no order.
        public static let unordered = Order(rawValue: 0)
        /// By key.
        public static let keyOrdered = Order(rawValue: 1)
        /// By key, with an index by value.
        public static let keyValueOrdered = Order(rawValue: 3)
    }

    /// One entry.
    public struct Entry: Hashable, Sendable {
        /// The key.
        public var key: Value
        /// The value.
        public var value: Value

        /// Creates an entry.
        public init(key: Value, value: Value) {
            self.key = key
            self.value = value
        }
    }

    /// The entries, in order.
    public private(set) var entries: [Entry]

    /// How the server keeps them.
    public var order: Order

    /// The position of each key in `entries`, or `nil` while they are so few that walking along them costs less.
    private var positions: [Value: Int]?

    /// The most entries that are walked along.
    private static let walkedCount = 8

    /// Creates a map of a dictionary's entries.
    public init(_ dictionary: [Value: Value], order: Order = .unordered) {
        self.init(order: order)
        for (key, value) in dictionary { self[key] = value }
    }

    /// Creates a map of entries in a given order; of equal keys the last counts.
    public init(entries: some Sequence<Entry>, order: Order = .unordered) {
        self.init(order: order)
        self.entries.reserveCapacity(entries.underestimatedCount)
        for entry in entries { self[entry.key] = entry.value }
    }

    /// Creates an empty map.
    public init(order: Order = .unordered) {
        self.entries = []
        self.order = order
    }

    /// The value of a key; setting `nil` removes the entry.
    public subscript(key: Value) -> Value? {
        get { position(of: key).map { entries[$0].value } }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?):
                entries[position].value = value
            case (let position?, nil):
                entries.remove(at: position)
                positions?[key] = nil
                for index in position..<entries.count { note(entries[index].key, at: index) }
            case (nil, let value?):
                if positions == nil, entries.count == Self.walkedCount || key.isCollection { noteAll() }
                note(key, at: entries.count)
                entries.append(Entry(key: key, value: value))
            case (nil, nil):
                break
            }
        }
    }

    private func position(of key: Value) -> Int? {
        if let positions { positions[key] } else { entries.firstIndex { $0.key == key } }
    }

    /// Begins to note where keys stand.
    ///
    /// Comparing keys that are collections with each other could take long; hashing each does not.
    private mutating func noteAll() {
        positions = [:]
        for (index, entry) in entries.enumerated() { note(entry.key, at: index) }
    }

    /// Notes where a key stands, unless it is or holds a number that is not one (NaN).
    ///
    /// Such a key equals nothing, itself included: noting it would never find it again, and many of them, all of one
    /// hash, would make every further one slower.
    private mutating func note(_ key: Value, at position: Int) {
        if positions != nil, key.equalsItself { positions?[key] = position }
    }
}

extension MapValue: RandomAccessCollection {
    /// Always 0.
    public var startIndex: Int { entries.startIndex }

    /// The number of entries.
    public var endIndex: Int { entries.endIndex }

    /// The entry at a position.
    public subscript(position: Int) -> Entry { entries[position] }
}

extension MapValue: Hashable {
    /// Whether both hold the same entries and are kept in the same order by the server.
    public static func == (one: MapValue, other: MapValue) -> Bool {
        one.order == other.order && one.count == other.count && one.entries.allSatisfy { other[$0.key] == $0.value }
    }

    /// Feeds the entries to a hasher, regardless of the order in which they stand.
    ///
    /// Each entry is hashed once, by itself, and the results are added up: nesting must not multiply the work.
    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for entry in entries { sum &+= entry.hashValue }
        hasher.combine(order)
        hasher.combine(entries.count)
        hasher.combine(sum)
    }
}

extension MapValue: ExpressibleByDictionaryLiteral {
    /// Makes an unordered map, its entries in the order written; of equal keys the last counts.
    public init(dictionaryLiteral elements: (Value, Value)...) {
        self.init(order: .unordered)
        for (key, value) in elements { self[key] = value }
    }
}

extension Value {
    fileprivate var isCollection: Bool {
        switch self {
        case .list, .map: true
        default: false
        }
    }

    /// Whether the value neither is nor holds a number that is not one; `==` with itself would hash every map within.
    fileprivate var equalsItself: Bool {
        switch self {
        case .double(let number): !number.isNaN
        case .list(let list): list.elements.allSatisfy(\.equalsItself)
        case .map(let map): map.entries.allSatisfy { $0.key.equalsItself && $0.value.equalsItself }
        default: true
        }
    }
}
