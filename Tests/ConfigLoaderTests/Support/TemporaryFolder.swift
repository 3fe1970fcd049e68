import Glibc

@testable import AerospikeConfigLoader

/// A folder of a test's own, removed with all that is in it when the test is done with it.
final class TemporaryFolder: Sendable {
    let path: String

    /// Unsafe because `mkdtemp` writes the name into a buffer, which is this function's own.
    init() throws {
        var template = Array("/tmp/profiles-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw FileProblem(errno: errno) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { Self.remove(path) }

    /// Writes a file, and the folders on the way to it; returns its path.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        var folder = path
        for part in name.split(separator: "/").dropLast() {
            folder += "/\(part)"
            unsafe mkdir(folder, 0o700)
        }
        let file = unsafe fopen("\(path)/\(name)", "w")
        guard let file = unsafe file else { throw FileProblem(errno: errno) }
        defer { unsafe fclose(file) }
        guard unsafe fputs(text, file) >= 0 else { throw FileProblem(errno: errno) }
        return "\(path)/\(name)"
    }

    private static func remove(_ path: String) {
        for name in Directory.names(in: path) where name != "." && name != ".." { remove("\(path)/\(name)") }
        if unsafe unlink(path) != 0 { unsafe rmdir(path) }
    }
}
