@testable import AerospikeSDK

/// Servers that answer from memory, and a client's tend that is run against them round by round.
struct SimulatedCluster {
    /// What one server says of itself when it is asked.
    struct Server {
        var name: String
        /// The ports of the servers that it takes for its peers.
        var peers: [UInt16] = []
        var peersGeneration = 0
        /// For each copy, the partitions that it holds.
        var copies: [[Int]] = []
        var regime: UInt32 = 0
        var partitionGeneration = 0
        var isSilent = false
        /// Whether its partition map cannot be read.
        var isTalkingNonsense = false
        /// What is wrong with the way that leads there.
        var remark: AerospikeError?
        /// Whether it knows where its peers speak TLS.
        var knowsTLS = false
        /// Whether it answers that it has no peers that do, rather than that it knows no such question.
        var listsNoTLS = false
        /// Its rack in the namespace; `nil` for a server that knows none.
        var rack: Int?
        var rebalanceGeneration = 0
        /// The port that its peers publish, where another server may answer; its own unless given.
        var publishedPort: UInt16?
    }

    var servers: [UInt16: Server] = [:]
    var tend: ClusterTend
    /// What the tend asked for in the last round, step by step.
    private(set) var transcript: [String] = []
    private var ports: [NodeID: UInt16] = [:]
    /// The names that the client's nodes had when they were met; a node that left is forgotten.
    private var metNames: [NodeID: String] = [:]
    private var lastID = 0

    /// A client that begins with seeds on these ports.
    init(
        seeds: [UInt16],
        usesServicesAlternate: Bool = false,
        usesTLS: Bool = false,
        usesRacks: Bool = false,
        forcesSingleNode: Bool = false,
        addressMap: AddressMap = AddressMap()
    ) {
        tend = ClusterTend(
            seeds: seeds.map { Host("db", $0) }, usesServicesAlternate: usesServicesAlternate,
            usesTLS: usesTLS, usesRacks: usesRacks, forcesSingleNode: forcesSingleNode, addressMap: addressMap)
    }

    /// Servers that know each other and share the partitions among themselves, on ports from 1 on.
    init(count: UInt16, seeds: [UInt16] = [1], usesRacks: Bool = false) {
        self.init(seeds: seeds, usesRacks: usesRacks)
        for port in 1...count { servers[port] = Server(name: "N\(port)") }
        connect(Array(1...count))
        for port in 1...count {
            let master = PartitionID.all.map(\.index).filter { $0 % Int(count) == Int(port) - 1 }
            let second = PartitionID.all.map(\.index).filter { ($0 + 1) % Int(count) == Int(port) - 1 }
            servers[port]?.copies = count > 1 ? [master, second] : [master]
        }
    }

    /// Makes servers know each other, and no others.
    mutating func connect(_ group: [UInt16]) {
        for port in group {
            servers[port]?.peers = group.filter { $0 != port }
            servers[port]?.peersGeneration += 1
        }
    }

    /// Takes a server away; those that stay know.
    mutating func stop(_ port: UInt16) {
        servers[port]?.isSilent = true
        for (other, server) in servers where server.peers.contains(port) {
            servers[other]?.peers.removeAll { $0 == port }
            servers[other]?.peersGeneration += 1
        }
    }

    /// Gives partitions to a server, copy by copy.
    mutating func give(_ copies: [[Int]], to port: UInt16, regime: UInt32 = 0) {
        servers[port]?.copies = copies
        servers[port]?.regime = regime
        servers[port]?.partitionGeneration += 1
    }

    /// The names of the nodes that the client knows, in order.
    var names: [String] { tend.memberIDs.compactMap { id in ports[id].flatMap { servers[$0]?.name } } }

    /// The ports of the nodes that the client knows, in order.
    var members: [UInt16] { tend.memberIDs.compactMap { ports[$0] } }

    /// The port of the node that has a copy of a partition.
    func holder(of partition: Int, copy: Int = 0) -> UInt16? {
        guard let columns = tend.map.tables["test"]?.columns, columns.indices.contains(copy) else { return nil }
        return columns[copy][partition].flatMap { ports[$0] }
    }

