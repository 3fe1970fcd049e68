import Foundation
import Testing

/// The files of this package, as they lie in its folder.
enum Repository {
    /// The package's folder, found from the place of this file.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// One file.
    struct File: CustomTestStringConvertible {
        /// Its path within the package, such as `Sources/SDK/Data/Key.swift`.
        let path: String

        var url: URL { root.appending(path: path) }
        var name: String { url.lastPathComponent }
        var folder: String { url.deletingLastPathComponent().lastPathComponent }
        /// The folder of its module that it is in, however deep: `Data` of `Sources/SDK/Data/Key.swift`.
        var room: String { path.split(separator: "/").dropFirst(2).first.map(String.init) ?? "" }
        var text: String { (try? String(contentsOf: url, encoding: .utf8)) ?? "" }
        var testDescription: String { path }
    }

    /// The files below a folder whose names end in one of some extensions, sorted.
    static func files(below folder: String, _ extensions: Set<String>) -> [File] {
        let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.compactMap {
            $0 as? String
        }
        return (names ?? []).sorted()
            .filter { extensions.contains(URL(filePath: $0).pathExtension) }
            .map { File(path: "\(folder)/\($0)") }
    }

    /// The Swift files of the product itself.
    static let sources = files(below: "Sources", ["swift"])

    /// All Swift files.
    static let code =
        sources + ["Tests", "Benchmarks", "Fuzz", "Examples"].flatMap { files(below: $0, ["swift"]) }
        + [File(path: "Package.swift")]

    /// What is written for people.
    static let documents =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"].map { File(path: $0) }
        + files(below: "docs", ["md"])

    /// Profiles that are ready for use.
    static let profiles = files(below: "profiles", ["yaml", "yml"])

    /// Scripts and what calls them.
    static let scripts =
        ["try", "test", "judge", "fuzz", "lib/prepare.sh"].map { File(path: "Scripts/\($0)") }
        + [File(path: ".ci/run"), File(path: ".github/workflows/ci.yml")]
        + files(below: "Tests", ["py", "sh"]) + files(below: "Sources", ["h", "modulemap"])
}
