/// The bins of a record, by name, in the order in which they were given or came from the server.
///
/// A record has few bins, so that looking one up by walking along them costs less than hashing its name. Where a name
/// stands more than once, as when several operations on one bin each have an answer, the last counts.
public struct Bins: Sendable {
    /// One bin.
    public struct Bin: Hashable, Sendable {
        /// The bin's name, at most 15 bytes of UTF-8.
        public var name: String
        /// The bin's value.
        public var value: Value

        /// Creates a bin.
        public init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    private var bins: [Bin]

    /// Creates an empty set of bins.
    public init() {
        bins = []
    }

    /// Creates bins from a dictionary, sorted by name.
    public init(_ dictionary: [String: Value]) {
        bins = dictionary.map { Bin($0.key, $0.value) }.sorted { $0.name < $1.name }
    }

    init(minimumCapacity: Int) {
        bins = []
        bins.reserveCapacity(minimumCapacity)
    }

    /// The bins that were read and are there.
    init(read bins: some Sequence<(String, Value)>) {
        self.bins = bins.compactMap { $1 == .null ? nil : Bin($0, $1) }
    }

    /// The names, in order.
    public var names: [String] { bins.map(\.name) }

    /// The bins as a dictionary.
    public var dictionary: [String: Value] {
        Dictionary(bins.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
    }

    /// The value of a bin; setting `nil` takes the bin out of this set.
    ///
    /// To remove a bin of a stored record, write the value `.null`.
    public subscript(name: String) -> Value? {
        get { bins.last { $0.name == name }?.value }
        set {
            let position = bins.lastIndex { $0.name == name }
            switch (position, newValue) {
            case (let position?, let value?): bins[position].value = value
            case (nil, let value?): bins.append(Bin(name, value))
            case (_, nil): bins.removeAll { $0.name == name }
            }
        }
    }

    /// Appends a bin without looking whether its name stands already.
    mutating func append(_ name: String, _ value: Value) {
        bins.append(Bin(name, value))
    }
}

extension Bins: RandomAccessCollection {
    /// Always 0.
    public var startIndex: Int { bins.startIndex }

    /// The number of bins.
    public var endIndex: Int { bins.endIndex }

    /// The bin at a position.
    public subscript(position: Int) -> Bin { bins[position] }
}

extension Bins: Hashable {
    /// Whether both hold the same bins, in whatever order.
    public static func == (one: Bins, other: Bins) -> Bool {
        one.dictionary == other.dictionary
    }

    /// Feeds the bins to a hasher, regardless of their order.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(dictionary)
    }
}

extension Bins: ExpressibleByDictionaryLiteral {
    /// Makes bins in the order written; of equal names the last counts.
    public init(dictionaryLiteral elements: (String, Value)...) {
        self.init(minimumCapacity: elements.count)
        for (name, value) in elements { self[name] = value }
    }
}

extension Bins: CustomStringConvertible {
    /// The bins as a literal would write them.
    public var description: String {
        guard !isEmpty else { return "[:]" }
        return "[\(bins.map { "\(String(reflecting: $0.name)): \($0.value)" }.joined(separator: ", "))]"
    }
}
