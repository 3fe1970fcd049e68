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
        let places = KeyPlaces(of: entries)
        for position in entries.indices where !problems.isFull {
            guard let name = entries[position].key.name else {
                entries[position].key.refuse(asName: &problems)
                continue
            }
            let place = Place(key: name, keyRange: entries[position].key.range)
            if let first = places.repeated(name, at: position) {
                problems.add(
                    .duplicateKey, at: place.keyRange, "\(name.quoted) stands twice here",
                    notes: [Located("it stands here first", at: first)])
                continue
            }
            let repetition = Repetition(entries[position])
            body(NamedNode(place: place, value: entries[position].value, repetition: repetition), &problems)
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

    /// Notes why a key names nothing.
    private func refuse(asName problems: inout Problems) {
        guard case .scalar = content else {
            return problems.add(.unsupportedYAML, at: range, "a key must be text")
        }
        problems.add(.unsupportedYAML, at: range, "a key must not be empty")
    }
}
