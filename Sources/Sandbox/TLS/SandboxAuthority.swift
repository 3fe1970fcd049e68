package import AerospikeSDK
internal import CAerospikeOpenSSL

/// An authority that exists as long as a sandbox: it signs the certificates of servers and clients.
///
/// Its key never leaves the process, so that nobody else can sign anything for those that trust it.
package final class SandboxAuthority {
    /// A certificate and its private key, in PEM.
    package struct Identity: Sendable {
        package let certificate: [UInt8]
        package let key: [UInt8]
    }

    /// The authority's own certificate, in PEM.
    package let certificate: [UInt8]
    private let draft: X509Draft
    private let key: X509Key

    /// Makes an authority.
    ///
    /// - Parameters:
    ///   - name: Its common name.
    ///   - validity: When it holds; now unless given.
    /// - Throws: `AerospikeError` with code `tlsFailed` when OpenSSL does not make one.
    package init(
        named name: String = "Sandbox Authority",
        validity: SandboxCertificate.Validity = .current
    ) throws(AerospikeError) {
        key = try X509Key()
        draft = try X509Draft(commonName: name, key: key, validity: validity)
        try draft.setIssuer(draft)
        try draft.extend(NID_basic_constraints, "critical,CA:TRUE", by: draft)
        try draft.extend(NID_key_usage, "critical,keyCertSign,cRLSign", by: draft)
        try draft.extend(NID_subject_key_identifier, "hash", by: draft)
        try draft.sign(with: key)
        certificate = try draft.pem()
    }

    /// Signs a certificate for a key made for it.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` for a name that no certificate can carry.
    package func issue(_ description: SandboxCertificate) throws(AerospikeError) -> Identity {
        guard let names = description.alternativeNames, 1...64 ~= description.commonName.utf8.count else {
            let names = [description.commonName] + description.names
            throw AerospikeError(
                .invalidArgument, "no certificate can carry the names \(names.joined(separator: ", "))",
                advice: "use host names and IP addresses, and a common name of 1 to 64 bytes")
        }
        let key = try X509Key()
        let draft = try X509Draft(
            commonName: description.commonName, key: key, validity: description.validity)
        try draft.setIssuer(self.draft)
        try draft.extend(NID_basic_constraints, "critical,CA:FALSE", by: self.draft)
        try draft.extend(NID_key_usage, "critical,digitalSignature", by: self.draft)
        let uses = description.isForServersOnly ? "serverAuth" : "serverAuth,clientAuth"
        try draft.extend(NID_ext_key_usage, uses, by: self.draft)
        try draft.extend(NID_subject_key_identifier, "hash", by: self.draft)
        try draft.extend(NID_authority_key_identifier, "keyid:always", by: self.draft)
        if !names.isEmpty { try draft.extend(NID_subject_alt_name, names, by: self.draft) }
        try draft.sign(with: self.key)
        return Identity(
            certificate: try draft.pem(), key: try key.pem(encryptedWith: description.keyPassphrase))
    }
}
