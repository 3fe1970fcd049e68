package import AerospikeSDK

/// A file that holds a password and nothing else.
package enum PasswordFile {
    /// Reads a password; one line break at the end belongs to the file, not to the password.
    package static func read(path: String) throws(FileProblem) -> Secret {
        let bytes = try FileContents.read(path: path, limit: ProfileLimits.passwordFileBytes)
        guard var text = String(validating: bytes, as: UTF8.self) else { throw FileProblem("it is not UTF-8 text") }
        if text.hasSuffix("\r\n") || text.hasSuffix("\n") { text.removeLast() }
        guard !text.isEmpty else { throw FileProblem("it is empty") }
        guard !text.unicodeScalars.contains("\0") else { throw FileProblem("it contains a NUL") }
        return Secret(text)
    }
}
