public import AerospikeSDK

/// A profile: a YAML file that says where the clusters of an environment are and how to treat them.
///
/// Loading checks the whole file, and those that it extends, and reports all problems at once. References such as
/// `${NAME}` and `${file:PATH}` are filled in from the environment and from files. The files that keys name, such as
/// certificates, are not opened; only ``makeDefinition(client:)`` reads the password's.
///
/// ## Usage
/// ```swift
/// let profile = try Profile.load("prod")                // profiles/prod.yaml
/// let definition = try profile.makeDefinition()
/// let analytics = try profile.makeDefinition(client: "analytics")
/// let patient = try profile.behavior("patient")
/// ```
///
/// The short way, when only the definition matters, is `ClusterDefinition.load(profile: "prod")`.
public struct Profile: Sendable {
    /// An embedded cluster for the command line to start at the profile's seeds when nothing answers there.
    public struct Sandbox: Hashable, Sendable {
        /// How many nodes it has (default: 1; at most 16).
        public var nodes: Int

        /// How many nodes hold each record (default: 2, or 1 when there is one node).
        public var replicationFactor: Int

        init(nodes: Int, replicationFactor: Int) {
            self.nodes = nodes
            self.replicationFactor = replicationFactor
        }
    }

    /// A session that a profile names: a client, and the behavior that all its commands obey.
    public struct NamedSession: Hashable, Sendable {
        /// The name of the client.
        public var client: String

        /// The behavior.
        public var behavior: Behavior
    }

    /// The profile's name: that of its file without the extension.
    public let name: String

    /// The file it was loaded from, as it was named or found; `nil` for a profile parsed from text.
    public let path: String?

    /// The behaviors by name: the predefined ones, patched where the profile says so, and the profile's own.
    public let behaviors: [String: Behavior]

    /// The profile's sessions by name; there is one named `default` unless no client is.
    public let sessions: [String: NamedSession]

    /// The embedded cluster that the profile asks for, if any.
    public let sandbox: Sandbox?

    /// Finds what the profile extends, and fills in variables, now and when it is loaded again.
    let locator: ProfileLocator

    /// What the file says, its passwords as secrets.
    let contents: ProfileContents

    /// The texts that the profile was made of, to show where in them something is that proves wrong after loading.
    let source: ProfileSource

    init(_ parsed: ParsedProfile, name: String, path: String?, _ locator: ProfileLocator) {
        self.name = name
        self.path = path
        self.locator = locator
        contents = parsed.contents
        source = parsed.source
        behaviors = Self.behaviors(parsed.contents)
        sessions = Self.sessions(parsed.contents, behaviors)
        sandbox = parsed.contents.sandbox.map(Sandbox.init)
    }
}

extension Profile {
    /// The names of the profile's clients: `default`, which is the one that `cluster` describes, and those of `clients`.
    public var clientNames: [String] { contents.allClients.map(\.name) }

    /// The files that the profile was read from: its own, and each that the one before extends.
    public var files: [String] { source.layers.compactMap(\.name.path) }

    /// The environment variables that lie over the profile.
    package var overridingVariables: [String] { source.layers.map(\.name).filter(\.isVariable).map(\.text) }

    /// How many seeds the profile names, those of all clients together.
    package var hostCount: Int { contents.allClients.reduce(0) { $0 + ($1.cluster.hosts?.count ?? 0) } }

    /// Whether making the definitions reads a file.
    package var namesPasswordFile: Bool { !contents.secretFiles.isEmpty }
}

extension Profile {
    /// A behavior of the profile, or a predefined one.
    ///
    /// - Throws: `ProfileError` that lists the known names.
    public func behavior(_ name: String) throws(ProfileError) -> Behavior {
        try named(name, "behavior", behaviors)
    }

    /// A session of the profile.
    ///
    /// - Throws: `ProfileError` that lists the known names.
    public func session(_ name: String) throws(ProfileError) -> NamedSession {
        try named(name, "session", sessions)
    }

    /// What a client is made of, as the profile says it.
    func cluster(_ client: String) throws(ProfileError) -> ClusterSection {
        try named(
            client, "client", Dictionary(contents.allClients.map { ($0.name, $0.cluster) }) { first, _ in first })
    }

    private func named<Value>(
        _ name: String,
        _ kind: String,
        _ known: [String: Value]
    ) throws(ProfileError) -> Value {
        if let value = known[name] { return value }
        guard !known.isEmpty else {
            throw ProfileError(
                .missingKey, file: source.layers.first?.name.text, "the profile has no \(kind) at all",
                help: "it needs 'cluster', or at least one of 'clients'")
        }
        let names = known.keys.sorted()
        throw ProfileError(
            .unknownName, file: source.layers.first?.name.text, "the profile has no \(kind) named \(name.quoted)",
            expected: names.formattedAsChoice, suggestion: EditDistance.nearest(to: name, among: names))
    }
}
