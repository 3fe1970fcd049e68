/// A key of a section: the type of its value, and where the decoded value goes.
struct Field<Model: Sendable>: Sendable {
    /// The key as it is written.
    let key: String

    /// The type of value, as messages name it.
    let expected: String

    /// Whether the section is incomplete without the key.
    let isRequired: Bool

    /// Decodes a value into the model, or notes what is wrong with it.
    let store: @Sendable (_ node: YAMLNode, _ place: Place, _ model: inout Model, _ problems: inout Problems) -> Void

    /// A field whose value is stored.
    init<Value>(
        _ key: String,
        _ kind: ValueKind<Value>,
        _ property: any WritableKeyPath<Model, Value?> & Sendable,
        isRequired: Bool = false
    ) {
        self.init(key, kind.expected, isRequired: isRequired) { node, place, model, problems in
            guard let value = kind.decode(node, place, &problems) else { return }
            guard model[keyPath: property] == nil else { return problems.setTwice(place) }
            model[keyPath: property] = value
        }
    }

    /// A field whose value is stored with its place.
    init<Value>(
        _ key: String,
        _ kind: ValueKind<Value>,
        at property: any WritableKeyPath<Model, Located<Value>?> & Sendable,
        isRequired: Bool = false
    ) {
        self.init(key, kind.expected, isRequired: isRequired) { node, place, model, problems in
            guard let value = kind.decode(node, place, &problems) else { return }
            guard model[keyPath: property] == nil else { return problems.setTwice(place) }
            model[keyPath: property] = Located(value, at: place.range(of: node))
        }
    }

    /// A field whose value is checked, but that this client does not act on.
    static func checked<Value>(_ key: String, _ kind: ValueKind<Value>) -> Field {
        Field(key, kind.expected, isRequired: false) { node, place, _, problems in
            _ = kind.decode(node, place, &problems)
        }
    }

    private init(
        _ key: String,
        _ expected: String,
        isRequired: Bool,
        store: @escaping @Sendable (YAMLNode, Place, inout Model, inout Problems) -> Void
    ) {
        self.key = key
        self.expected = expected
        self.isRequired = isRequired
        self.store = store
    }
}

extension Problems {
    /// Notes a key that sets what another key of the section has set already.
    fileprivate mutating func setTwice(_ place: Place) {
        add(.duplicateKey, at: place.keyRange, "another key here already sets what '\(place.key)' sets")
    }
}
