extension CheckStep {
    /// The days that a certificate must last for a check to pass in silence.
    static let fewestDaysLeft = 30

    /// What a server has shown and agreed on.
    init(_ host: Host, _ summary: TLSSummary) {
        let name = summary.certificate?.commonName ?? "?"
        let issuer = summary.certificate.map { "; issued by '\($0.issuer)', chain of \(summary.chainLength)" } ?? ""
        self.init(.tls, "\(host)", detail: "\(summary)\(issuer)")
        warn(of: summary.certificate, "the server's certificate", "renew the certificate of '\(name)'")
    }

    /// What the client has to show of itself; `nil` for a client that shows nothing.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` when the files cannot be used.
    static func ownCertificate(_ tls: TLSConfiguration) throws(AerospikeError) -> CheckStep? {
        guard let path = tls.clientCertFile, let identity = try TLSIdentity(of: tls),
            let certificate = try identity.certificates().first
        else { return nil }
        let facts = unsafe CertificateFacts(certificate.handle)  // The certificate outlives the call.
        var step = CheckStep(
            .tls, path.split(separator: "/").last.map(String.init) ?? path,
            detail: "the client's own: CN '\(facts.commonName ?? "")', issued by '\(facts.issuer)', "
                + "\(facts.daysLeft.of("day")) left")
        step.warn(of: facts, "the client's certificate", "renew client_cert_file")
        return step
    }

    /// Turns a step that passed into a warning, when a certificate ends soon.
    private mutating func warn(of certificate: CertificateFacts?, _ subject: String, _ remedy: String) {
        guard let certificate, certificate.daysLeft < Self.fewestDaysLeft else { return }
        let end = certificate.notAfter
        let message = "\(subject) ends on \(end) UTC: \(max(0, certificate.daysLeft).of("day")) left"
        warn(of: AerospikeError(.tlsFailed, message, advice: "\(remedy) before \(end) UTC"), keepingDetail: true)
    }

    /// Turns a step that passed into a warning.
    ///
    /// - Parameter keepsDetail: Whether what was found stays to be read.
    mutating func warn(of remark: AerospikeError, keepingDetail keepsDetail: Bool = false) {
        status = .warning
        if !keepsDetail { detail = remark.message }
        error = remark
        advice = remark.advice
    }
}
