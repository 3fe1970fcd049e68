/// A mapping with known keys: the table of its fields, and the rules that bind several of them.
///
/// The tables are the one description of the format: the decoder, suggestions and the reference of keys read them.
struct Section<Model: Sendable>: Sendable {
    /// Which keys of a section stand in the file, and where.
    typealias Given = [String: SourceRange]

    /// Notes what is wrong with the section as a whole.
    typealias Check = @Sendable (_ model: Model, _ given: Given, _ place: Place, _ problems: inout Problems) -> Void

    /// Where the section stands, such as `cluster.tls`; empty for the profile itself.
    let path: String

    private let empty: Model
    private let fields: [Field<Model>]
    private let check: Check

    init(_ path: String, _ empty: Model, _ fields: [Field<Model>], check: @escaping Check = { _, _, _, _ in }) {
        self.path = path
        self.empty = empty
        self.fields = fields
        self.check = check
    }

    /// The keys in the order in which they are documented.
    var keys: [String] { fields.map(\.key) }

    /// What the section consists of.
    var description: SectionDescription { SectionDescription(path: path, fields: fields.map(\.description)) }

    /// The section as a type of value.
    var kind: ValueKind<Model> {
        ValueKind("a mapping with the keys \(keys.formattedAsChoice)", .section(description)) { node, place, problems in
            decode(node, at: place, &problems)
        }
    }

    /// Decodes a mapping; `nil`, and a note, when the node is not one.
    func decode(_ node: YAMLNode, at place: Place, _ problems: inout Problems) -> Model? {
        guard let entries = node.entries(at: place, expected: "a mapping", &problems) else { return nil }
        var model = empty
        var given: Given = [:]
        for entry in entries where !problems.isFull {
            // What one layer takes away may be in another.
            if problems.checksOnlyValues, entry.value.takesAway { continue }
            problems.within(entry.repetition) { problems in
                decode(entry, into: &model, &given, &problems)
            }
        }
        // What a layer lacks, another may have.
        if problems.checksOnlyValues || problems.incomplete.contains(node.range) { return model }
        for field in fields where field.description.isRequired && given[field.key] == nil {
            problems.add(
                .missingKey, at: place.keyRange, "\(place.key.quoted) lacks the key '\(field.key)'",
                expected: field.expected)
        }
        check(model, given, place, &problems)
        return model
    }

    private func decode(_ entry: NamedNode, into model: inout Model, _ given: inout Given, _ problems: inout Problems) {
        if let field = fields.first(where: { $0.key == entry.name }) {
            given[entry.name] = entry.place.keyRange
            field.store(entry.value, entry.place, &model, &problems)
        } else if let meant = problems.unknownKey(entry, in: path, keys: keys) {
            // A misspelt key is one problem; that the right one is missing would be the same problem again.
            given[meant] = entry.place.keyRange
        }
    }
}

extension Problems {
    /// Notes two keys of a section that say the same in two ways.
    mutating func exclude(_ one: String, _ other: String, in given: [String: SourceRange]) {
        guard let first = given[one], let second = given[other] else { return }
        let (earlier, later) = first.isBefore(second) ? (first, second) : (second, first)
        add(
            .contradiction, at: later, "'\(one)' and '\(other)' exclude each other",
            notes: [Located("the other stands here", at: earlier)])
    }

    /// Notes a key that a section does not have, with the key or the section that was probably meant.
    ///
    /// - Returns: The key of this section that was probably meant.
    fileprivate mutating func unknownKey(_ entry: NamedNode, in path: String, keys: [String]) -> String? {
        let homes = ProfileFormat.sections(with: entry.name)
        let nearest = homes.isEmpty ? EditDistance.nearest(to: entry.name, among: keys) : nil
        let place = path.isEmpty ? "" : " in '\(path)'"
        add(
            .unknownKey, at: entry.place.keyRange, "unknown key \(entry.name.quoted)\(place)",
            expected: homes.isEmpty && nearest == nil ? keys.formattedAsChoice : nil,
            suggestion: nearest,
            help: homes.isEmpty ? nil : "'\(entry.name)' belongs in \(homes.map { "'\($0)'" }.formattedAsChoice)"
        )
        return nearest
    }
}
