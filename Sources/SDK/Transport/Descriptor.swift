internal import Glibc

/// A file descriptor that is closed when it goes out of use.
struct Descriptor: ~Copyable {
    let number: Int32

    /// Takes over what a system call returned.
    ///
    /// - Throws: `SystemError` when the call failed.
    init(_ number: Int32) throws(SystemError) {
        guard number >= 0 else { throw .last }
        self.init(open: number)
    }

    private init(open number: Int32) {
        self.number = number
    }

    deinit { _ = close(number) }
}
