/// An entry of a mapping whose key has proved to be a name.
struct NamedNode {
    var place: Place
    var value: YAMLNode

    var name: String { place.key }

    /// The alias by which the entry, or its value, comes from elsewhere, and what it stands for.
    var repetition: Repetition?
}

extension YAMLNode {
    /// The entries of a mapping, each name once and in the order of the file.
    ///
    /// Entries with a key that is no name, or with the name of an earlier entry, are noted and left out.
    ///
    /// - Returns: `nil`, and a note, when the node is not a mapping.
    func entries(at place: Place, expected: String, _ problems: inout Problems) -> [NamedNode]? {
        guard case .mapping(let entries) = content else {
            problems.wrongType(self, at: place, expected: expected)
            return nil
        }
        var firstPlaces: [String: SourceRange] = [:]
        var named: [NamedNode] = []
        for entry in entries {
            guard let name = entry.key.name(&problems) else { continue }
            if let first = firstPlaces[name] {
                problems.add(
                    .duplicateKey, at: entry.key.range, "\(name.quoted) stands twice here",
                    notes: [Located("it stands here first", at: first)])
                continue
            }
            firstPlaces[name] = entry.key.range
            let place = Place(key: name, keyRange: entry.key.range)
            named.append(
                NamedNode(
                    place: place, value: entry.value,
                    repetition: Repetition(entry)))
        }
        return named
    }

    /// The text of a key, or `nil`, and a note, when it is not text.
    private func name(_ problems: inout Problems) -> String? {
        guard case .scalar(let text, _) = content else {
            problems.add(.unsupportedYAML, at: range, "a key must be text")
            return nil
        }
        guard !isNull, !text.isEmpty else {
            problems.add(.unsupportedYAML, at: range, "a key must not be empty")
            return nil
        }
        return text
    }
}
