import AerospikeSDK

/// A profile as it is written, with the places of its values: checked, but not yet turned into definitions.
struct ProfileContents: Sendable {
    var version: String?
    var cluster: ClusterSection?
    var sessions: [Named<Located<String>>]?
    var behaviors: [Named<BehaviorSection>]?
    var system: [Named<SystemSection>]?
    var sandbox: SandboxSection?

    static let section = Section(
        "", ProfileContents(),
        [
            Field("version", version, \.version),
            Field("cluster", ClusterSection.section.kind, \.cluster, isRequired: true),
            Field("sessions", SessionEntry.kind.table("a mapping of session names to behaviors"), \.sessions),
            Field("behaviors", BehaviorSection.section.kind.table("a mapping of names to behaviors"), \.behaviors),
            Field("system", SystemSection.section.kind.table("a mapping of DEFAULT or a cluster's name"), \.system),
            Field("sandbox", SandboxSection.section.kind, \.sandbox),
        ],
        check: { contents, _, _, problems in contents.checkNames(&problems) }
    )

    /// The version of the cross-SDK format, which Aerospike's own files name.
    private static let version = ValueKind.oneOf([("1.0.0", "1.0.0")])
}

extension ProfileContents {
    /// Decodes a document; what is wrong with it is noted.
    static func decode(_ document: YAMLComposer.Document, _ problems: inout Problems) -> ProfileContents? {
        for problem in document.problems { problems.add(problem) }
        problems.unresolved = document.unresolved
        guard let root = document.root else {
            problems.add(
                .missingKey, at: .beginning, "the profile is empty", expected: "at least cluster: { hosts: [...] }")
            return nil
        }
        return section.decode(root, at: .profile, &problems)
    }

    /// Checks that every name which refers to something in the profile finds it.
    private func checkNames(_ problems: inout Problems) {
        let behaviors = BehaviorGraph(behaviors ?? [])
        behaviors.check(&problems)
        for session in sessions ?? [] where !problems.isFull { behaviors.checkName(session.value, &problems) }
        checkSystem(&problems)
    }

    private func checkSystem(_ problems: inout Problems) {
        let names = [SystemSection.defaultName] + (cluster?.name.map { [$0.value] } ?? [])
        for entry in system ?? [] where !names.contains(entry.name.value) {
            problems.add(
                .unknownName, at: entry.name.range, "no cluster of this profile is named \(entry.name.value.quoted)",
                expected: names.formattedAsChoice,
                suggestion: EditDistance.nearest(to: entry.name.value, among: names)
            )
        }
    }
}

/// A session: the name of its behavior, alone or as `{behavior: NAME}`.
enum SessionEntry {
    private struct Long: Sendable {
        var behavior: Located<String>?
    }

    private static let section = Section(
        "sessions.NAME", Long(), [Field("behavior", .text, at: \.behavior, isRequired: true)])

    static let kind = ValueKind<Located<String>>("the name of a behavior") { node, place, problems in
        if case .mapping = node.content { return section.decode(node, at: place, &problems)?.behavior }
        return ValueKind.text.decode(node, place, &problems).map { Located($0, at: node.range) }
    }
}

/// An embedded cluster to start where nothing answers.
struct SandboxSection: Sendable {
    var nodes: Int?
    var replicationFactor: Int?

    static let section = Section(
        "sandbox", SandboxSection(),
        [
            Field("nodes", .integer(in: 1...16), \.nodes),
            Field("replication_factor", .integer(in: 1...16), \.replicationFactor),
        ],
        check: { sandbox, given, _, problems in
            // A number of nodes that was refused leaves open whether it would have been enough.
            guard let factor = sandbox.replicationFactor, sandbox.nodes != nil || given["nodes"] == nil else { return }
            guard factor > sandbox.nodes ?? 1, let range = given["replication_factor"] else { return }
            problems.add(.contradiction, at: range, "there are fewer nodes than copies of each record")
        }
    )
}
