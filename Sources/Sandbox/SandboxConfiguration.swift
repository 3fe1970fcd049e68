/// What a sandbox cluster is made of.
///
/// ```swift
/// var configuration = SandboxConfiguration()
/// configuration.nodeCount = 3
/// let cluster = try await SandboxCluster.start(configuration)
/// ```
public struct SandboxConfiguration: Hashable, Sendable {
    /// How many nodes the cluster begins with; 1 unless set.
    public var nodeCount = 1

    /// The first node's port, or `nil`, the default, to let the system choose free ones.
    ///
    /// The further nodes listen 100 ports apart: 3000, 3100, 3200 … Nodes that talk both over TLS and in clear do the
    /// latter 50 ports above: 3050, 3150, 3250 …
    public var basePort: UInt16?

    /// Which edition of the server the nodes play; Community unless set, or unless there are racks.
    public var edition = SandboxEdition.community

    /// The cluster's name, or `nil`, the default, for a cluster without one, which reports `null`.
    public var clusterName: String?

    /// The namespaces; `test` and `bar` unless set.
    public var namespaces = ["test", "bar"]

    /// How many nodes hold each partition, as far as there are enough; 2 unless set.
    public var replicationFactor = 2

    /// The largest record, in bytes; 1 MiB unless set.
    ///
    /// A larger one is refused with result code 13.
    public var maximumRecordSize = 1 << 20

    /// The longest request, in bytes; 32 MiB unless set.
    ///
    /// The connection of a longer one is closed. The buffer of a request grows only with what has arrived of it.
    public var maximumRequestSize = 32 << 20

    /// How long a record lives whose writer leaves that to the namespace, in seconds; 0, the default, is for ever.
    public var defaultTimeToLive: UInt32 = 0

    /// The most that each namespace holds, in bytes of names and values; 512 MiB unless set.
    ///
    /// Writes beyond it are refused with result code 8.
    public var namespaceSize = 512 << 20

    /// The address under which the nodes are announced to clients; 127.0.0.1 unless set.
    ///
    /// The nodes listen on 127.0.0.1 whatever they announce: another address lets a test see what a client does about
    /// peers that it cannot reach, or that an IP map must translate.
    public var announcedAddress = "127.0.0.1"

    /// The address that the nodes announce to clients of the alternate services, or `nil`, the default, for nodes that
    /// announce none, as servers whose `alternate-access-address` is not set.
    public var alternateAddress: String?

    /// The rack of each node in turn; empty, the default, is rack 0 for all.
    ///
    /// Only an Enterprise Edition has racks: setting some makes the sandbox one, until ``edition`` is set anew.
    public var racks: [Int] = [] {
        didSet { if !racks.isEmpty { edition = .enterprise } }
    }

    /// The rack of each node in turn for namespaces that differ from ``racks``.
    public var racksByNamespace: [String: [Int]] = [:] {
        didSet { if !racksByNamespace.isEmpty { edition = .enterprise } }
    }

    /// How the nodes speak TLS, or `nil`, the default, for nodes that can be reached in clear alone.
    ///
    /// Nodes that speak TLS themselves are of the Enterprise Edition, those behind a terminator of the other one, until
    /// ``edition`` is set anew.
    public var tls: SandboxTLS? {
        didSet { if let tls { edition = tls.endpoint == .nodes ? .enterprise : .community } }
    }

    /// Those who may log in; empty, the default, is a cluster whose security is switched off, or which has none.
    ///
    /// Only an Enterprise Edition has users: setting some makes the sandbox one, until ``edition`` is set anew.
    public var users: [SandboxUser] = [] {
        didSet { if !users.isEmpty { edition = .enterprise } }
    }

    /// How long the token of a login lasts, in seconds; a day unless set, as on servers.
    public var sessionLifetime: UInt32 = 86_400

    /// The folder for the files that clients need, or `nil`, the default, for one that is removed with the cluster.
    public var folder: String?

    /// Creates a configuration: of one node unless more are asked for.
    public init(
        nodeCount: Int = 1,
        basePort: UInt16? = nil,
        clusterName: String? = nil,
        replicationFactor: Int = 2
    ) {
        self.nodeCount = nodeCount
        self.basePort = basePort
        self.clusterName = clusterName
        self.replicationFactor = replicationFactor
    }
}
