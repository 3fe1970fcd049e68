internal import CAerospikeOpenSSL

/// What the two ends of a connection have agreed on, and what the peer has shown.
package struct TLSSummary: Hashable, Sendable {
    /// The version, such as `TLSv1.3`.
    package let version: String
    /// The cipher suite, such as `TLS_AES_256_GCM_SHA384`.
    package let cipher: String
    /// What the peer's certificate says; `nil` where it showed none.
    package let certificate: CertificateFacts?
    /// How many certificates lead from the peer's own to an authority, both included; 0 where none was looked at.
    package let chainLength: Int
    /// Whether an earlier session was taken up.
    package let isResumed: Bool

    /// Reads the state of a connection.
    init(_ connection: OpaquePointer) {
        // The texts are constants of the library; the certificate is a reference that is given back.
        version = unsafe String(cString: SSL_get_version(connection))
        let suite = unsafe SSL_get_current_cipher(connection)
        cipher = unsafe SSL_CIPHER_get_name(suite).map { unsafe String(cString: $0) } ?? "?"
        let certificate = unsafe SSL_get1_peer_certificate(connection)
        defer { unsafe X509_free(certificate) }
        self.certificate = unsafe certificate.map { unsafe CertificateFacts($0) }
        chainLength = unsafe SSL_get0_verified_chain(connection).map { Int(unsafe OPENSSL_sk_num($0)) } ?? 0
        isResumed = unsafe SSL_session_reused(connection) == 1
    }
}

extension TLSSummary: CustomStringConvertible {
    /// Protocol, cipher suite, names and days left, for one line of a report.
    package var description: String {
        guard let certificate else { return "\(version), \(cipher)" }
        let names = certificate.names.isEmpty ? certificate.commonName.map { [$0] } ?? [] : certificate.names
        let shown = names.prefix(TLSLimits.namesShown).joined(separator: ", ")
        return "\(version), \(cipher); certificate of \(shown), \(certificate.daysLeft) days left"
    }
}
