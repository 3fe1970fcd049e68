/// Who logs in, in the form in which the protocol wants to know it.
package enum LoginIdentity: Hashable, Sendable {
    /// A user of the cluster's own, and the hash of its password.
    case native(user: String, hash: SecretBytes)
    /// A user of an external directory: the directory asks for the password itself.
    case external(user: String, hash: SecretBytes, password: Secret)
    /// The user that the certificate of the connection's TLS names.
    case certificate

    /// The user's name, where this end knows it.
    package var user: String? {
        switch self {
        case .native(let user, _), .external(let user, _, _): user
        case .certificate: nil
        }
    }
}

extension LoginIdentity {
    /// The request for a new session.
    ///
    /// Source: `as_cluster_login` in `as_admin.c` of the C client.
    var login: AdminMessage {
        switch self {
        case .native(let user, let hash):
            AdminMessage(.login, fields: [.init(.user, Array(user.utf8)), .init(.credential, hash.reveal())])
        case .external(let user, let hash, let password):
            AdminMessage(
                .login,
                fields: [
                    .init(.user, Array(user.utf8)),
                    .init(.credential, hash.reveal()),
                    .init(.clearPassword, Array(password.reveal().utf8)),
                ])
        case .certificate: AdminMessage(.login)
        }
    }

    /// The request to join a session.
    func authentication(_ token: SessionToken) -> AdminMessage {
        let token = AdminMessage.Field(.sessionToken, token.bytes.reveal())
        guard let user else { return AdminMessage(.authenticate, fields: [token]) }
        return AdminMessage(.authenticate, fields: [.init(.user, Array(user.utf8)), token])
    }
}

/// The credentials of one client, ready for all its logins.
package struct LoginCredentials: Sendable {
    private let credentials: Credentials
    private let hash: CredentialHash?

    package init(_ credentials: Credentials) {
        self.credentials = credentials
        switch credentials {
        case .native(_, let password), .external(_, let password), .externalInsecure(_, let password):
            hash = CredentialHash(of: password)
        case .certificate: hash = nil
        }
    }

    /// Who logs in; the task waits while the password is hashed, the first time.
    package func identity() async throws(AerospikeError) -> LoginIdentity {
        identity(try await hash?.value())
    }

    /// Who logs in; this thread waits while the password is hashed, the first time.
    package func waitForIdentity() throws(AerospikeError) -> LoginIdentity {
        identity(try hash?.wait())
    }

    private func identity(_ hash: SecretBytes?) -> LoginIdentity {
        guard let hash else { return .certificate }
        switch credentials {
        case .native(let user, _): return .native(user: user, hash: hash)
        case .external(let user, let password), .externalInsecure(let user, let password):
            return .external(user: user, hash: hash, password: password)
        case .certificate: return .certificate
        }
    }
}
