internal import AerospikeSDK
internal import Glibc

/// Files that only the user who runs the sandbox may read.
///
/// Every call of the system below is lent its texts and bytes for its own length. Hence the `unsafe` marks.
enum PrivateFile {
    /// Writes a file in place of one that is there; readers find the old one or the new one, never half of one.
    static func write(_ bytes: [UInt8], to path: String) throws(AerospikeError) {
        let draft = "\(path).new"
        do throws(SystemError) {
            unsafe remove(draft)
            try write(bytes, toNew: draft)
            guard unsafe rename(draft, path) == 0 else { throw .last }
        } catch {
            unsafe remove(draft)
            throw AerospikeError(
                .invalidArgument, "the sandbox cannot write \(path): \(error)",
                advice: "name a place that can be written to")
        }
    }

    private static func write(_ bytes: [UInt8], toNew path: String) throws(SystemError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR)
        guard descriptor >= 0 else { throw .last }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw .last }
            rest = rest.dropFirst(count)
        }
    }
}
