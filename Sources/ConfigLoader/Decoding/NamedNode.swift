/// An entry of a mapping whose key has proved to be a name.
struct NamedNode {
    var place: Place
    var value: YAMLNode

    var name: String { place.key }

    /// The alias by which the entry, or its value, comes from elsewhere, and what it stands for.
    var repetition: Repetition?
}

extension YAMLNode {
    /// Goes through the entries of a mapping, each name once and in the order of the file.
    ///
    /// Entries with a key that is no name, or with the name of an earlier entry, are noted and left out.
    ///
    /// - Returns: Where the names stand; `nil`, and a note, when the node is not a mapping.
    func forEachEntry(
        at place: Place,
        expected: String,
        _ problems: inout Problems,
        _ body: (NamedNode, inout Problems) -> Void
    ) -> KeyPlaces? {
        guard case .mapping(let entries) = content else {
            problems.wrongType(self, at: place, expected: expected)
            return nil
        }
        var places = KeyPlaces(for: entries.count)
        for entry in entries where !problems.isFull {
            guard let name = entry.key.name(&problems) else { continue }
            if let first = places.note(name, at: entry.key.range) {
                problems.add(
                    .duplicateKey, at: entry.key.range, "\(name.quoted) stands twice here",
                    notes: [Located("it stands here first", at: first)])
                continue
            }
            let place = Place(key: name, keyRange: entry.key.range)
            body(NamedNode(place: place, value: entry.value, repetition: Repetition(entry)), &problems)
        }
        return places
    }

    /// The entries of a mapping, each name once and in the order of the file.
    ///
    /// - Returns: `nil`, and a note, when the node is not a mapping.
    func entries(at place: Place, expected: String, _ problems: inout Problems) -> [NamedNode]? {
        var entries: [NamedNode] = []
        let places = forEachEntry(at: place, expected: expected, &problems) { entry, _ in entries.append(entry) }
        return places == nil ? nil : entries
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
