/// The settings of a client that is made by hand, under the names of the other Aerospike clients.
///
/// It says the same as the steps of a ``ClusterDefinition``, which is what becomes of it.
public struct ClientPolicy: Hashable, Sendable {
    /// The user, for logins by password.
    public var user: String?
    /// The user's password.
    public var password: Secret?
    /// The way to log in.
    public var authMode: AuthMode
    /// How connections are encrypted, or `nil` for connections in clear.
    public var tlsConfig: TLSConfiguration?
    /// The name that every node must report, or `nil` for any.
    public var clusterName: String?
    /// Addresses to dial instead of those that the cluster publishes.
    public var ipMap: AddressMap
    /// Whether to use the addresses that servers publish for clients outside their network (default: `false`).
    public var useServicesAlternate: Bool
    /// The racks to read from, the most preferred first.
    public var rackIDs: [Int]
    /// Whether connecting fails when no seed can be reached (default: `true`).
    public var failIfNotConnected: Bool
    /// Settings of the client as a whole.
    public var systemSettings: SystemSettings

    /// Creates a policy; each setting left out keeps the default that its property names.
    public init(
        user: String? = nil,
        password: Secret? = nil,
        authMode: AuthMode = .native,
        tlsConfig: TLSConfiguration? = nil,
        clusterName: String? = nil,
        ipMap: AddressMap = AddressMap(),
        useServicesAlternate: Bool = false,
        rackIDs: [Int] = [],
        failIfNotConnected: Bool = true,
        systemSettings: SystemSettings = SystemSettings()
    ) {
        self.user = user
        self.password = password
        self.authMode = authMode
        self.tlsConfig = tlsConfig
        self.clusterName = clusterName
        self.ipMap = ipMap
        self.useServicesAlternate = useServicesAlternate
        self.rackIDs = rackIDs
        self.failIfNotConnected = failIfNotConnected
        self.systemSettings = systemSettings
    }
}

/// How connections are encrypted, under the name of the other Aerospike clients.
public typealias TlsConfig = TLSConfiguration

extension ClusterDefinition {
    /// Creates a definition from seeds and a policy.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` when the policy contradicts itself.
    public init(hosts: [Host], policy: ClientPolicy) throws(AerospikeError) {
        self.init(hosts: hosts)
        credentials = try policy.credentials
        tls = policy.tlsConfig
        clusterName = policy.clusterName
        addressMap = policy.ipMap
        usesServicesAlternate = policy.useServicesAlternate
        preferredRacks = policy.rackIDs
        failsIfNotConnected = policy.failIfNotConnected
        systemSettings = policy.systemSettings
    }
}

extension ClientPolicy {
    fileprivate var credentials: Credentials? {
        get throws(AerospikeError) {
            if authMode == .certificate {
                guard user == nil, password == nil else {
                    throw AerospikeError(
                        .invalidArgument, "a login by certificate takes no user and no password",
                        advice: "leave both out, or choose another authMode")
                }
                return .certificate
            }
            guard let user else {
                guard password == nil else {
                    throw AerospikeError(.invalidArgument, "a password was given without a user")
                }
                return nil
            }
            guard let password else {
                throw AerospikeError(.invalidArgument, "the user was given without a password")
            }
            switch authMode {
            case .external: return .external(user: user, password: password)
            case .externalInsecure: return .externalInsecure(user: user, password: password)
            case .native, .certificate: return .native(user: user, password: password)
            }
        }
    }
}
