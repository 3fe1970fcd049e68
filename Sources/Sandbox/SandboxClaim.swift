internal import AerospikeSDK
internal import Glibc

/// A file in a temporary folder that its sandbox keeps locked: the system lets go of the lock when the process ends,
/// however it ends, and whoever can take it then knows that nobody uses the folder any more.
///
/// Every call of the system below is lent its texts and structures for its own length. Hence the `unsafe` marks.
struct SandboxClaim {
    /// How the names of temporary folders begin.
    static let prefix = "aerospike-sandbox-"
    private static let name = "in-use"

    private let path: String
    private let descriptor: Int32

    /// Claims a folder that has just been made.
    init(to folder: String) throws(SystemError) {
        path = "\(folder)/\(Self.name)"
        // It gets its name when it is locked already: nobody else can ever take the lock of a folder that is in use.
        let draft = "\(path).new"
        descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR)
        guard descriptor >= 0 else { throw .last }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, unsafe rename(draft, path) == 0 else {
            let error = SystemError.last
            close(descriptor)
            throw error
        }
    }

    /// Takes the file away, and lets go of the lock.
    func end() {
        unsafe remove(path)
        close(descriptor)
    }
}

extension SandboxClaim {
    /// Removes the folders of this user whose sandboxes have ended without doing so.
    ///
    /// A folder without a claim is left alone: it may be about to get one, or be somebody else's.
    static func sweep(_ base: String) {
        for name in names(in: base).filter({ $0.hasPrefix(prefix) }).prefix(SandboxLimits.foldersSwept) {
            let folder = "\(base)/\(name)"
            guard isOwn(folder), let lock = abandonedClaim(in: folder) else { continue }
            for file in names(in: folder) { unsafe unlink("\(folder)/\(file)") }
            unsafe rmdir(folder)
            close(lock)
        }
    }

    /// Whether a path is a folder itself, not a link to one, and belongs to the user of this process.
    private static func isOwn(_ path: String) -> Bool {
        var facts = stat()
        return unsafe lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR && facts.st_uid == geteuid()
    }

    /// The lock of a folder that nobody uses; `nil` for one in use, or that has none.
    private static func abandonedClaim(in folder: String) -> Int32? {
        let descriptor = unsafe open("\(folder)/\(name)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    private static func names(in folder: String) -> [String] {
        guard let directory = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        // An entry is the system's until the next call; its name is copied at once.
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
