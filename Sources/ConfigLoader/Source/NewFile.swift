import Glibc

/// Writes small files that may hold secrets.
package enum NewFile {
    /// Writes a file that only its owner may read.
    ///
    /// Unsafe because of C's file functions; they get buffers that outlive the calls, and their exact lengths.
    ///
    /// - Parameter replaces: Whether a file that is there is replaced; otherwise it stays, and that is an error.
    package static func write(_ text: String, to path: String, replacing replaces: Bool) throws(FileProblem) {
        let mode = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY | (replaces ? O_TRUNC : O_EXCL)
        let descriptor = unsafe open(path, mode, 0o600)
        guard descriptor >= 0 else { throw FileProblem(errno: errno) }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { raw in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: raw[offset...])
                return unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            if count > 0 { offset += count } else if errno != EINTR { throw FileProblem(errno: errno) }
        }
    }
}
