import Glibc

/// The paths that a profile names.
enum ProfilePath {
    /// The absolute form of a path that a profile names.
    ///
    /// Symbolic links stay as they are: a mounted secret is renewed by pointing a link elsewhere.
    ///
    /// - Parameters:
    ///   - path: The path, relative to the profile's folder unless it begins with `/`.
    ///   - profile: The profile's own path, or `nil` to take the working directory for its folder.
    static func absolute(_ path: String, besides profile: String?) -> String {
        if path.hasPrefix("/") { return path }
        let folder = folder(of: profile)
        if folder.hasPrefix("/") { return folder + path }
        return join(workingDirectory, folder + path)
    }

    /// A path that a profile names, spelled as from where the profile's own path starts: for messages, and for opening.
    static func beside(_ profile: String?, _ path: String) -> String {
        path.hasPrefix("/") ? path : folder(of: profile) + path
    }

    /// A file by what it is, however its path is spelled; `nil` for one that is not there.
    ///
    /// Unsafe because `realpath` returns memory of its own, which is copied and released here.
    static func real(_ path: String) -> String? {
        guard let real = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }

    /// The folder of a file with the `/` after it; empty for the working directory.
    private static func folder(of file: String?) -> String {
        file.flatMap { file in file.lastIndex(of: "/").map { String(file[...$0]) } } ?? ""
    }

    /// A folder and the name of something in it.
    static func join(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }

    /// The folder that relative paths start from.
    ///
    /// Unsafe because `getcwd` returns memory of its own, which is copied and released here.
    private static var workingDirectory: String {
        guard let path = unsafe getcwd(nil, 0) else { return "." }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }
}
