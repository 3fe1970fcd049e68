internal import AerospikeConfigLoader
internal import AerospikeSDK
internal import AerospikeSandbox

/// The sandbox that the command line runs: a cluster, perhaps with a front before it.
struct SandboxStage {
    let cluster: SandboxCluster
    let front: SandboxFront?
    let options: SandboxOptions

    /// What stands for the front among the names of nodes.
    static let frontName = "front"

    /// Puts the front up that the options ask for, and has the nodes announce what they say.
    init(_ cluster: SandboxCluster, _ options: SandboxOptions) async throws {
        (self.cluster, self.options) = (cluster, options)
        guard let kind = options.front else {
            front = nil
            return
        }
        let front = try await SandboxFront.start(kind, before: cluster, firstPort: options.firstPort)
        self.front = front
        for (number, node) in cluster.nodes.enumerated() {
            let reachable = kind == .loadBalancer ? front.hosts : [front.hosts[number]]
            try await cluster.announce(
                [options.published(number)], alternates: options.announcesAlternates ? reachable : nil, by: node.name)
        }
    }

    /// Where clients begin.
    var seeds: [Host] { Array((front?.hosts ?? cluster.hosts).prefix(1)) }

    /// What a client needs to know to connect.
    var definition: ClusterDefinition {
        var definition = cluster.definition
        definition.hosts = seeds
        definition.preferredRacks = Array(options.racks.prefix(1))
        definition.tls?.forLoginOnly = options.acceptsClear
        switch front?.kind {
        case .loadBalancer:
            definition.forcesSingleNode = true
            definition.usesServicesAlternate = false
        case .translation where !options.announcesAlternates:
            for (number, host) in (front?.hosts ?? []).enumerated() {
                let published = options.published(number)
                definition.addressMap.entries[.init(host: published.name, port: published.port)] =
                    .init(host: host.name, port: host.port)
            }
        case nil where !options.announcesAlternates:
            guard let address = options.publishedAddress else { break }
            definition.addressMap.entries[.init(host: address)] = .init(host: "127.0.0.1")
        default: break
        }
        return definition
    }

    /// Carries an instruction out.
    ///
    /// - Returns: What to say of it.
    func carryOut(_ instruction: SandboxInstruction) async throws -> [String] {
        switch instruction {
        case .help: return Self.help
        case .status: return await status
        case .quit: return []
        case .event(let event, let name): return [try await apply(event, to: name)]
        case .move:
            try await cluster.movePartitions()
            return ["every partition has another master, where there is another node to be it"]
        case .add: return ["\(Self.line(try await cluster.addNode())) has joined"]
        case .rack(let name, let rack):
            let node = try node(named: name)
            try await cluster.move(node.name, toRack: rack)
            return ["\(node.name) is in rack \(rack), and the replicas are spread anew"]
        case .split(let names):
            let nodes = try names.map { try node(named: $0).name }
            try await cluster.split(off: nodes)
            return ["\(nodes.joined(separator: " and ")) no longer know the others; 'join' makes one cluster again"]
        case .join:
            try await cluster.join()
            return ["all nodes are one cluster"]
        case .name(let name):
            try await cluster.setClusterName(name)
            return [name.map { "the cluster is called \($0.quoted)" } ?? "the cluster has no name"]
        }
    }

    /// The node of a name, however it is written.
    private func node(named name: String) throws -> SandboxNode {
        let nodes = cluster.nodes
        if let node = nodes.first(where: { $0.name == name }) { return node }
        if let node = nodes.first(where: { $0.name.lowercased() == name.lowercased() }) { return node }
        let names = nodes.map(\.name) + (front == nil ? [] : [Self.frontName])
        throw SandboxInstruction.Refusal(
            message: "there is no node \(name.quoted)", hint: "there are \(names.joined(separator: ", "))")
    }

    private func apply(_ event: SandboxEvent, to name: String) async throws -> String {
        if let front, name.lowercased() == Self.frontName { return try await apply(event, to: front) }
        let node = try node(named: name)
        try await cluster.cause(event, on: node.name)
        if case .restart(_, let newName) = event {
            let reborn = cluster.nodes.first { $0.name == newName ?? node.name } ?? node
            return "\(reborn.name) is up at \(reborn.host)" + (newName == nil ? "" : ", and was \(node.name)")
        }
        return "\(node.name) \(event.words)"
    }

    private func apply(_ event: SandboxEvent, to front: SandboxFront) async throws -> String {
        switch event {
        case .pause: await front.setConduct(.paused)
        case .blackhole: await front.setConduct(.swallowing)
        case .resume, .heal: await front.setConduct(.passing)
        case .reset:
            await front.resetConnections()
            return "the front has reset every connection; new ones are welcome"
        default:
            throw SandboxInstruction.Refusal(
                message: "this cannot happen to the front", hint: "it knows pause, resume, blackhole, reset and heal")
        }
        return "the front \(event.words)"
    }
}

extension SandboxStage {
    static var help: [String] {
        let width = SandboxVerb.all.map(\.form.count).max() ?? 0
        return SandboxVerb.all.map { "  \($0.form.padded(to: width))  \($0.summary)" }
    }

    /// A line for each node, and one for the front.
    private var status: [String] {
        get async {
            var lines: [String] = []
            for node in cluster.nodes {
                let troubles = (try? await cluster.troubles(of: node.name)) ?? []
                let counters = try? await cluster.counters(of: node.name)
                let state = troubles.isEmpty ? "is well" : troubles.map(\.words).joined(separator: ", ")
                let clients = counters.map { "; \($0.connectionsOpen.of("connection"))" } ?? ""
                lines.append("\(Self.line(node)) \(state)\(node.isUp ? clients : "")")
            }
            guard let front else { return lines }
            let (counters, conduct) = (await front.counters, await front.conduct)
            return lines + [
                "  front  \(front.hosts.map(\.description).joined(separator: ", ")) \(conduct.words); "
                    + "\(counters.connectionsOpen.of("connection")), \(counters.connectionsAccepted) so far"
            ]
        }
    }

    static func line(_ node: SandboxNode) -> String { "  \(node.name)  \(node.host)" }
}

extension SandboxEvent {
    /// What is said of a node to which this has happened.
    var words: String {
        switch self {
        case .kill: "is down"
        case .restart: "is up again"
        case .pause: "takes requests and answers none until it resumes"
        case .resume: "goes on"
        case .blackhole: "takes requests and answers none"
        case .reset: "resets every connection"
        case .refuse: "refuses new connections"
        case .delay(let duration): "holds back each answer for \(duration)"
        case .spoil: "answers nonsense"
        case .forgetPartitions: "has no partitions"
        case .heal: "is well"
        }
    }
}

extension SandboxFront.Conduct {
    /// What is said of a front that treats what comes in this way.
    fileprivate var words: String {
        switch self {
        case .passing: "is well"
        case .paused: SandboxEvent.pause.words
        case .swallowing: SandboxEvent.blackhole.words
        }
    }
}
