internal import CAerospikeOpenSSL

extension TLSContext {
    /// The versions that may be named, from the oldest on; those before them are broken.
    private static let versions: [(name: String, number: Int32)] = [
        ("TLSv1.2", TLS1_2_VERSION), ("TLSv1.3", TLS1_3_VERSION),
    ]

    /// The cipher suites of TLS 1.3, which OpenSSL keeps apart from the others.
    ///
    /// Source: RFC 8446, appendix B.4.
    private static let newSuites: Set = [
        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_CCM_SHA256",
        "TLS_AES_128_CCM_8_SHA256",
    ]

    /// Limits the versions of the protocol.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` for a version that is not known.
    func offer(_ protocols: [String]) throws(AerospikeError) {
        var numbers: [Int32] = []
        for name in protocols {
            guard let version = Self.versions.first(where: { $0.name == name }) else {
                let known = Self.versions.map(\.name).joined(separator: " and ")
                throw AerospikeError(
                    .invalidArgument, "'\(name)' is no version of TLS that is spoken here",
                    advice: "name \(known) in protocols, or leave it out for both")
            }
            numbers.append(version.number)
        }
        let oldest = numbers.min() ?? TLS1_2_VERSION
        let newest = numbers.max() ?? TLS1_3_VERSION
        // The context is this object's own.
        guard unsafe aerospike_tls_set_versions(handle, oldest, newest) == 1 else {
            throw AerospikeError(
                .invalidArgument, "this system's OpenSSL does not speak \(protocols.joined(separator: ", "))",
                advice: "look at its configuration (openssl.cnf), or name other protocols")
        }
    }

    /// Limits the cipher suites; a version of the protocol for which none is named keeps OpenSSL's own choice.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` for a suite that is not known.
    func use(ciphers: [String]) throws(AerospikeError) {
        let names = ciphers.flatMap { $0.split(separator: ":").map(String.init) }
        let new = names.filter(Self.newSuites.contains)
        let old = names.filter { !Self.newSuites.contains($0) }
        if !new.isEmpty { try require(unsafe SSL_CTX_set_ciphersuites(handle, new.joined(separator: ":")), new) }
        guard !old.isEmpty else { return }
        // One by one first: of several names, OpenSSL passes over those that it does not know.
        for name in old where !Self.isRule(name) { try require(unsafe SSL_CTX_set_cipher_list(handle, name), [name]) }
        // Without a certificate there would be nothing to verify, and without encryption nothing to hide.
        let list = (old + ["!aNULL", "!eNULL"]).joined(separator: ":")
        try require(unsafe SSL_CTX_set_cipher_list(handle, list), old)
    }

    /// Whether a word removes or reorders suites rather than naming some.
    private static func isRule(_ name: String) -> Bool {
        guard let first = name.first else { return true }
        return "!-+@".contains(first)
    }

    private func require(_ status: Int32, _ names: [String]) throws(AerospikeError) {
        defer { OpenSSLFault.forget() }
        guard status != 1 else { return }
        let list = names.map { "'\($0)'" }.joined(separator: ", ")
        throw AerospikeError(
            .invalidArgument, "OpenSSL knows no cipher suite \(list), or does not allow it",
            advice: "take names from 'openssl ciphers -s -v' for ciphers, or leave it out for OpenSSL's choice")
    }
}
