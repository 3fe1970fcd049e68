extension Credentials {
    /// Refuses credentials with which no login could succeed, or only one that betrays the password.
    ///
    /// - Parameter tls: How the connections of the same definition are encrypted.
    /// - Throws: `AerospikeError` with code `invalidArgument`.
    func validate(with tls: TLSConfiguration?) throws(AerospikeError) {
        switch self {
        case .native(let user, let password), .externalInsecure(let user, let password):
            try Self.check(user: user)
            try PasswordHash.check(password)
        case .external(let user, let password):
            try Self.check(user: user)
            try PasswordHash.check(password)
            try Self.requireEncryption(tls)
        case .certificate: try Self.requireCertificate(tls)
        }
    }

    private static func check(user: String) throws(AerospikeError) {
        guard !user.isEmpty else {
            throw AerospikeError(.invalidArgument, "the user's name is empty", advice: "name the user to log in as")
        }
        let length = user.utf8.count
        guard length <= LoginLimits.userLength else {
            throw AerospikeError(
                .invalidArgument, "the user's name is \(length) bytes long; the most is \(LoginLimits.userLength)")
        }
    }

    private static func requireEncryption(_ tls: TLSConfiguration?) throws(AerospikeError) {
        guard tls == nil else { return }
        throw AerospikeError(
            .invalidArgument, "external logins send the password itself, so they need TLS",
            advice: "configure TLS, or choose the mode external_insecure on a network that nobody listens to")
    }

    private static func requireCertificate(_ tls: TLSConfiguration?) throws(AerospikeError) {
        guard tls?.clientCertFile == nil else { return }
        throw AerospikeError(
            .invalidArgument, "certificate logins need a client certificate, which TLS presents",
            advice: "configure TLS with a client certificate and its key (client_cert_file, client_key_file)")
    }
}
