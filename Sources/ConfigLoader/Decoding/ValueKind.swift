/// A type of value that a key may take: how to describe it, and how to decode it.
struct ValueKind<Value: Sendable>: Sendable {
    /// Decodes a node; notes what is wrong with it and returns `nil` when it is not such a value.
    typealias Decode = @Sendable (_ node: YAMLNode, _ place: Place, _ problems: inout Problems) -> Value?

    /// The type as messages and documentation name it, such as "a duration, such as 250ms, 1s, 5m or 2h".
    let expected: String

    /// What such values look like.
    let shape: ValueShape

    /// Decodes a node.
    let decode: Decode

    init(_ expected: String, _ shape: ValueShape, decode: @escaping Decode) {
        self.expected = expected
        self.shape = shape
        self.decode = decode
    }

    /// A type of value that is written as text with a grammar of its own.
    ///
    /// - Parameter parse: Turns the text into the value; notes what is wrong with it otherwise.
    static func parsed(
        _ expected: String,
        _ shape: ValueShape,
        _ parse: @escaping @Sendable (String, YAMLNode, Place, inout Problems) -> Value?
    ) -> ValueKind {
        ValueKind(expected, shape) { node, place, problems in
            guard case .scalar(let text, _) = node.content, !node.isNull, !text.isEmpty else {
                problems.wrongType(node, at: place, expected: expected)
                return nil
            }
            return parse(text, node, place, &problems)
        }
    }

    /// The same type, its values turned into something else.
    func map<Other: Sendable>(_ transform: @escaping @Sendable (Value) -> Other) -> ValueKind<Other> {
        ValueKind<Other>(expected, shape) { [decode] node, place, problems in
            decode(node, place, &problems).map(transform)
        }
    }
}
