/// How connections to a cluster are encrypted, and how both ends prove who they are.
///
/// The paths are read when a client connects. A client certificate and its key come together or not at all.
public struct TLSConfiguration: Hashable, Sendable {
    /// The name that each server's certificate must carry, or `nil` for the cluster's name, else the host's.
    public var name: String?

    /// A file of certificates (PEM) of the authorities to trust, or `nil` for the system's store.
    public var caFile: String?

    /// A folder of certificates of the authorities to trust.
    public var caPath: String?

    /// The client's certificate chain (PEM), for clusters that ask for one.
    public var clientCertFile: String?

    /// The private key (PEM) of the client's certificate.
    public var clientKeyFile: String?

    /// The passphrase of an encrypted private key.
    public var clientKeyPassword: Secret?

    /// The protocol versions to offer, such as `TLSv1.2`; empty for TLS 1.2 and 1.3.
    public var protocols: [String]

    /// The cipher suites to offer, in OpenSSL's names; empty for OpenSSL's own choice.
    public var ciphers: [String]

    /// Whether TLS protects logins only (default: `false`), for clusters that take those alone over TLS.
    ///
    /// Passwords then never travel in clear, but everything else does, at the address that each node publishes for that:
    /// data, and the session's token, with which whoever listens can act as the user until the session ends. The hosts
    /// are the servers' ports for TLS; credentials are required.
    public var forLoginOnly: Bool

    /// Creates a configuration; each setting left out keeps the default that its property names.
    public init(
        name: String? = nil,
        caFile: String? = nil,
        caPath: String? = nil,
        clientCertFile: String? = nil,
        clientKeyFile: String? = nil,
        clientKeyPassword: Secret? = nil,
        protocols: [String] = [],
        ciphers: [String] = [],
        forLoginOnly: Bool = false
    ) {
        self.name = name
        self.caFile = caFile
        self.caPath = caPath
        self.clientCertFile = clientCertFile
        self.clientKeyFile = clientKeyFile
        self.clientKeyPassword = clientKeyPassword
        self.protocols = protocols
        self.ciphers = ciphers
        self.forLoginOnly = forLoginOnly
    }
}
