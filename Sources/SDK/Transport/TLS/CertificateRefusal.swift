internal import CAerospikeOpenSSL

/// Why the peer's certificate was not accepted.
struct CertificateRefusal: Hashable {
    /// OpenSSL's number for the reason, `X509_V_ERR_…`.
    let reason: Int32
    /// How far from the peer's own certificate (0) the fault lies.
    let depth: Int
    /// How many certificates were looked at.
    let chainLength: Int
    /// What the peer's own certificate says.
    let certificate: CertificateFacts
    /// What the certificate at fault says.
    let culprit: CertificateFacts

    /// Reads why a verification failed.
    init?(_ verification: OpaquePointer?) {
        // All pointers belong to the verification under way, which is lent for the length of the call.
        guard let own = unsafe X509_STORE_CTX_get0_cert(verification) else { return nil }
        reason = unsafe X509_STORE_CTX_get_error(verification)
        depth = Int(unsafe X509_STORE_CTX_get_error_depth(verification))
        chainLength = unsafe X509_STORE_CTX_get0_chain(verification).map { Int(unsafe OPENSSL_sk_num($0)) } ?? 1
        certificate = unsafe CertificateFacts(own)
        culprit =
            if let current = unsafe X509_STORE_CTX_get_current_cert(verification) {
                unsafe CertificateFacts(current)
            } else { certificate }
    }

    /// OpenSSL's words for the reason, such as `certificate has expired`.
    var words: String {
        // The text is a constant of the library.
        unsafe String(cString: X509_verify_cert_error_string(Int(reason)))
    }

    private var isOfName: Bool {
        [X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH].contains(reason)
    }

    private var isOfTrust: Bool {
        [
            X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
            X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
        ].contains(reason)
    }

    /// The whole story.
    ///
    /// - Parameters:
    ///   - name: The name that was expected, or `nil` where the peer is a client.
    ///   - authorities: Where trust comes from.
    func error(expecting name: String?, trusting authorities: String) -> AerospikeError {
        let peer = name == nil ? "client" : "server"
        let expected = name.map { "; expected the name '\($0)'" } ?? ""
        let place = depth == 0 ? "" : "; at depth \(depth) stands '\(culprit.commonName ?? culprit.issuer)'"
        return AerospikeError(
            .tlsFailed,
            "the \(peer)'s certificate is refused: \(words)\(expected); the certificate holds \(certificate); "
                + "chain of \(chainLength)\(place)",
            advice: advice(expecting: name, trusting: authorities))
    }

    private func advice(expecting name: String?, trusting authorities: String) -> String? {
        if isOfName {
            let names = certificate.names.isEmpty ? certificate.commonName.map { [$0] } ?? [] : certificate.names
            return "set tls: name (or host:name:port) to a name of the certificate"
                + (names.first.map { ", such as '\($0)'," } ?? "") + " if this is the server that is meant"
        }
        if isOfTrust {
            return "trust comes from \(authorities): name a ca_file that holds the authority '\(culprit.issuer)', if "
                + "that is to be trusted"
        }
        switch reason {
        case X509_V_ERR_CERT_HAS_EXPIRED: return "renew the certificate of '\(culprit.commonName ?? "?")'"
        case X509_V_ERR_CERT_NOT_YET_VALID: return "compare the clocks of both machines"
        default: return nil
        }
    }
}
