internal import AerospikeConfigLoader

/// The values of a profile as a JSON document; its keys are stable.
enum EffectiveDocument {
    static func make(_ profile: EffectiveProfile, _ values: [EffectiveValue]) -> JSON {
        .object([
            ("profile", .string(profile.name)),
            ("files", .array(profile.files.map { .string($0) })),
            ("values", .array(values.map(value))),
        ])
    }

    private static func value(_ value: EffectiveValue) -> JSON {
        .object([
            ("key", .string(value.path)),
            ("value", text(value)),
            ("secret", .bool(value.isSecret)),
            ("origin", origin(value.origin)),
        ])
    }

    /// The text, which a secret keeps to itself.
    static func text(_ value: EffectiveValue?) -> JSON {
        if case .text(let text) = value?.content { .string(text) } else { .null }
    }

    private static func origin(_ origin: EffectiveValue.Origin) -> JSON {
        switch origin {
        case .file(let file, let line, let column, let sources):
            .object([
                ("kind", .string("file")), ("file", .string(file)), ("line", .integer(line)),
                ("column", .integer(column)), ("from", .array(sources.map { .string($0) })),
            ])
        case .variable(let name): .object([("kind", .string("environment")), ("variable", .string(name))])
        case .argument: .object([("kind", .string("argument"))])
        case .builtIn: .object([("kind", .string("default"))])
        }
    }
}

/// What differs between two profiles as a JSON document; its keys are stable.
enum DifferenceDocument {
    static func make(
        _ left: EffectiveProfile,
        _ right: EffectiveProfile,
        _ differences: [ProfileDifference]
    ) -> JSON {
        .object([
            ("left", .string(left.name)),
            ("right", .string(right.name)),
            ("same", .bool(differences.allSatisfy(\.isSame))),
            ("differences", .array(differences.map(difference))),
        ])
    }

    private static func difference(_ difference: ProfileDifference) -> JSON {
        let status = difference.isSame ? "same" : "differs"
        return .object([
            ("key", .string(difference.path)),
            ("status", .string(status)),
            ("secret", .bool(difference.isSecret)),
            ("left", EffectiveDocument.text(difference.left)),
            ("right", EffectiveDocument.text(difference.right)),
        ])
    }
}
