internal import CAerospikeCrypt
internal import Glibc

/// The hash that logins send for a password: bcrypt, with a salt that is the same for every client and user.
///
/// Source: `as_password.c` of the C client's common library. Every call of C here is given memory that outlives it and
/// is as long as it says.
package enum PasswordHash {
    /// The length of every hash, in bytes: the salt with its prefix, and 31 characters for the password.
    package static let length = 60

    private static let salt = "$2a$10$7EqJtq98hPqEX7fNZaFWoO"

    /// Hashes a password: 50 to 100 ms of work, so never on an event loop or a cooperative thread.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` for a password that no server accepts, or `notSupported`
    ///   where the system's libcrypt has no bcrypt.
    package static func compute(_ password: Secret) throws(AerospikeError) -> SecretBytes {
        try check(password)
        guard let hash = crypt(password) else {
            throw AerospikeError(
                .notSupported, "the system's libcrypt does not compute bcrypt, in which logins send their password",
                advice: "use a system whose libcrypt is libxcrypt, and whose policy (such as FIPS mode) allows bcrypt")
        }
        return hash
    }

    /// Refuses a password of which bcrypt would see only the beginning.
    package static func check(_ password: Secret) throws(AerospikeError) {
        let bytes = password.reveal().utf8
        guard bytes.count <= LoginLimits.passwordLength else {
            throw AerospikeError(
                .invalidArgument,
                "the password is \(bytes.count) bytes long; the most is \(LoginLimits.passwordLength)")
        }
        guard !bytes.contains(0) else {
            throw AerospikeError(.invalidArgument, "the password holds the character NUL, at which its hash would end")
        }
    }

    private static func crypt(_ password: Secret) -> SecretBytes? {
        unsafe withWipedMemory(for: CChar.self, count: LoginLimits.passwordLength + 1) { phrase in
            // What follows the password stays zero, which ends it.
            for (index, byte) in password.reveal().utf8.enumerated() { unsafe phrase[index] = CChar(bitPattern: byte) }
            // The structure is tens of kilobytes long: too much for the stack of some threads.
            return unsafe withWipedMemory(for: crypt_data.self, count: 1) { data in
                guard let text = unsafe crypt_r(phrase, salt, data) else { return nil }
                // A failure is told by a short text that begins with an asterisk, or by none at all.
                let bytes = unsafe UnsafeBufferPointer(start: text, count: strlen(text)).map { UInt8(bitPattern: $0) }
                return bytes.count == length && bytes.starts(with: salt.utf8) ? SecretBytes(bytes) : nil
            }
        }
    }

    /// Lends zeroed memory, which is zeroed again before it is given back.
    private static func withWipedMemory<Element, Result>(
        for _: Element.Type, count: Int, _ body: (UnsafeMutablePointer<Element>) -> Result
    ) -> Result {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: count)
        let byteCount = count * MemoryLayout<Element>.stride
        unsafe memset(memory, 0, byteCount)
        defer {
            // Unlike `memset`, this is not left out by an optimiser that sees nobody read the memory again.
            unsafe explicit_bzero(memory, byteCount)
            unsafe memory.deallocate()
        }
        return unsafe body(memory)
    }
}
