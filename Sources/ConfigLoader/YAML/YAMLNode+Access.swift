extension YAMLNode {
    /// The text of a scalar.
    var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    /// The entries of a mapping.
    var mapping: [Entry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    /// The first entry of a mapping that has a key.
    func entry(_ key: String) -> Entry? { mapping?.first { $0.key.text == key } }

    /// Whether the node says in so many words that there is no value, rather than that one was forgotten.
    var takesAway: Bool { isNull && text?.isEmpty == false }

    /// How many scalars, lists and mappings the node consists of.
    var weight: Int {
        switch content {
        case .scalar: 1
        case .sequence(let elements): elements.reduce(1) { $0 + $1.weight }
        case .mapping(let entries): entries.reduce(1) { $0 + $1.key.weight + $1.value.weight }
        }
    }
}
