/// A mapping with known keys: the table of its fields, and the rules that bind several of them.
///
/// The tables are the one description of the format: the decoder, suggestions and the reference of keys read them.
struct Section<Model: Sendable>: Sendable {
    /// Which keys of a section stand in the file, and where.
    typealias Given = KeyPlaces

    /// Notes what is wrong with the section as a whole.
    typealias Check = @Sendable (_ model: Model, _ given: Given, _ place: Place, _ problems: inout Problems) -> Void

    /// Where the section stands, such as `cluster.tls`; empty for the profile itself.
    let path: String

    /// The keys in the order in which they are documented.
    let keys: [String]

    private let empty: Model
    private let fields: [Field<Model>]
    private let required: [Field<Model>]
    /// The section as messages name it.
    private let expected: String
    private let check: Check

    init(_ path: String, _ empty: Model, _ fields: [Field<Model>], check: @escaping Check = { _, _, _, _ in }) {
        self.path = path
        self.empty = empty
        self.fields = fields
        required = fields.filter(\.description.isRequired)
        keys = fields.map(\.key)
        expected = "a mapping with the \(keys.count == 1 ? "key" : "keys") \(keys.formattedAsChoice)"
        self.check = check
    }

    /// What the section consists of.
    var description: SectionDescription { SectionDescription(path: path, fields: fields.map(\.description)) }

    /// The section as a type of value.
    var kind: ValueKind<Model> {
        ValueKind(expected, .section(description)) { node, place, problems in
            decode(node, at: place, &problems)
        }
    }

    /// Decodes a mapping; `nil`, and a note, when the node is not one.
    func decode(_ node: YAMLNode, at place: Place, _ problems: inout Problems) -> Model? {
        var model = empty
        return decode(node, at: place, into: &model, &problems) ? model : nil
    }

    /// Decodes a mapping into a model that is empty yet.
    ///
    /// - Returns: Whether the node is a mapping; otherwise that is noted.
    func decode(_ node: YAMLNode, at place: Place, into model: inout Model, _ problems: inout Problems) -> Bool {
        var meant: [Located<String>] = []
        let places = node.forEachEntry(at: place, expected: expected, &problems) { place, value, problems in
            // What one layer takes away may be in another.
            if problems.checksOnlyValues, value.takesAway { return }
            decode(value, at: place, into: &model, &meant, &problems)
        }
        guard var given = places else { return false }
        for key in meant { given.note(key.value, at: key.range) }
        // What a layer lacks, another may have.
        if problems.checksOnlyValues || problems.incomplete.contains(node.range) { return true }
        // A misspelt 'extends' or 'like' would have brought what is not known.
        let inherits = meant.contains { [ProfileContents.extendsKey, ClusterSection.likeKey].contains($0.value) }
        if inherits { return true }
        for field in required where given[field.key] == nil {
            problems.add(
                .missingKey, at: place.keyRange, "\(place.key.quoted) lacks the key '\(field.key)'",
                expected: field.expected)
        }
        check(model, given, place, &problems)
        return true
    }

    private func decode(
        _ value: YAMLNode,
        at place: Place,
        into model: inout Model,
        _ meant: inout [Located<String>],
        _ problems: inout Problems
    ) {
        if let index = keys.firstIndex(where: { $0.isSame(as: place.key) }) {
            fields[index].store(value, place, &model, &problems)
        } else if let key = problems.unknownKey(place, in: path, keys: keys) {
            // A misspelt key is one problem; that the right one is missing would be the same problem again.
            meant.append(Located(key, at: place.keyRange))
        }
    }
}

extension Problems {
    /// Notes two keys of a section that say the same in two ways.
    mutating func exclude(_ one: String, _ other: String, in given: KeyPlaces) {
        guard let first = given[one], let second = given[other] else { return }
        let (earlier, later) = first.isBefore(second) ? (first, second) : (second, first)
        add(
            .contradiction, at: later, "'\(one)' and '\(other)' exclude each other",
            notes: [Located("the other stands here", at: earlier)])
    }

    /// Notes a key that a section does not have, with the key or the section that was probably meant.
    ///
    /// - Returns: The key of this section that was probably meant.
    fileprivate mutating func unknownKey(_ place: Place, in path: String, keys: [String]) -> String? {
        let homes = ProfileFormat.sections(with: place.key)
        let nearest = homes.isEmpty ? EditDistance.nearest(to: place.key, among: keys) : nil
        let section = path.isEmpty ? "" : " in '\(path)'"
        add(
            .unknownKey, at: place.keyRange, "unknown key \(place.key.quoted)\(section)",
            expected: homes.isEmpty && nearest == nil ? keys.formattedAsChoice : nil,
            suggestion: nearest,
            help: homes.isEmpty ? nil : "'\(place.key)' belongs in \(homes.map { "'\($0)'" }.formattedAsChoice)"
        )
        return nearest
    }
}
