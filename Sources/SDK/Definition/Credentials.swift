/// How a client proves to a cluster who it is.
public enum Credentials: Hashable, Sendable {
    /// A user of the cluster's own; the password is sent as a bcrypt hash.
    case native(user: String, password: Secret)

    /// A user of an external directory (LDAP); the password is sent in clear, so TLS is required.
    case external(user: String, password: Secret)

    /// A user of an external directory over a connection without TLS: for test networks only.
    case externalInsecure(user: String, password: Secret)

    /// The user that the client's TLS certificate names; there is no password.
    case certificate
}

/// The ways to log in, as the Aerospike clients name them.
public enum AuthMode: String, CaseIterable, Hashable, Sendable {
    /// A user of the cluster's own.
    case native
    /// A user of an external directory, over TLS.
    case external
    /// A user of an external directory, without TLS.
    case externalInsecure = "external_insecure"
    /// The user named by the client's certificate (PKI).
    case certificate
}

extension Credentials {
    /// The way to log in that these credentials belong to.
    public var mode: AuthMode {
        switch self {
        case .native: .native
        case .external: .external
        case .externalInsecure: .externalInsecure
        case .certificate: .certificate
        }
    }

    /// The user's name, where the credentials carry one.
    public var user: String? {
        switch self {
        case .native(let user, _), .external(let user, _), .externalInsecure(let user, _): user
        case .certificate: nil
        }
    }
}
