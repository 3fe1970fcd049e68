import Glibc

/// Why a file could not be read, as the end of a sentence.
package struct FileProblem: Error, Hashable {
    package let reason: String

    /// Whether there is no such file, rather than one that cannot be used.
    let isMissing: Bool

    /// Whether there is a file already, where there should be none.
    package let exists: Bool

    init(_ reason: String, isMissing: Bool = false, exists: Bool = false) {
        self.reason = reason
        self.isMissing = isMissing
        self.exists = exists
    }

    /// The C library's words for a number of its own; unsafe because they stand in its memory, and copied.
    init(errno code: Int32) {
        self.init(
            unsafe String(cString: strerror(code)), isMissing: code == ENOENT || code == ENOTDIR,
            exists: code == EEXIST)
    }
}

/// Reads whole small files, and nothing but files: a named pipe or a device would keep a service waiting for ever.
///
/// The C calls are unsafe by their nature; each gets a buffer that outlives the call and its exact length.
enum FileContents {
    /// Reads a file of at most `limit` bytes.
    static func read(path: String, limit: Int) throws(FileProblem) -> [UInt8] {
        // Without O_NONBLOCK, opening a named pipe waits for a writer.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileProblem(errno: errno) }
        defer { close(descriptor) }
        try checkKind(of: descriptor)
        let bytes = try readAll(descriptor, limit: limit)
        guard bytes.count <= limit else { throw FileProblem("it is larger than \(limit) bytes") }
        return bytes
    }

    private static func checkKind(of descriptor: Int32) throws(FileProblem) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw FileProblem(errno: errno) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return
        case S_IFDIR: throw FileProblem("it is a directory")
        case S_IFIFO: throw FileProblem("it is a named pipe, not a file")
        case S_IFSOCK: throw FileProblem("it is a socket, not a file")
        default: throw FileProblem("it is a device, not a file")
        }
    }

    /// Reads to the end, or one byte beyond the limit: a file may grow after its size was asked for.
    private static func readAll(_ descriptor: Int32, limit: Int) throws(FileProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: min(limit + 1, 64 << 10))
        while bytes.count <= limit {
            let wanted = min(chunk.count, limit + 1 - bytes.count)
            let count = unsafe Glibc.read(descriptor, &chunk, wanted)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw FileProblem(errno: errno) }
            if count == 0 { break }
            bytes.append(contentsOf: chunk[..<count])
        }
        return bytes
    }
}
