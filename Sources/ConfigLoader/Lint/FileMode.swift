import Glibc

/// Who may do what with a file.
struct FileMode: Hashable {
    private let bits: mode_t

    /// Asks the system; `nil` when there is no such file.
    init?(of path: String) {
        var status = stat()
        // The path is lent to the call, which writes to the local variable only.
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        bits = status.st_mode & 0o777
    }

    /// Whether others than the owner may read it.
    var isReadableByOthers: Bool { bits & (S_IRGRP | S_IROTH) != 0 }

    /// Who may, beside the owner.
    var readers: String { bits & S_IROTH != 0 ? "every user of this machine" : "every user of its group" }

    /// The mode as `chmod` takes it, such as `0640`.
    var octal: String {
        let digits = String(bits, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
