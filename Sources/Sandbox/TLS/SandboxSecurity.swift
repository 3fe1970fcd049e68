internal import AerospikeSDK

/// The certificates of a sandbox's nodes and clients, and who may sign them.
final class SandboxSecurity {
    private let authority: SandboxAuthority
    private let folder: SandboxFolder
    private let tls: SandboxTLS

    /// Makes the authority and writes what clients need.
    init(_ tls: SandboxTLS, in folder: SandboxFolder) throws(AerospikeError) {
        self.tls = tls
        self.folder = folder
        authority = try SandboxAuthority()
        try folder.write(authority.certificate, to: "ca.pem")
        try issue(SandboxCertificate(tls.clientName), as: "client")
    }

    /// The files of the sandbox.
    var files: SandboxFiles { SandboxFiles(folder: folder.path) }

    /// Makes what a node shows its clients, and expects of them.
    ///
    /// - Parameter certificate: What its certificate says, or `nil` for what it should.
    func context(_ certificate: SandboxCertificate? = nil) throws(AerospikeError) -> TLSContext {
        let files = try issue(certificate ?? .server(tls.name), as: "server")
        return try TLSContext.server(
            TLSIdentity(certificateFile: files.certificateFile, keyFile: files.keyFile),
            clientCAFile: tls.requiresClientCertificate ? self.files.caFile : nil, protocols: tls.protocols)
    }

    /// Makes a certificate and writes it, and its key, to files.
    @discardableResult
    func issue(_ certificate: SandboxCertificate, as name: String) throws(AerospikeError) -> SandboxIdentity {
        let signer = certificate.isFromStranger ? try SandboxAuthority(named: "Stranger") : authority
        let identity = try signer.issue(certificate)
        return SandboxIdentity(
            certificateFile: try folder.write(identity.certificate, to: "\(name).pem"),
            keyFile: try folder.write(identity.key, to: "\(name)-key.pem"))
    }
}
