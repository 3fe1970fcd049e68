public import AerospikeSDK

/// A profile: a YAML file that says where a cluster is and how to treat it.
///
/// Loading checks the whole file and reports all problems at once. References such as `${NAME}` and `${file:PATH}` are
/// filled in from the environment and from files. The files that keys name, such as certificates, are not opened; only
/// ``makeDefinition()`` reads the password's.
///
/// ## Usage
/// ```swift
/// let profile = try Profile.load("prod")                // profiles/prod.yaml
/// let definition = try profile.makeDefinition()
/// let reports = profile.sessions["reports"]
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

    /// The profile's name: that of its file without the extension.
    public let name: String

    /// The file it was loaded from, as it was named or found; `nil` for a profile parsed from text.
    public let path: String?

    /// The behaviors by name: the predefined ones, patched where the profile says so, and the profile's own.
    public let behaviors: [String: Behavior]

    /// The behaviors of the profile's sessions by name; there is always one named `default`.
    public let sessions: [String: Behavior]

    /// The embedded cluster that the profile asks for, if any.
    public let sandbox: Sandbox?

    /// What the file says, its passwords as secrets; nothing here keeps the text of the file.
    let contents: ProfileContents

    /// The name under which diagnostics know the file.
    let file: String

    /// Where the file names the files of secrets: all that can still prove wrong after loading.
    let secretFileSpans: [Located<String>: Diagnostic.Span]

    /// How many seeds the profile names.
    package var hostCount: Int { contents.cluster?.hosts?.count ?? 0 }

    /// Whether making the definition reads a file.
    package var namesPasswordFile: Bool { !secretFileSpans.isEmpty }

    /// Loads a profile from a file.
    ///
    /// - Parameter path: The file.
    /// - Throws: `ProfileError` with all that is wrong with it.
    public static func load(path: String) throws(ProfileError) -> Profile {
        try load(path: path, environment: ProcessEnvironment.variables)
    }

    /// Loads a profile from a file, with variables that may be others than the process's.
    package static func load(path: String, environment: @escaping Environment) throws(ProfileError) -> Profile {
        let bytes: [UInt8]
        do throws(FileProblem) {
            bytes = try FileContents.read(path: path, limit: ProfileLimits.fileBytes)
        } catch {
            throw .unreadable(path, error)
        }
        return try Profile(bytes: bytes, file: path, path: path, environment: environment)
    }

    /// Finds a profile by its name and loads it; ``ProfileLocator`` says where it looks.
    ///
    /// - Parameters:
    ///   - name: A name such as `prod`, or a path, recognised by a `/` or by ending in `.yaml` or `.yml`.
    ///   - directory: The folder to look in; unless given, that of the environment, else the usual places.
    /// - Throws: `ProfileError` when there is no such profile, or with all that is wrong with it.
    public static func load(_ name: String, from directory: String? = nil) throws(ProfileError) -> Profile {
        try load(path: ProfileLocator(directory: directory).path(of: name))
    }

    /// Parses a profile from text; the files that it refers to are relative to the working directory.
    ///
    /// - Parameters:
    ///   - text: The YAML.
    ///   - file: The name under which diagnostics mention it.
    /// - Throws: `ProfileError` with all that is wrong with it.
    public init(parsing text: String, file: String = "profile.yaml") throws(ProfileError) {
        try self.init(parsing: Array(text.utf8), file: file)
    }

    /// Parses a profile from bytes, which should be UTF-8; files are relative to the working directory.
    ///
    /// - Parameters:
    ///   - bytes: The YAML.
    ///   - file: The name under which diagnostics mention it.
    /// - Throws: `ProfileError` with all that is wrong with it.
    public init(parsing bytes: [UInt8], file: String = "profile.yaml") throws(ProfileError) {
        try self.init(bytes: bytes, file: file, path: nil, environment: ProcessEnvironment.variables)
    }

    private init(
        bytes: [UInt8],
        file: String,
        path: String?,
        environment: @escaping Environment
    ) throws(ProfileError) {
        let interpolation = Interpolation(environment: environment, profile: path)
        let parsed = try ParsedProfile(bytes, file: file, interpolation)
        self.name = ProfileLocator.name(ofFile: file)
        self.path = path
        self.file = file
        self.contents = parsed.contents
        self.secretFileSpans = parsed.secretFileSpans
        self.behaviors = Self.behaviors(parsed.contents)
        self.sessions = Self.sessions(parsed.contents, behaviors)
        self.sandbox = parsed.contents.sandbox.map(Sandbox.init)
    }
}
