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
    }

    var servers: [UInt16: Server] = [:]
    private(set) var tend: ClusterTend
    /// What the tend asked for in the last round, step by step.
    private(set) var transcript: [String] = []
    private var ports: [NodeID: UInt16] = [:]
    private var lastID = 0

    /// A client that begins with seeds on these ports.
    init(seeds: [UInt16], staysWithSeed: Bool = false) {
        tend = ClusterTend(seeds: seeds.map { Host("db", $0) }, staysWithSeed: staysWithSeed)
    }

    /// Servers that know each other and share the partitions among themselves, on ports from 1 on.
    init(count: UInt16, seeds: [UInt16] = [1]) {
        self.init(seeds: seeds)
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
    @discardableResult
    mutating func round() -> ClusterTend.Report {
        transcript = []
        var work = tend.begin()
        while true {
            switch work {
            case .seed(let hosts):
                transcript.append("seed \(hosts.map { "\($0.port)" }.joined(separator: " "))")
                let (arrivals, failures) = meet(hosts.map { [$0] })
                work = tend.seeded(arrivals, failures: failures)
            case .join(let peers):
                transcript.append("join \(peers.map(\.name).joined(separator: " "))")
                let (arrivals, failures) = meet(peers.map(\.hosts))
                work = tend.joined(arrivals, failures: failures)
            case .ask(let questions):
                transcript.append(describe(questions))
                work = tend.answered(questions.reduce(into: [:]) { $0[$1.key] = answers(of: $1.key, to: $1.value) })
            case .done(let report): return report
            }
        }
    }

    private func describe(_ questions: [NodeID: [String]]) -> String {
        let asked = questions.keys.sorted().compactMap { ports[$0] }.map(String.init).joined(separator: " ")
        return "ask \(asked): \(questions.values.first?.joined(separator: " ") ?? "")"
    }

    private mutating func meet(_ servers: [[Host]]) -> ([ClusterTend.Arrival], [AerospikeError]) {
        var arrivals: [ClusterTend.Arrival] = []
        var failures: [AerospikeError] = []
        for hosts in servers {
            guard let host = hosts.first, let server = self.servers[host.port], !server.isSilent else {
                failures.append(AerospikeError(.connectionFailed, "cannot connect to \(hosts[0])"))
                continue
            }
            lastID += 1
            ports[NodeID(lastID)] = host.port
            arrivals.append(ClusterTend.Arrival(id: NodeID(lastID), name: server.name))
        }
        return (arrivals, failures)
    }

    private func answers(of id: NodeID, to names: [String]) -> Result<InfoAnswers, AerospikeError> {
        guard let port = ports[id], let server = servers[port], !server.isSilent else {
            return .failure(AerospikeError(.timeout, "no answer in time"))
        }
        return .success(InfoAnswers(names.map { InfoMessage.Answer($0, value(of: $0, server)) }))
    }

    private func value(of name: String, _ server: Server) -> String {
        switch name {
        case "node": server.name
        case "peers-generation": "\(server.peersGeneration)"
        case "partition-generation": "\(server.partitionGeneration)"
        case "peers-clear-std": peerList(of: server)
        case "replicas": server.replicas
        default: "ERROR:4:unrecognized command"
        }
    }

    private func peerList(of server: Server) -> String {
        let peers = server.peers.map { "[\(servers[$0]?.name ?? "?"),,[db:\($0)]]" }
        return "\(server.peersGeneration),3000,[\(peers.joined(separator: ","))]"
    }
}

extension SimulatedCluster.Server {
    fileprivate var replicas: String {
        guard !copies.isEmpty else { return "" }
        return "test:\(regime),\(copies.count),\(copies.map(Self.bitmap).joined(separator: ","))"
    }

    static func bitmap(_ partitions: [Int]) -> String {
        var bytes = [UInt8](repeating: 0, count: PartitionID.count / 8)
        for partition in partitions { bytes[partition >> 3] |= 0x80 >> UInt8(partition & 7) }
        return Base64.encode(bytes)
    }
}
