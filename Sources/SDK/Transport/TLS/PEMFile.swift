internal import CAerospikeOpenSSL
internal import Glibc

/// A file of certificates or of a private key, in PEM.
struct PEMFile {
    let path: String
    /// What the definition calls it, such as `ca_file`.
    let role: String
    private let bytes: [UInt8]

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - role: What the definition calls it.
    ///   - isWaiting: Whether to wait for what comes out of a pipe, rather than to refuse it.
    /// - Throws: `AerospikeError` with code `invalidArgument` when it cannot be read.
    init(reading path: String, as role: String, isWaiting: Bool = true) throws(AerospikeError) {
        self.path = path
        self.role = role
        do throws(Unreadable) {
            bytes = try Self.contents(of: path, isWaiting: isWaiting)
        } catch {
            throw AerospikeError(
                .invalidArgument, "cannot read \(role) '\(path)': \(error.reason)",
                advice: "correct the path, or the rights of the file")
        }
    }

    private static func contents(of path: String, isWaiting: Bool) throws(Unreadable) -> [UInt8] {
        let file = try open(path, isWaiting ? 0 : O_NONBLOCK)
        if !isWaiting { try refuseStream(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            // A read writes no more than the chunk's length.
            let count = unsafe read(file.number, &chunk, chunk.count)
            guard count >= 0 else { throw Unreadable(.last) }
            guard count > 0 else { return bytes }
            guard bytes.count + count <= TLSLimits.fileLength else { throw Unreadable(SystemError(number: EFBIG)) }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    private static func open(_ path: String, _ flags: Int32) throws(Unreadable) -> Descriptor {
        do throws(SystemError) {
            // The path is lent to its call.
            return try Descriptor(unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | flags))
        } catch {
            throw Unreadable(error)
        }
    }

    /// Refuses a named pipe and its like: what comes out of it once is not there the next time.
    private static func refuseStream(_ file: borrowing Descriptor) throws(Unreadable) {
        var status = stat()
        // The call writes to the local variable only.
        guard unsafe fstat(file.number, &status) == 0 else { throw Unreadable(.last) }
        // Of folders, reading says what they are.
        guard [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else { throw Unreadable("it is not a file") }
    }

    /// Why a file cannot be read.
    private struct Unreadable: Error {
        let reason: String

        init(_ reason: String) { self.reason = reason }

        init(_ error: SystemError) { reason = "\(error)" }
    }

    /// The certificates, in the order of the file.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` when there is none, or one cannot be read.
    func certificates() throws(AerospikeError) -> [Certificate] {
        OpenSSLFault.forget()
        var certificates: [Certificate] = []
        // The stream is lent for the length of the closure.
        unsafe withStream { stream in
            while certificates.count < TLSLimits.certificatesPerFile, let next = unsafe Certificate(reading: stream) {
                certificates.append(next)
            }
        }
        let faults = OpenSSLFault.take()
        guard !certificates.isEmpty else {
            throw refused("holds no certificate", "give a file in PEM, with lines 'BEGIN CERTIFICATE'")
        }
        // Behind the last certificate there is no beginning of another: that is how the file ends.
        guard faults.allSatisfy(\.isEndOfFile) else {
            throw refused("cannot be read behind certificate \(certificates.count): \(faults.words)", nil)
        }
        return certificates
    }

    /// The private key.
    ///
    /// - Parameter password: The passphrase of an encrypted key.
    /// - Throws: `AerospikeError` with code `invalidArgument` when there is none, or it cannot be read.
    func privateKey(password: Secret?) throws(AerospikeError) -> PrivateKey {
        OpenSSLFault.forget()
        // The stream is lent for the length of the closure.
        let key = unsafe withStream { stream in unsafe PrivateKey(reading: stream, password: password) }
        let faults = OpenSSLFault.take()
        if let key { return key }
        guard holdsPrivateKey else {
            throw refused("holds no private key", "give a file in PEM, with a line 'BEGIN PRIVATE KEY'")
        }
        guard isEncrypted else { throw refused("holds no key that can be read: \(faults.words)", nil) }
        guard password != nil else {
            throw refused(
                "is encrypted, and there is no passphrase", "give client_key_password_file in tls:, or use a plain key")
        }
        throw refused("cannot be decrypted: the passphrase is wrong", "correct the passphrase of the client's key")
    }

    /// Whether there is a private key in it, perhaps beside certificates.
    var holdsPrivateKey: Bool { holds("PRIVATE KEY-----") }

    /// Whether a private key in it can be read with a passphrase only: both forms of encrypted keys, PKCS#8 and the older
    /// one, say so in clear.
    var isEncrypted: Bool { holds("ENCRYPTED") }

    private func holds(_ text: String) -> Bool {
        let word = Array(text.utf8)
        return bytes.indices.dropLast(word.count - 1).contains { bytes[$0...].starts(with: word) }
    }

    private func refused(_ problem: String, _ advice: String?) -> AerospikeError {
        AerospikeError(.invalidArgument, "\(role) '\(path)' \(problem)", advice: advice)
    }

    /// Lends the file's bytes as a stream of OpenSSL's.
    private func withStream<Value>(_ body: (OpaquePointer?) -> Value) -> Value {
        // The stream looks at the bytes, which are lent for as long as it lives.
        unsafe bytes.withUnsafeBytes { raw in
            let stream = unsafe BIO_new_mem_buf(raw.baseAddress, Int32(raw.count))
            defer { unsafe BIO_free(stream) }
            return unsafe body(stream)
        }
    }
}

extension OpenSSLFault {
    fileprivate var isEndOfFile: Bool { isEncoding(PEM_R_NO_START_LINE) }
}

/// A certificate in memory.
@safe
final class Certificate {
    let handle: OpaquePointer

    /// Reads the next certificate of a stream; what is not one is skipped.
    fileprivate init?(reading stream: OpaquePointer?) {
        // With a passphrase given, even the empty one, OpenSSL does not ask the terminal for one.
        var none: CChar = 0
        guard let handle = unsafe PEM_read_bio_X509(stream, nil, nil, &none) else { return nil }
        unsafe self.handle = unsafe handle
    }

    // Nobody else has freed it: who keeps it takes a reference of its own.
    deinit { unsafe X509_free(handle) }
}

/// A private key in memory.
@safe
final class PrivateKey {
    let handle: OpaquePointer

    fileprivate init?(reading stream: OpaquePointer?, password: Secret?) {
        // The passphrase is lent to the call; the empty one keeps OpenSSL from asking the terminal.
        let handle = unsafe (password?.reveal() ?? "").withCString { text in
            unsafe PEM_read_bio_PrivateKey(stream, nil, nil, UnsafeMutableRawPointer(mutating: text))
        }
        guard let handle = unsafe handle else { return nil }
        unsafe self.handle = unsafe handle
    }

    // Nobody else has freed it: who keeps it takes a reference of its own.
    deinit { unsafe EVP_PKEY_free(handle) }
}
