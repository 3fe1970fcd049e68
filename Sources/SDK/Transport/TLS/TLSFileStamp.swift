internal import Glibc

/// What the system says of the files of a TLS configuration, without reading them: it differs as soon as one was written
/// to or replaced.
///
/// Links are followed, so that a volume that swaps a link to a folder, as Kubernetes does, is seen as well. A time of
/// change counts beside the file's number, because a program can set the time of modification to whatever it likes.
struct TLSFileStamp: Hashable {
    private struct Entry: Hashable {
        let device: UInt
        let number: UInt
        let length: Int
        let modified: [Int]
        let changed: [Int]
    }

    /// One for each file that the configuration names or whose folder it names; `nil` for those that are not there.
    private let entries: [Entry?]

    init(of configuration: TLSConfiguration) {
        let named = [configuration.caFile, configuration.clientCertFile, configuration.clientKeyFile].compactMap { $0 }
        entries = (named + Self.files(of: configuration.caPath)).map(Self.entry)
    }

    /// A folder and what is in it: files can be written to without a change to the folder.
    private static func files(of folder: String?) -> [String] {
        guard let folder else { return [] }
        return [folder] + ((try? TLSContext.Trust.names(in: folder)) ?? []).map { "\(folder)/\($0)" }
    }

    private static func entry(_ path: String) -> Entry? {
        var status = stat()
        // The path is lent to the call, which writes to the local variable only.
        guard unsafe stat(path, &status) == 0 else { return nil }
        return Entry(
            device: UInt(status.st_dev), number: UInt(status.st_ino), length: Int(status.st_size),
            modified: [status.st_mtim.tv_sec, status.st_mtim.tv_nsec],
            changed: [status.st_ctim.tv_sec, status.st_ctim.tv_nsec])
    }
}
