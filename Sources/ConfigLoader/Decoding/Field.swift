/// A key of a section: the type of its value, and where the decoded value goes.
struct Field<Model: Sendable>: Sendable {
    /// What the key is for.
    let description: FieldDescription

    /// The type of value, as messages name it.
    let expected: String

    /// Decodes a value into the model, or notes what is wrong with it.
    let store: @Sendable (_ node: YAMLNode, _ place: Place, _ model: inout Model, _ problems: inout Problems) -> Void

    /// The key as it is written.
    var key: String { description.key }

    /// A field whose value is stored.
    ///
    /// - Parameters:
    ///   - meaning: What the value says, as a phrase without an end.
    ///   - fallback: What holds without the key, as a profile would write it.
    ///   - sharesProperty: Whether another key of the section sets the same.
    init<Value>(
        _ key: String,
        _ kind: ValueKind<Value>,
        _ property: any WritableKeyPath<Model, Value?> & Sendable,
        _ meaning: String,
        default fallback: String? = nil,
        isRequired: Bool = false,
        sharesProperty: Bool = false
    ) {
        self.init(key, kind, meaning, fallback, isRequired) { node, place, model, problems in
            guard let value = kind.decode(node, place, &problems) else { return }
            if sharesProperty, model[keyPath: property] != nil { return problems.setTwice(place) }
            model[keyPath: property] = value
        }
    }

    /// A field whose value is stored with its place.
    ///
    /// - Parameters:
    ///   - meaning: What the value says, as a phrase without an end.
    ///   - fallback: What holds without the key, as a profile would write it.
    init<Value>(
        _ key: String,
        _ kind: ValueKind<Value>,
        at property: any WritableKeyPath<Model, Located<Value>?> & Sendable,
        _ meaning: String,
        default fallback: String? = nil,
        isRequired: Bool = false
    ) {
        self.init(key, kind, meaning, fallback, isRequired) { node, place, model, problems in
            guard let value = kind.decode(node, place, &problems) else { return }
            model[keyPath: property] = Located(value, at: place.range(of: node))
        }
    }

    /// A field whose value is checked, but that this client does not act on.
    static func checked<Value>(_ key: String, _ kind: ValueKind<Value>, _ meaning: String) -> Field {
        Field(key, kind, "\(meaning); checked, but without effect yet", nil, false) { node, place, _, problems in
            _ = kind.decode(node, place, &problems)
        }
    }

    /// A field whose value goes where a closure puts it.
    init<Value>(
        _ key: String,
        _ kind: ValueKind<Value>,
        _ meaning: String,
        _ fallback: String? = nil,
        _ isRequired: Bool = false,
        store: @escaping @Sendable (YAMLNode, Place, inout Model, inout Problems) -> Void
    ) {
        self.description = FieldDescription(
            key: key, shape: kind.shape, meaning: meaning, fallback: fallback, isRequired: isRequired)
        self.expected = kind.expected
        self.store = store
    }
}

extension Problems {
    /// Notes a key that sets what another key of the section has set already.
    fileprivate mutating func setTwice(_ place: Place) {
        add(.duplicateKey, at: place.keyRange, "another key here already sets what '\(place.key)' sets")
    }
}
