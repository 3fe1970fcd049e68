internal import AerospikeConfigLoader

/// The profile language as a JSON Schema, for editors and for tools that write profiles.
///
/// It is made from what the decoder goes by, and accepts whatever the decoder may accept: references such as `${NAME}`
/// in place of every value, `~` where an inherited key is taken away, and files that lack what they inherit.
struct SchemaDocument {
    static let text = SchemaDocument(ProfileFormat.description).document.text

    private let profile: SectionDescription

    private init(_ profile: SectionDescription) {
        self.profile = profile
    }

    private var document: JSON {
        .object(
            [
                ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
                ("title", .string("A profile of the Aerospike connector")),
            ] + members(of: profile) + [
                ("if", Self.lacks(["extends"])),
                ("then", complete),
                ("$defs", .object(profile.all.dropFirst().map { (Self.name(of: $0), .object(members(of: $0))) })),
            ])
    }

    /// What a profile that extends no other must have.
    private var complete: JSON {
        let required = profile.fields.compactMap { field -> (String, JSON)? in
            guard case .section(let section) = field.shape else { return nil }
            let keys = section.fields.filter(\.isRequired).map(\.key)
            return keys.isEmpty ? nil : (field.key, Self.requiring(keys))
        }
        let alternatives = ["cluster", "clients"].map { Self.requiring([$0]) }
        return .object([("anyOf", .array(alternatives)), ("properties", .object(required))])
    }

    // MARK: Sections

    private func members(of section: SectionDescription) -> [(String, JSON)] {
        [
            ("type", .array([.string("object"), .string("null")])),
            ("properties", .object(section.fields.map { ($0.key, property($0)) })),
            ("additionalProperties", .bool(false)),
        ]
    }

    private func property(_ field: FieldDescription) -> JSON {
        var members = [("description", JSON.string(field.meaning))]
        if let fallback = field.fallback, let value = Self.value(fallback, field.shape) {
            members.append(("default", value))
        }
        return .object(members + schema(field.shape))
    }

    /// The default as the schema of its key has it; `nil` for one that is told in words.
    private static func value(_ text: String, _ shape: ValueShape) -> JSON? {
        switch shape {
        case .boolean: text == "true" || text == "false" ? .bool(text == "true") : nil
        case .integer: Int(text).map { .integer($0) }
        case .duration, .choice, .text: .string(text)
        default: nil
        }
    }

    private static func name(of section: SectionDescription) -> String { section.path }

    private static func requiring(_ keys: [String]) -> JSON {
        .object([("required", .array(keys.map { .string($0) }))])
    }

    private static func lacks(_ keys: [String]) -> JSON { .object([("not", requiring(keys))]) }

    // MARK: Values

    private func schema(_ shape: ValueShape) -> [(String, JSON)] {
        switch shape {
        case .text, .secret, .path, .host, .address: Self.types("string", "number", "boolean", "null")
        case .boolean: Self.anyOf([Self.types("boolean", "null"), Self.reference])
        case .integer(let range): Self.anyOf([Self.number(range), Self.types("null"), Self.reference])
        case .duration: Self.anyOf([Self.quantity, Self.types("null"), Self.reference])
        case .size: Self.anyOf([Self.number(0...Int.max), Self.quantity, Self.types("null"), Self.reference])
        case .choice(let words):
            Self.anyOf([[("enum", .array(words.map { .string($0) }))], Self.types("null"), Self.reference])
        case .list(let element):
            Self.types("array", "null") + [("minItems", .integer(1)), ("items", .object(schema(element)))]
        case .table(let element):
            Self.types("object", "null") + [("additionalProperties", .object(schema(element)))]
        case .section(let section): [("$ref", .string("#/$defs/\(Self.name(of: section))"))]
        case .either(let shapes): Self.anyOf(shapes.map(schema))
        }
    }

    private static func types(_ names: String...) -> [(String, JSON)] {
        [("type", names.count == 1 ? .string(names[0]) : .array(names.map { .string($0) }))]
    }

    private static func anyOf(_ schemas: [[(String, JSON)]]) -> [(String, JSON)] {
        [("anyOf", .array(schemas.map { .object($0) }))]
    }

    private static func number(_ range: ClosedRange<Int>) -> [(String, JSON)] {
        let maximum: [(String, JSON)] =
            range.upperBound >= Int(Int32.max) ? [] : [("maximum", .integer(range.upperBound))]
        return types("integer") + [("minimum", .integer(range.lowerBound))] + maximum
    }

    /// A number with a unit.
    private static let quantity = types("string") + [("pattern", .string("^[0-9]+(\\.[0-9]{1,9})? *[A-Za-z]+$"))]

    /// What is filled in may be anything.
    private static let reference = types("string") + [("pattern", .string("\\$\\{"))]
}
