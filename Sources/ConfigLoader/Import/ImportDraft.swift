/// What an import has come to so far: a profile's settings, and what could not become one.
struct ImportDraft {
    /// The profile, as far as it goes.
    private(set) var settings = SettingTree()

    /// What could not be carried over, or deserves a look.
    private(set) var notes: [ImportNote] = []

    /// What is wrong with the file itself.
    var problems = Problems()

    /// Sets a key of the profile; what is set already stays.
    ///
    /// - Parameters:
    ///   - path: The sections and the key, outermost first.
    ///   - value: The value as YAML.
    ///   - origin: The key that says so.
    mutating func set(_ path: [String], _ value: String, from origin: Place) {
        if let known = settings.set(path, value), known != value {
            note(origin, "another key sets \(path.joined(separator: ".").shown), and otherwise; it is left out")
        }
    }

    /// Notes what becomes of a key; never with its value, which may be a secret.
    mutating func note(_ origin: Place, _ text: String) {
        notes.append(ImportNote(line: origin.keyRange.start.line, text: "\(origin.key.shown): \(text)"))
    }

    /// Notes something that is in no line.
    mutating func note(_ text: String) { notes.append(ImportNote(line: nil, text: text)) }

    /// Carries the keys of a mapping over by a table.
    ///
    /// - Parameter sections: Where in the profile they go, each a path.
    mutating func carry(_ entries: [NamedNode], into sections: [[String]], _ rules: [ImportRule]) {
        for rule in rules {
            guard let entry = entries.first(where: { $0.name == rule.key }) else { continue }
            rule.carry(ForeignValue(node: entry.value, place: entry.place, sections: sections), &self)
        }
        let known = Set(rules.map(\.key))
        for entry in entries where !known.contains(entry.name) {
            note(entry.place, "no such key is known; it is left out")
        }
    }
}

/// A remark on what an import could not do.
struct ImportNote: Hashable, Sendable {
    /// The line of the file, or `nil` for a remark on the whole.
    var line: UInt32?
    var text: String

    /// The remark in one line, with nothing in it that could steer a terminal.
    var description: String { (line.map { "line \($0): \(text)" } ?? text).printable }
}

/// A value of the file that is imported.
struct ForeignValue {
    var node: YAMLNode
    var place: Place

    /// Where in the profile it may go.
    var sections: [[String]]

    /// The value where every scalar counts as written without quotes: other readers do not care.
    var plain: YAMLNode {
        var plain = node
        if case .scalar(let text, _) = node.content { plain.content = .scalar(text, isPlain: true) }
        return plain
    }
}
