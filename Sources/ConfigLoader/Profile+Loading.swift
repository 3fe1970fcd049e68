extension Profile {
    /// Loads a profile from a file.
    ///
    /// The environment's variables lie over what the file says, as `docs/PROFILES.md` tells.
    ///
    /// - Parameter path: The file.
    /// - Throws: `ProfileError` with all that is wrong with it.
    public static func load(path: String) throws(ProfileError) -> Profile {
        try load(path: path, ProfileLocator())
    }

    /// Finds a profile by its name and loads it; ``ProfileLocator`` says where it looks.
    ///
    /// The environment's variables lie over what the file says, as `docs/PROFILES.md` tells.
    ///
    /// - Parameters:
    ///   - name: A name such as `prod`, or a path, recognised by a `/` or by ending in `.yaml` or `.yml`.
    ///   - directory: The folder to look in; unless given, that of the environment, else the usual places.
    /// - Throws: `ProfileError` when there is no such profile, or with all that is wrong with it.
    public static func load(_ name: String, from directory: String? = nil) throws(ProfileError) -> Profile {
        let locator = ProfileLocator(directory: directory)
        return try load(path: locator.path(of: name), locator)
    }

    /// Loads a profile from a file, with a locator and its environment that may be others than the process's.
    package static func load(path: String, _ locator: ProfileLocator) throws(ProfileError) -> Profile {
        let parsed = try ParsedProfile(path: path, locator)
        return Profile(parsed, name: ProfileLocator.name(ofFile: path), path: path, locator)
    }

    /// Parses a profile from text; the files that it refers to are relative to the working directory.
    ///
    /// No environment variable lies over the text; those that it refers to are filled in.
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
    /// No environment variable lies over the text; those that it refers to are filled in.
    ///
    /// - Parameters:
    ///   - bytes: The YAML.
    ///   - file: The name under which diagnostics mention it.
    /// - Throws: `ProfileError` with all that is wrong with it.
    public init(parsing bytes: [UInt8], file: String = "profile.yaml") throws(ProfileError) {
        try self.init(parsing: bytes, file: file, ProfileLocator(), overrides: false)
    }

    /// Parses a profile from bytes, with a locator and its environment that may be others than the process's.
    ///
    /// - Parameter overrides: Whether variables of the environment lie over the text.
    package init(
        parsing bytes: [UInt8],
        file: String,
        _ locator: ProfileLocator,
        overrides: Bool
    ) throws(ProfileError) {
        let parsed = try ParsedProfile(Layer.Name(text: file), bytes, locator, overrides: overrides)
        self.init(parsed, name: ProfileLocator.name(ofFile: file), path: nil, locator)
    }
}

extension ParsedProfile {
    /// Reads and parses a file, what it extends, and the variables that lie over it.
    init(path: String, _ locator: ProfileLocator) throws(ProfileError) {
        let bytes: [UInt8]
        do throws(FileProblem) {
            bytes = try FileContents.read(path: path, limit: ProfileLimits.fileBytes)
        } catch {
            throw .unreadable(path, error)
        }
        try self.init(Layer.Name(text: path, path: path), bytes, locator, overrides: true)
    }

    /// Parses a text and what it extends.
    init(
        _ name: Layer.Name,
        _ bytes: [UInt8],
        _ locator: ProfileLocator,
        overrides: Bool
    ) throws(ProfileError) {
        let profile = Layer(name, bytes: bytes, index: 0, environment: locator.environment)
        let files = Extending(profile, locator)
        let variables =
            overrides ? EnvironmentOverrides.layers(locator.environment, from: files.layers.count) : []
        try self.init(files, overrides: variables)
    }
}
