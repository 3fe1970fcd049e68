package import AerospikeSDK

/// A file that holds a password and nothing else.
package enum PasswordFile {
    /// Reads a password; one line break at the end belongs to the file, not to the password.
    package static func read(path: String) throws(FileProblem) -> Secret {
        let text = try TextFile.read(path: path, limit: ProfileLimits.passwordFileBytes)
        guard !text.isEmpty else { throw FileProblem("it is empty") }
        return Secret(text)
    }
}
