internal import AerospikeSDK
internal import AerospikeSandbox

/// What the sandbox is to be.
struct SandboxOptions: Hashable, Sendable {
    var nodeCount = 1
    /// The first port, or 0 for any that are free.
    var port: UInt16 = 3000
    var clusterName: String?
    /// How many nodes hold each record, or `nil` for as many as is usual with so many nodes.
    var replicationFactor: Int?
    /// The rack of each node in turn.
    var racks: [Int] = []
    /// The edition to play, or `nil` for the one that has what is asked for.
    var edition: SandboxEdition?
    /// The address that nodes announce in place of their own.
    var publishedAddress: String?
    /// Whether nodes announce to clients of the alternate services where they can be reached.
    var announcesAlternates = false
    var front: SandboxFront.Kind?
    var profileFile: String?
    var usesTLS = false
    var requiresClientCertificate = false
    /// Whether nodes take logins over TLS, and all else in clear as well.
    var acceptsClear = false
    /// Those who may log in; nobody has to where there are none.
    var users: [SandboxUserName] = []
    /// The file of their password, `-` for the first line of standard input, or `nil` for one that is made up.
    var passwordFile: String?

    /// The first port, or `nil` for any that are free.
    var firstPort: UInt16? { port == 0 ? nil : port }

    var configuration: SandboxConfiguration {
        var configuration = SandboxConfiguration(
            nodeCount: nodeCount, basePort: front == nil ? firstPort : nil, clusterName: clusterName,
            replicationFactor: replicationFactor ?? min(2, nodeCount))
        configuration.racks = racks
        if usesTLS { configuration.tls = SandboxTLS(requiresClientCertificate: requiresClientCertificate) }
        configuration.tls?.acceptsClear = acceptsClear
        if let edition { configuration.edition = edition }
        if let publishedAddress { configuration.announcedAddress = publishedAddress }
        if announcesAlternates { configuration.alternateAddress = "127.0.0.1" }
        return configuration
    }

    /// Lets somebody log in, unless others may.
    mutating func demandLogins() {
        if users.isEmpty { users = [Self.somebody] }
    }

    /// Lets one more user log in; the one that stands for nobody in particular makes room.
    mutating func add(_ user: SandboxUserName) {
        users.removeAll { $0.name == user.name || $0 == Self.somebody }
        users.append(user)
    }

    /// Who logs in where nobody is named.
    static let somebody = SandboxUserName("app")

    /// Whether an address is all that a client needs.
    var definitionNeedsNoProfile: Bool { !usesTLS && users.isEmpty && publishedAddress == nil && front == nil }

    /// What a node announces.
    ///
    /// - Parameters:
    ///   - number: The node's number, from 0.
    ///   - host: Where it listens; behind a front that matters to nobody.
    func published(_ number: Int, _ host: Host? = nil) -> Host {
        // Without a front, only the address is another; behind one, nodes are as in a network of their own.
        if front == nil { return Host(publishedAddress ?? "127.0.0.1", host?.port ?? port) }
        guard let publishedAddress else { return Host("10.0.0.\(number + 1)") }
        return Host(publishedAddress, Host.defaultPort + UInt16(number) * 100)
    }
}