    /// Runs a round to its end.
    ///
    /// - Parameters:
    ///   - lost: The ports of servers of which the first answers are lost.
    ///   - late: The ports of seeds that answered after the last round had gone on without them.
    @discardableResult
    mutating func round(losing lost: Set<UInt16> = [], late: [UInt16] = []) -> ClusterTend.Report {
        var lost = lost
        transcript = []
        var work = tend.begin(with: meet(late.map { ([Host("db", $0)], nil) }).0)
        while true {
            switch work {
            case .seed(let hosts):
                transcript.append("seed \(hosts.map { "\($0.port)" }.joined(separator: " "))")
                let (arrivals, failures) = meet(hosts.map { ([$0], nil) })
                work = tend.seeded(arrivals, failures: failures)
            case .join(let peers):
                transcript.append("join \(peers.map(\.name).joined(separator: " "))")
                let (arrivals, failures) = meet(peers.map { ($0.hosts, $0) })
                work = tend.joined(arrivals, failures: failures)
            case .ask(let questions):
                transcript.append(describe(questions))
                let silent = lost
                lost = []
                work = tend.answered(
                    questions.reduce(into: [:]) { $0[$1.key] = answers(of: $1.key, to: $1.value, losing: silent) })
            case .done(let report):
                let staying = Set(tend.memberIDs)
                metNames = metNames.filter { staying.contains($0.key) }
                return report
            }
        }
    }

    private func describe(_ questions: [NodeID: [String]]) -> String {
        let asked = questions.keys.sorted().compactMap { ports[$0] }.map(String.init).joined(separator: " ")
        return "ask \(asked): \(questions.values.first?.joined(separator: " ") ?? "")"
    }

    private mutating func meet(_ servers: [([Host], peer: PeerList.Peer?)]) -> ([ClusterTend.Arrival], [AerospikeError])
    {
        var arrivals: [ClusterTend.Arrival] = []
        var failures: [AerospikeError] = []
        for (hosts, peer) in servers {
            do throws(AerospikeError) {
                arrivals.append(try meet(hosts[0], as: peer))
            } catch {
                failures.append(error)
            }
        }
        return (arrivals, failures)
    }

    private mutating func meet(
        _ published: Host,
        as peer: PeerList.Peer?
    ) throws(AerospikeError) -> ClusterTend.Arrival {
        let host = tend.addressMap(published)
        guard let server = servers[host.port], !server.isSilent else {
            throw AerospikeError(.connectionFailed, "cannot connect to \(host)")
        }
        let identity = try NodeIdentity(identify(server), expectedClusterName: nil)
        try identity.check(peer?.name, besides: peer.map(tend.names) ?? [], at: host, mappedTo: host)
        let known = ports.first { $0.value == host.port && metNames[$0.key] == server.name }?.key
        if known == nil { lastID += 1 }
        let id = known ?? NodeID(lastID)
        ports[id] = host.port
        metNames[id] = server.name
        return ClusterTend.Arrival(id: id, name: server.name, remark: server.remark)
    }

    private func identify(_ server: Server) -> InfoAnswers {
        InfoAnswers(NodeIdentity.requests.map { InfoMessage.Answer($0, value(of: $0, server)) })
    }

    private func answers(
        of id: NodeID,
        to names: [String],
        losing lost: Set<UInt16>
    ) -> Result<InfoAnswers, AerospikeError> {
        guard let port = ports[id], !lost.contains(port), let server = servers[port], !server.isSilent else {
            return .failure(AerospikeError(.timeout, "no answer in time"))
        }
        return .success(InfoAnswers(names.map { InfoMessage.Answer($0, value(of: $0, server)) }))
    }

    private func value(of name: String, _ server: Server) -> String {
        switch name {
        case "node": server.name
        case "build": "8.1.2.0"
        case "peers-generation": "\(server.peersGeneration)"
        case "partition-generation": "\(server.partitionGeneration)"
        case "peers-clear-std": peerList(of: server)
        case "peers-tls-std" where server.knowsTLS: peerList(of: server)
        case "peers-tls-std" where server.listsNoTLS, "peers-clear-alt": "\(server.peersGeneration),3000,[]"
        case "replicas": server.replicas
        case "rebalance-generation": "\(server.rebalanceGeneration)"
        case "rack-ids": server.rack.map { "test:\($0)" } ?? "ERROR:25:enterprise only"
        default: "ERROR:4:unrecognized command"
        }
    }

    private func peerList(of server: Server) -> String {
        let peers = server.peers.map { "[\(servers[$0]?.name ?? "?"),,[db:\(servers[$0]?.publishedPort ?? $0)]]" }
        return "\(server.peersGeneration),3000,[\(peers.joined(separator: ","))]"
    }
}

extension SimulatedCluster.Server {
    fileprivate var replicas: String {
        guard !isTalkingNonsense else { return "test:many" }
        guard !copies.isEmpty else { return "" }
        return "test:\(regime),\(copies.count),\(copies.map(Self.bitmap).joined(separator: ","))"
    }

    static func bitmap(_ partitions: [Int]) -> String {
        var bytes = [UInt8](repeating: 0, count: PartitionID.count / 8)
        for partition in partitions { bytes[partition >> 3] |= 0x80 >> UInt8(partition & 7) }
        return Base64.encode(bytes)
    }
}
