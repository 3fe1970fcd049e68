import AerospikeSDK

/// A session: a client, and the behavior that all its commands obey.
struct SessionSection: Sendable {
    var client: Located<String>?
    var behavior: Located<String>?

    static let section = Section(
        "sessions.NAME", SessionSection(),
        [
            Field(
                "client", .text, at: \.client, "the client that the session uses", default: ClusterSection.defaultClient
            ),
            Field(
                "behavior", .text, at: \.behavior, "the behavior that its commands obey", default: Behavior.default.name
            ),
        ],
        check: { session, given, place, problems in
            guard given.isEmpty else { return }
            problems.add(
                .missingKey, at: place.keyRange, "\(place.key.quoted) says nothing",
                expected: "the name of a behavior, or { client: NAME, behavior: NAME }")
        }
    )

    /// The name of a behavior, alone or in a mapping.
    static let kind = ValueKind<SessionSection>(
        "the name of a behavior, or a mapping with client and behavior",
        .either([.text, .section(section.description)])
    ) { node, place, problems in
        if case .mapping = node.content { return section.decode(node, at: place, &problems) }
        return behavior.decode(node, place, &problems).map { name in
            SessionSection(behavior: Located(name, at: node.range))
        }
    }

    private static let behavior = ValueKind.parsed(
        "the name of a behavior, or a mapping with client and behavior", .text
    ) { text, _, _, _ in text }
}
