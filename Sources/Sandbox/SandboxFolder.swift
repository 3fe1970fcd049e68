internal import AerospikeSDK
internal import Glibc

/// A folder for the files that a sandbox gives to its clients: certificates, keys, passwords.
///
/// Only the user who runs the sandbox may look into it. A folder that the sandbox made up itself is removed with it.
///
/// Every call of the system below is lent its texts for its own length. Hence the `unsafe` marks.
final class SandboxFolder {
    let path: String
    private let isTemporary: Bool
    private var names: Set<String> = []

    /// Makes a folder.
    ///
    /// - Parameter wanted: Where, or `nil` for one that is removed at the end.
    init(at wanted: String?) throws(AerospikeError) {
        isTemporary = wanted == nil
        do throws(SystemError) {
            path = if let wanted { try Self.make(wanted) } else { try Self.makeTemporary() }
        } catch {
            throw AerospikeError(
                .invalidArgument, "the sandbox cannot make the folder \(wanted ?? "for its files"): \(error)",
                advice: "name a folder that can be written to")
        }
    }

    deinit {
        guard isTemporary else { return }
        for name in names { unsafe remove(file(name)) }
        unsafe rmdir(path)
    }

    private static func make(_ path: String) throws(SystemError) -> String {
        guard unsafe mkdir(path, S_IRWXU) == 0 || errno == EEXIST else { throw .last }
        // The system's copy of the path is taken over here, and given back.
        guard let whole = unsafe realpath(path, nil) else { throw .last }
        defer { unsafe free(whole) }
        return unsafe String(cString: whole)
    }

    private static func makeTemporary() throws(SystemError) -> String {
        // The environment's text is copied at once; the template is an array of this call's, with its end marked.
        let base = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/aerospike-sandbox-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw .last }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The path of a file.
    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file that is removed with the folder, if that is.
    ///
    /// - Returns: Its path.
    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws(AerospikeError) -> String {
        let path = file(name)
        try PrivateFile.write(bytes, to: path)
        names.insert(name)
        return path
    }
}
