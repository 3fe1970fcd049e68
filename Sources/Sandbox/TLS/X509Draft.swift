internal import AerospikeSDK
internal import CAerospikeOpenSSL

/// A private key of OpenSSL's.
@safe
final class X509Key {
    let handle: OpaquePointer

    init() throws(AerospikeError) {
        OpenSSLLibrary.prepare()
        guard let handle = unsafe aerospike_tls_make_key() else { throw .openSSL("make a key") }
        unsafe self.handle = unsafe handle
    }

    // Nobody else has it: certificates copy the public half.
    deinit { unsafe EVP_PKEY_free(handle) }

    /// The key in PEM, in clear unless a passphrase is given.
    func pem(encryptedWith passphrase: Secret? = nil) throws(AerospikeError) -> [UInt8] {
        // The key is this object's own; the passphrase is lent with its length, and looked at with a cipher only.
        let phrase = Array((passphrase?.reveal() ?? "").utf8)
        let cipher = unsafe passphrase == nil ? nil : EVP_aes_256_cbc()
        return unsafe try PEMText.write { stream in
            unsafe PEM_write_bio_PrivateKey(stream, handle, cipher, phrase, Int32(phrase.count), nil, nil)
        }
    }
}

/// A certificate that is being made.
@safe
final class X509Draft {
    private let handle: OpaquePointer

    private static let day = 24 * 3600

    /// Begins a certificate for a key.
    init(
        commonName: String,
        key: X509Key,
        validity: SandboxCertificate.Validity
    ) throws(AerospikeError) {
        guard let handle = unsafe X509_new() else { throw .openSSL("make a certificate") }
        unsafe self.handle = unsafe handle
        let (from, to) =
            switch validity {
            case .current: (-Self.day, 365 * Self.day)
            case .ending(let days): (-Self.day, min(max(days, 0), 36_500) * Self.day + 3600)
            case .expired: (-365 * Self.day, -Self.day)
            case .notYet: (Self.day, 365 * Self.day)
            }
        // All of it is copied into the certificate, which is this object's own; the number is positive, as it must be.
        let name = Array(commonName.utf8)
        let isMade =
            unsafe X509_set_version(handle, 2) == 1
            && ASN1_INTEGER_set_uint64(X509_get_serialNumber(handle), .random(in: 1...UInt64(Int64.max))) == 1
            && X509_gmtime_adj(X509_getm_notBefore(handle), from) != nil
            && X509_gmtime_adj(X509_getm_notAfter(handle), to) != nil
            && X509_NAME_add_entry_by_NID(
                X509_get_subject_name(handle), NID_commonName, MBSTRING_UTF8, name, Int32(name.count), -1, 0) == 1
            && X509_set_pubkey(handle, key.handle) == 1
        guard isMade else { throw .openSSL("make a certificate for '\(commonName)'") }
    }

    // Nobody else has it.
    deinit { unsafe X509_free(handle) }

    func setIssuer(_ issuer: X509Draft) throws(AerospikeError) {
        // The name is copied.
        guard unsafe X509_set_issuer_name(handle, X509_get_subject_name(issuer.handle)) == 1 else {
            throw .openSSL("name an issuer")
        }
    }

    /// Adds an extension, in OpenSSL's own words.
    func extend(_ kind: Int32, _ words: String, by issuer: X509Draft) throws(AerospikeError) {
        // Both certificates live on after the call, which copies what it takes.
        guard unsafe aerospike_tls_extend(handle, issuer.handle, kind, words) == 1 else {
            throw .openSSL("extend a certificate by '\(words)'")
        }
    }

    func sign(with key: X509Key) throws(AerospikeError) {
        // The certificate is this object's own; the key is only looked at.
        guard unsafe X509_sign(handle, key.handle, EVP_sha256()) > 0 else { throw .openSSL("sign a certificate") }
    }

    /// The certificate in PEM.
    func pem() throws(AerospikeError) -> [UInt8] {
        // The certificate is this object's own.
        unsafe try PEMText.write { stream in unsafe PEM_write_bio_X509(stream, handle) }
    }
}

/// What OpenSSL writes in PEM.
private enum PEMText {
    /// Lends a stream to a body and returns what it has written.
    static func write(_ body: (OpaquePointer?) -> Int32) throws(AerospikeError) -> [UInt8] {
        // The stream belongs to this call, and is asked how much there is before it is read.
        let stream = unsafe BIO_new(BIO_s_mem())
        defer { unsafe BIO_free(stream) }
        guard unsafe body(stream) == 1 else { throw .openSSL("write PEM") }
        var bytes = [UInt8](repeating: 0, count: unsafe BIO_ctrl_pending(stream))
        let count = unsafe BIO_read(stream, &bytes, Int32(bytes.count))
        guard count == bytes.count else { throw .openSSL("write PEM") }
        return bytes
    }
}

extension AerospikeError {
    /// The error of a certificate that OpenSSL did not make; its reasons stay with it.
    fileprivate static func openSSL(_ task: String) -> AerospikeError {
        ERR_clear_error()
        return AerospikeError(.tlsFailed, "the sandbox could not \(task): OpenSSL refuses")
    }
}
