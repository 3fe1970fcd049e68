import Glibc

/// Finds profiles by their names.
///
/// `prod` is `prod.yaml`, else `prod.yml`, in the first of the search folders that has it. Those are:
///
/// 1. the folder that is given, or else the one that `CONNECTOR_PROFILES` names, and no other; without either
/// 2. `profiles` in the working directory,
/// 3. `aerospike/profiles` in `$XDG_CONFIG_HOME` (`~/.config` unless set), and
/// 4. `/etc/aerospike/profiles`.
///
/// A name consists of letters, digits, `.`, `_` and `-`, so that it cannot lead out of its folder. What contains a `/`
/// or ends in `.yaml` or `.yml` is a path and is not looked for.
///
/// ```swift
/// for profile in ProfileLocator().profiles() { print(profile.name, profile.path) }
/// ```
public struct ProfileLocator: Sendable {
    /// The environment variable that names the profile to use when none is given.
    public static let profileVariable = "CONNECTOR_PROFILE"

    /// The environment variable that names the folder of the profiles when none is given.
    public static let directoryVariable = "CONNECTOR_PROFILES"

    /// A profile that was found.
    public struct Entry: Hashable, Sendable {
        /// The name to load it by.
        public var name: String

        /// Its file.
        public var path: String
    }

    /// The folders in which profiles are looked for, the first that has one wins.
    public let directories: [String]

    let environment: Environment

    /// Creates a locator.
    ///
    /// - Parameter directory: The folder to look in; unless given, that of the environment, else the usual places.
    public init(directory: String? = nil) {
        self.init(directory: directory, environment: ProcessEnvironment.variables)
    }

    /// A locator to whom no variable means anything: for those who load what must not be led elsewhere.
    package static let withoutEnvironment = ProfileLocator(directory: nil, environment: { _ in nil })

    package init(directory: String?, environment: @escaping Environment) {
        self.environment = environment
        func value(_ variable: String) -> String? { environment(variable).flatMap { $0.isEmpty ? nil : $0 } }
        if let directory = directory ?? value(Self.directoryVariable) {
            directories = [directory]
            return
        }
        let configuration = value("XDG_CONFIG_HOME") ?? value("HOME").map { ProfilePath.join($0, ".config") }
        let personal = configuration.map { ProfilePath.join($0, "aerospike/profiles") }
        directories = ["profiles"] + (personal.map { [$0] } ?? []) + ["/etc/aerospike/profiles"]
    }

    /// The file of a profile.
    ///
    /// - Parameter name: A name, or a path, which is returned as it is.
    /// - Throws: `ProfileError` when there is no profile of that name; it says where it was looked for, which profiles
    ///   there are, and which name is near.
    public func path(of name: String) throws(ProfileError) -> String {
        try path(of: name, elseIn: [])
    }

    /// - Parameter others: Folders in which it was looked for in vain.
    private func path(of name: String, elseIn others: [String]) throws(ProfileError) -> String {
        if Self.isPath(name) { return name }
        guard Self.isName(name) else {
            throw ProfileError(
                .profileNotFound, "\(name.quoted) cannot be the name of a profile",
                help: "a name has letters, digits, '.', '_' and '-'; a path contains '/' or ends in .yaml or .yml")
        }
        for directory in directories {
            if let path = Self.path(of: name, in: directory) { return path }
        }
        throw notFound(name, elseIn: others)
    }

    /// The file of a profile that another extends: one beside it wins.
    ///
    /// - Parameters:
    ///   - name: A name, or a path, which is relative to the folder of the profile that extends it.
    ///   - profile: The file of that profile; `nil` for the working directory.
    func path(ofBase name: String, of profile: String?) throws(ProfileError) -> String {
        if Self.isPath(name) { return ProfilePath.beside(profile, name) }
        let folder = ProfilePath.beside(profile, "")
        if Self.isName(name), let path = Self.path(of: name, in: folder) { return path }
        return try path(of: name, elseIn: [folder.isEmpty ? "." : folder])
    }

    /// The file of a name in a folder, if there is one; the C call only reads the path it is given.
    private static func path(of name: String, in directory: String) -> String? {
        extensions.map { directory.isEmpty ? name + $0 : ProfilePath.join(directory, name + $0) }
            .first { unsafe access($0, F_OK) == 0 }
    }

    /// The profile to use: the one that is given, else the one that `CONNECTOR_PROFILE` names.
    ///
    /// - Throws: `ProfileError` when neither is there.
    public func chosenName(_ name: String? = nil) throws(ProfileError) -> String {
        if let name = name ?? environment(Self.profileVariable), !name.isEmpty { return name }
        throw ProfileError(
            .profileNotFound, "no profile is named",
            help: "name one, or set \(Self.profileVariable)", notes: [availableNote])
    }

    /// All profiles that can be loaded by name, sorted; each name once, from the folder that wins.
    public func profiles() -> [Entry] { Self.profiles(in: directories) }

    private static func profiles(in directories: [String]) -> [Entry] {
        var found: [String: String] = [:]
        for directory in directories {
            for fileExtension in extensions {
                for file in Directory.names(in: directory) where file.hasSuffix(fileExtension) {
                    let name = String(file.dropLast(fileExtension.count))
                    guard isName(name), found[name] == nil else { continue }
                    found[name] = ProfilePath.join(directory, file)
                }
            }
        }
        return found.map { Entry(name: $0, path: $1) }.sorted { $0.name < $1.name }
    }

    /// The name of the profile in a file.
    static func name(ofFile path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let fileExtension = extensions.first { file.hasSuffix($0) && file.utf8.count > $0.utf8.count }
        return String(file.dropLast(fileExtension?.count ?? 0))
    }

    private static let extensions = [".yaml", ".yml"]

    private static func isPath(_ name: String) -> Bool {
        name.contains("/") || extensions.contains { name.hasSuffix($0) }
    }

    private static func isName(_ name: String) -> Bool {
        guard !name.isEmpty, name != ".", !name.contains("..") else { return false }
        return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "_" || $0 == "-") }
    }

    private func notFound(_ name: String, elseIn others: [String]) -> ProfileError {
        // Who names a file of another kind means the file: only with a folder is that a path.
        let isFile = FileMode(of: name) != nil
        let known = Self.profiles(in: others + directories).map(\.name)
        return ProfileError(
            .profileNotFound, "there is no profile named \(name.quoted)",
            suggestion: isFile ? "./\(name)" : EditDistance.nearest(to: name, among: known),
            notes: ["looked in \(directories.joined(separator: ", "))", availableNote])
    }

    private var availableNote: String {
        let names = profiles().map(\.name)
        return names.isEmpty ? "there are no profiles there" : "there are: \(names.formattedAsList)"
    }
}
