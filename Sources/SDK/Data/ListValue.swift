/// A list of values, with the order that the server keeps it in.
public struct ListValue: Hashable, Sendable {
    /// How a server keeps a list; the flag that the list carries on the wire.
    public struct Order: RawRepresentable, Hashable, Sendable {
        /// The flag on the wire.
        public let rawValue: UInt8

        /// Wraps a flag, known or not.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// In the order in which elements were added.
        public static let unordered = Order(rawValue: 0)
        /// By value.
        public static let ordered = Order(rawValue: 1)
    }

    /// The elements.
    public var elements: [Value]

    /// How the server keeps them.
    public var order: Order

    /// Creates a list.
    public init(_ elements: [Value], order: Order = .unordered) {
        self.elements = elements
        self.order = order
    }
}

extension ListValue: RandomAccessCollection, MutableCollection {
    /// Always 0.
    public var startIndex: Int { elements.startIndex }

    /// The number of elements.
    public var endIndex: Int { elements.endIndex }

    /// The element at a position.
    public subscript(position: Int) -> Value {
        get { elements[position] }
        set { elements[position] = newValue }
    }
}

extension ListValue: ExpressibleByArrayLiteral {
    /// Makes an unordered list.
    public init(arrayLiteral elements: Value...) { self.init(elements) }
}
