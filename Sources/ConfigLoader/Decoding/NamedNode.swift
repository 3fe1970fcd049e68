/// An entry of a mapping whose key has proved to be a name.
struct NamedNode {
    var place: Place
    var value: YAMLNode

    var name: String { place.key }
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
        _ body: (_ place: Place, _ value: YAMLNode, inout Problems) -> Void
    ) -> KeyPlaces? {
        guard case .mapping(let entries) = content else {
            problems.wrongType(self, at: place, expected: expected)
            return nil
        }
        let places = KeyPlaces(of: entries)
        // The span lends each entry, where the array would copy it.
        let span = entries.span
        for position in span.indices where !problems.isFull {
            guard let place = span[position].key.place(in: places, at: position, &problems) else { continue }
            let known = problems.found.count
            body(place, span[position].value, &problems)
            problems.note(Repetition(span[position]), since: known)
        }
        return places
    }

    /// The entries of a mapping, each name once and in the order of the file.
    ///
    /// - Returns: `nil`, and a note, when the node is not a mapping.
    func entries(at place: Place, expected: String, _ problems: inout Problems) -> [NamedNode]? {
        var entries: [NamedNode] = []
        let places = forEachEntry(at: place, expected: expected, &problems) { place, value, _ in
            entries.append(NamedNode(place: place, value: value))
        }
        return places == nil ? nil : entries
    }

    /// What a key is called, and where; `nil`, and a note, for one that is no name, or that of an earlier entry.
    private func place(in places: KeyPlaces, at position: Int, _ problems: inout Problems) -> Place? {
        guard let name else {
            refuse(asName: &problems)
            return nil
        }
        guard let first = places.repeated(name, at: position) else { return Place(key: name, keyRange: range) }
        problems.add(
            .duplicateKey, at: range, "\(name.quoted) stands twice here",
            notes: [Located("it stands here first", at: first)])
        return nil
    }

    /// Notes why a key names nothing.
    private func refuse(asName problems: inout Problems) {
        guard case .scalar = content else {
            return problems.add(.unsupportedYAML, at: range, "a key must be text")
        }
        problems.add(.unsupportedYAML, at: range, "a key must not be empty")
    }
}
