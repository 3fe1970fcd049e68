import Glibc
import Synchronization

/// The files of one input, in a folder of this process's own in memory.
///
/// Unsafe because of C's file functions; they get texts and buffers that outlive the calls, and exact lengths.
enum FuzzFiles {
    struct File {
        var name: String
        var bytes: [UInt8]
    }

    /// The most files that an input is divided into.
    private static let limit = 20

    static let folder = "/dev/shm/profile-fuzz-\(getpid())"

    static func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// The files of an input; one for an input that is a single file.
    static func split(_ bytes: [UInt8]) -> [File] {
        var files = [File(name: "fuzz.yaml", bytes: [])]
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let name = String(decoding: line.prefix(40), as: UTF8.self).dropPrefix("#file ")
            if let name, isName(name), files.count < limit {
                files.append(File(name: String(name), bytes: []))
            } else {
                files[files.count - 1].bytes += line + [UInt8(ascii: "\n")]
            }
        }
        return files
    }

    /// Replaces the files of the input before.
    static func write(_ files: [File]) {
        if unsafe mkdir(folder, 0o700) == 0 { atexit { FuzzFiles.remove(andFolder: true) } }
        remove(andFolder: false)
        written.withLock { $0 = files.map(\.name) }
        for file in files {
            guard let stream = unsafe fopen(path(file.name), "w") else { fatalError("no file can be written") }
            unsafe fwrite(file.bytes, 1, file.bytes.count, stream)
            unsafe fclose(stream)
        }
    }

    private static func remove(andFolder: Bool) {
        for name in written.withLock({ $0 }) { unsafe unlink(path(name)) }
        if andFolder { unsafe rmdir(folder) }
    }

    /// The files of the input before.
    private static let written = Mutex<[String]>([])

    /// A name leads nowhere else.
    private static func isName(_ name: Substring) -> Bool {
        !name.isEmpty && name != "." && name != ".."
            && name.utf8.allSatisfy { $0 != UInt8(ascii: "/") && $0 > 0x20 && $0 < 0x7F }
    }
}

extension String {
    /// What follows a prefix; `nil` for a text that has another.
    fileprivate func dropPrefix(_ prefix: String) -> Substring? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}
