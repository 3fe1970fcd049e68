internal import CAerospikeOpenSSL

/// Who one end of a connection is: a certificate, those that lead from it to an authority, and its private key.
package struct TLSIdentity: Sendable {
    private let certificateFile: String
    private let keyFile: String
    private let keyPassword: Secret?
    private let roles: (certificate: String, key: String)

    /// Names the files of an identity; they are read when a context is made.
    package init(certificateFile: String, keyFile: String, keyPassword: Secret? = nil) {
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        self.keyPassword = keyPassword
        roles = ("the certificate file", "the key file")
    }

    /// The identity of a client, when its configuration gives it one.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` when one half is missing.
    init?(of configuration: TLSConfiguration) throws(AerospikeError) {
        switch (configuration.clientCertFile, configuration.clientKeyFile) {
        case (nil, nil): return nil
        case (let certificateFile?, let keyFile?):
            self.certificateFile = certificateFile
            self.keyFile = keyFile
        case (_?, nil): throw Self.half("client_cert_file", without: "client_key_file")
        case (nil, _?): throw Self.half("client_key_file", without: "client_cert_file")
        }
        keyPassword = configuration.clientKeyPassword
        roles = ("client_cert_file", "client_key_file")
    }

    private static func half(_ given: String, without missing: String) -> AerospikeError {
        AerospikeError(
            .invalidArgument, "the definition gives \(given) without \(missing)", advice: "give both, or neither")
    }

    func certificates() throws(AerospikeError) -> [Certificate] {
        try PEMFile(reading: certificateFile, as: roles.certificate).certificates()
    }

    func privateKey() throws(AerospikeError) -> PrivateKey {
        try PEMFile(reading: keyFile, as: roles.key).privateKey(password: keyPassword)
    }

    /// The error of two files that do not belong together.
    var mismatch: AerospikeError {
        AerospikeError(
            .invalidArgument, "the key in '\(keyFile)' does not belong to the certificate in '\(certificateFile)'",
            advice: "the first certificate of the file must be the key's own; the authorities' follow it")
    }

    func refusal(_ faults: [OpenSSLFault]) -> AerospikeError {
        AerospikeError(
            .invalidArgument, "OpenSSL does not take the certificate in '\(certificateFile)': \(faults.words)",
            advice: "use a certificate with a key of 2048 bits (RSA) or 256 bits (EC) at least")
    }
}

extension TLSContext {
    /// Shows an identity to every peer that asks.
    func present(_ identity: TLSIdentity) throws(AerospikeError) {
        let certificates = try identity.certificates()
        let key = try identity.privateKey()
        OpenSSLFault.forget()
        // The context takes references of its own to the certificates and the key.
        guard let own = certificates.first, unsafe SSL_CTX_use_certificate(handle, own.handle) == 1 else {
            throw identity.refusal(OpenSSLFault.take())
        }
        for issuer in certificates.dropFirst() {
            guard unsafe aerospike_tls_add_chain_certificate(handle, issuer.handle) == 1 else {
                throw identity.refusal(OpenSSLFault.take())
            }
        }
        let isPair = unsafe SSL_CTX_use_PrivateKey(handle, key.handle) == 1
        guard isPair, unsafe SSL_CTX_check_private_key(handle) == 1 else {
            OpenSSLFault.forget()
            throw identity.mismatch
        }
    }
}
