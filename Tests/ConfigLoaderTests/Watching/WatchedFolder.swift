import AerospikeSDK
import Glibc

@testable import AerospikeConfigLoader

/// A profile in a folder of its own, a client made of it, and somebody who looks when a test says so.
struct WatchedFolder {
    let folder: ProfileFolder
    let client: Client
    private var watch: ProfileWatch

    /// - Parameter files: The files; the profile is `prod.yaml`.
    init(_ files: [String: String], variables: [String: String] = [:]) throws {
        folder = try ProfileFolder(files, variables: variables)
        let profile = try folder.load()
        client = Client(try profile.makeDefinition())
        watch = ProfileWatch(profile, .client("default", client.cluster))
    }

    func write(_ text: String, to name: String = "prod.yaml") throws { try folder.folder.write(text, to: name) }

    /// Puts a file in the place of another at one stroke.
    func rename(_ name: String, to other: String) throws {
        guard unsafe Glibc.rename(path(name), path(other)) == 0 else { throw FileProblem(errno: errno) }
    }

    func path(_ name: String) -> String { "\(folder.folder.path)/\(name)" }

    /// The files of the folder that this process has open, those included that were replaced; other tests have others.
    ///
    /// Unsafe because `readlink` fills a buffer, which is this function's own.
    var openFiles: [String] {
        Directory.names(in: "/proc/self/fd").compactMap { descriptor in
            var target = [CChar](repeating: 0, count: Int(PATH_MAX))
            let length = unsafe readlink("/proc/self/fd/\(descriptor)", &target, target.count)
            let path = String(decoding: target.prefix(max(0, length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
            return path.hasPrefix(folder.folder.path) ? path : nil
        }
    }

    /// Looks as often as it takes for a change to count.
    mutating func look() -> ProfileChange? { watch.look() ?? watch.look() }

    mutating func lookOnce() -> ProfileChange? { watch.look() }
}

extension ProfileChange {
    /// Settings that count from now on, and nothing that needs a new client.
    static func applied(_ keys: String...) -> ProfileChange { .reloaded(applied: keys, needsNewClient: []) }

    /// The codes of a refused profile.
    var codes: [Diagnostic.Code]? {
        guard case .refused(let error) = self else { return nil }
        return error.diagnostics.map(\.code)
    }
}
