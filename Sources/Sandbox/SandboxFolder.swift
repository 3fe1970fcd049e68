internal import AerospikeSDK
internal import Glibc

/// A folder for the files that a sandbox gives to its clients: certificates, keys, passwords.
///
/// Only the user who runs the sandbox may look into it. A folder that the sandbox made up itself is removed with it; what
/// is left of one that was killed, by the next sandbox that makes one.
///
/// Every call of the system below is lent its texts for its own length. Hence the `unsafe` marks.
final class SandboxFolder {
    let path: String
    private let isTemporary: Bool
    private var names: Set<String> = []
    /// Shows that somebody still uses a temporary folder.
    private let claim: SandboxClaim?

    /// Makes a folder.
    ///
    /// - Parameters:
    ///   - wanted: Where, or `nil` for one that is removed at the end.
    ///   - base: Where that is made; where the system keeps temporary files unless given.
    init(at wanted: String?, in base: String? = nil) throws(AerospikeError) {
        isTemporary = wanted == nil
        do throws(SystemError) {
            if let wanted {
                path = try Self.make(wanted)
                claim = nil
            } else {
                let base = base ?? Self.temporaryBase
                SandboxClaim.sweep(base)
                path = try Self.makeTemporary(in: base)
                claim = try SandboxClaim(to: path)
            }
        } catch {
            throw AerospikeError(
                .invalidArgument, "the sandbox cannot make the folder \(wanted ?? "for its files"): \(error)",
                advice: "name a folder that can be written to")
        }
    }

    deinit {
        guard isTemporary else { return }
        for name in names { unsafe remove(file(name)) }
        claim?.end()
        unsafe rmdir(path)
    }

    private static func make(_ path: String) throws(SystemError) -> String {
        guard unsafe mkdir(path, S_IRWXU) == 0 || errno == EEXIST else { throw .last }
        // The system's copy of the path is taken over here, and given back.
        guard let whole = unsafe realpath(path, nil) else { throw .last }
        defer { unsafe free(whole) }
        return unsafe String(cString: whole)
    }

    private static var temporaryBase: String {
        // The environment's text is copied at once.
        unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    }

    private static func makeTemporary(in base: String) throws(SystemError) -> String {
        // The template is an array of this call's, with its end marked.
        var template = Array("\(base)/\(SandboxClaim.prefix)XXXXXX".utf8CString)
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
