import AerospikeSDK

/// A profile as it is written, with the places of its values: checked, but not yet turned into definitions.
struct ProfileContents: Sendable {
    var version: String?
    var extends: String?
    var cluster: ClusterSection?
    var clients: [Named<ClusterSection>]?
    var sessions: [Named<SessionSection>]?
    var behaviors: [Named<BehaviorSection>]?
    var system: [Named<SystemSection>]?
    var sandbox: SandboxSection?

    static let extendsKey = "extends"
    static let clusterKey = "cluster"
    static let clientsKey = "clients"

    static let section = Section(
        "", ProfileContents(),
        [
            Field("version", version, \.version, "the version of the cross-SDK format"),
            Field(extendsKey, base, \.extends, "the profile whose settings hold where there are none here"),
            Field(clusterKey, ClusterSection.section.kind, \.cluster, "the cluster of the client named default"),
            Field(
                clientsKey,
                ClusterSection.clientSection.kind.table("a mapping of names to clients", orElse: ClusterSection()),
                \.clients,
                "more clients by their names"),
            Field(
                "sessions", SessionSection.kind.table("a mapping of session names to behaviors"), \.sessions,
                "sessions by their names"),
            Field(
                "behaviors",
                BehaviorSection.section.kind.table("a mapping of names to behaviors", orElse: BehaviorSection()),
                \.behaviors,
                "behaviors by their names, in the cross-SDK format"),
            Field(
                "system", SystemSection.section.kind.table("a mapping of DEFAULT or a cluster's name"), \.system,
                "settings of clients, under DEFAULT or a cluster's name, whose entry wins; in the cross-SDK format"),
            Field(
                "sandbox", SandboxSection.section.kind, \.sandbox,
                "an embedded cluster that the command line starts where nothing answers at the seeds"),
        ],
        check: { contents, given, place, problems in
            contents.checkClients(given, place, &problems)
            contents.checkNames(given, &problems)
        }
    )

    private static let base = ValueKind<String>("the name or the path of one profile", .text) { node, place, problems in
        if let text = node.text, !node.isNull, !text.isEmpty { return ValueKind.text.decode(node, place, &problems) }
        problems.wrongType(
            node, at: place, expected: "the name or the path of one profile",
            help: node.text == nil ? "several are chained: this profile extends one, and that one the next" : nil)
        return nil
    }

    /// The version of the cross-SDK format, which Aerospike's own files name.
    private static let version = ValueKind.oneOf([("1.0.0", "1.0.0")])
}

extension ProfileContents {
    /// Each client by its name, the default one first.
    var allClients: [(name: String, cluster: ClusterSection)] {
        (cluster.map { [(ClusterSection.defaultClient, $0)] } ?? [])
            + (clients ?? []).map { ($0.name.value, $0.value) }
    }

    /// The files that hold secrets.
    var secretFiles: [Located<String>] {
        allClients.flatMap { [$0.cluster.auth?.passwordFile, $0.cluster.tls?.clientKeyPasswordFile] }
            .compactMap(\.self)
    }

    private func checkClients(_ given: Section<Self>.Given, _ place: Place, _ problems: inout Problems) {
        // A file of behaviors and settings alone is one of the cross-SDK format: it has no clients, and may be extended.
        let isShared = given["behaviors"] != nil || given["system"] != nil
        if given[Self.clusterKey] == nil, given[Self.clientsKey] == nil, !isShared {
            problems.add(
                .missingKey, at: place.keyRange, "the profile lacks the key '\(Self.clusterKey)'",
                expected: ClusterSection.section.kind.expected)
        }
        if let first = clients?.dropFirst(ProfileLimits.clients).first {
            problems.add(
                .limit, at: first.name.range,
                "a profile has at most \(ProfileLimits.clients) clients besides its default")
        }
        for client in clients ?? [] where client.name.value == ClusterSection.defaultClient && cluster != nil {
            problems.add(
                .duplicateKey, at: client.name.range, "'\(Self.clusterKey)' already is the client named 'default'",
                help: "give this one another name, or leave '\(Self.clusterKey)' out")
        }
    }

    /// Checks that every name which refers to something in the profile finds it.
    private func checkNames(_ given: Section<Self>.Given, _ problems: inout Problems) {
        let graph = BehaviorGraph(behaviors ?? [])
        graph.check(&problems)
        for session in sessions ?? [] where !problems.isFull {
            // Of a section that was refused, the names are not known.
            if let behavior = session.value.behavior, behaviors != nil || given["behaviors"] == nil {
                graph.checkName(behavior, &problems)
            }
            if clients != nil || given[Self.clientsKey] == nil { checkClient(of: session, given, &problems) }
        }
        checkSystem(&problems)
    }

    private func checkClient(
        of session: Named<SessionSection>, _ given: Section<Self>.Given, _ problems: inout Problems
    ) {
        let names =
            (given[Self.clusterKey] == nil ? [] : [ClusterSection.defaultClient]) + (clients ?? []).map(\.name.value)
        if let client = session.value.client {
            guard !names.contains(client.value) else { return }
            problems.add(
                .unknownName, at: client.range, "there is no client \(client.value.quoted)",
                expected: names.isEmpty ? nil : names.formattedAsChoice,
                suggestion: EditDistance.nearest(to: client.value, among: names))
        } else if !names.isEmpty, !names.contains(ClusterSection.defaultClient) {
            problems.add(
                .missingKey, at: session.name.range,
                "\(session.name.value.quoted) names no client, and none is named 'default'",
                expected: "{ client: NAME, behavior: NAME } with one of \(names.formattedAsChoice)")
        }
    }

    private func checkSystem(_ problems: inout Problems) {
        // Several clusters may share a file, and each finds its own entry; only DEFAULT is a name that everybody knows.
        let names = systemNames
        for entry in system ?? [] where !names.contains(entry.name.value) {
            let root = SystemSection.defaultName
            guard EditDistance.nearest(to: entry.name.value, among: [root]) != nil else { continue }
            problems.add(
                .unknownName, at: entry.name.range, "no cluster of this profile is named \(entry.name.value.quoted)",
                expected: names.formattedAsChoice, suggestion: root)
        }
    }

    /// The entries of `system` that this profile's clients go by.
    var systemNames: [String] { [SystemSection.defaultName] + allClients.compactMap(\.cluster.name?.value) }
}

/// An embedded cluster to start where nothing answers.
struct SandboxSection: Sendable {
    var nodes: Int?
    var replicationFactor: Int?

    static let section = Section(
        "sandbox", SandboxSection(),
        [
            Field("nodes", .integer(in: 1...16), \.nodes, "how many nodes it has", default: "1"),
            Field(
                "replication_factor", .integer(in: 1...16), \.replicationFactor, "how many nodes hold each record",
                default: "2, or 1 for one node"),
        ],
        check: { sandbox, given, _, problems in
            // A number of nodes that was refused leaves open whether it would have been enough.
            guard let factor = sandbox.replicationFactor, sandbox.nodes != nil || given["nodes"] == nil else { return }
            guard factor > sandbox.nodes ?? 1, let range = given["replication_factor"] else { return }
            problems.add(.contradiction, at: range, "there are fewer nodes than copies of each record")
        }
    )
}
