/// Everything a client needs to know to reach one cluster: a value, built step by step.
///
/// Each call of the builder returns a changed copy, so that a definition can be shared and varied freely. Nothing is
/// dialled and no file is read before a client is made from it.
///
/// ## Usage
/// ```swift
/// let definition = try ClusterDefinition(hosts: "db1:3000,db2:3000")
///     .withNativeCredentials("app", "secret")
///     .usingServicesAlternate()
///     .preferringRacks(1, 2)
/// try await definition.withClient { client in
///     let session = client.createSession(.default)
/// }
/// ```
public struct ClusterDefinition: Hashable, Sendable {
    /// The servers to ask first; one that answers is enough, the others are found through it.
    public var hosts: [Host]

    /// The name that every node must report, or `nil` to accept the cluster found.
    public var clusterName: String?

    /// Who the client is, or `nil` for a cluster without logins.
    public var credentials: Credentials?

    /// How connections are encrypted, or `nil` for connections in clear.
    public var tls: TLSConfiguration?

    /// Whether to use the addresses that servers publish for clients outside their network (default: `false`).
    public var usesServicesAlternate: Bool

    /// Addresses to dial instead of those that the cluster publishes.
    public var addressMap: AddressMap

    /// The racks to read from, the most preferred first; empty for no preference.
    public var preferredRacks: [Int]

    /// Whether connecting fails when no seed can be reached (default: `true`).
    public var failsIfNotConnected: Bool

    /// Whether to talk to the first seed that answers, and to no other node (default: `false`).
    public var forcesSingleNode: Bool

    /// Whether a seed that leads to a node by another address than its own is left for that (default: `true`).
    public var detectsLoadBalancers: Bool

    /// The name under which servers count this application, or `nil` for the user's name.
    public var applicationID: String?

    /// Settings of the client as a whole.
    public var systemSettings: SystemSettings

    /// Behaviors by name, for looking them up at run time; empty unless given, as by a profile.
    public var behaviors: [String: Behavior]

    /// The behaviors of named sessions; empty unless given, as by a profile.
    public var sessions: [String: Behavior]

    /// Creates a definition with seeds given as values.
    ///
    /// - Parameter hosts: The seeds, at least one.
    public init(hosts: [Host]) {
        self.hosts = hosts
        self.clusterName = nil
        self.credentials = nil
        self.tls = nil
        self.usesServicesAlternate = false
        self.addressMap = AddressMap()
        self.preferredRacks = []
        self.failsIfNotConnected = true
        self.forcesSingleNode = false
        self.detectsLoadBalancers = true
        self.applicationID = nil
        self.systemSettings = SystemSettings()
        self.behaviors = [:]
        self.sessions = [:]
    }

    /// Creates a definition with one seed.
    ///
    /// - Parameters:
    ///   - host: A host name or an IP address.
    ///   - port: The TCP port; 3000 unless given.
    public init(_ host: String, _ port: UInt16 = Host.defaultPort) {
        self.init(hosts: [Host(host, port)])
    }

    /// Creates a definition with the seeds of a list such as `db1:3000,db2:myTlsName:4333,[::1]:3000`.
    ///
    /// - Throws: `HostParsingError` when a host is not in the grammar.
    public init(hosts list: String) throws(HostParsingError) {
        self.init(hosts: try Host.parse(list: list))
    }
}
