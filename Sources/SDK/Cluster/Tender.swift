/// Does what ``ClusterTend`` asks for: dials servers, puts questions to them, and keeps what they are asked on.
struct Tender {
    private struct Member {
        let node: Node
        var connection: ControlConnection? {
            didSet { isAnnounced = false }
        }
        /// Whether the server was told on this connection who the client is.
        var isAnnounced = false
    }

    private var definition: ClusterDefinition
    private let loop: EventLoop
    private var dialer: NodeDialer
    private let userAgent: UserAgent
    /// Called, on any thread, when a connection of commands breaks.
    private let onBreak: @Sendable () -> Void
    private var tend: ClusterTend
    private var members: [NodeID: Member] = [:]
    private var lastID = 0
    /// Whether the picture is to be drawn anew although the cluster may be the same.
    private var hasNewSettings = false
    /// The seeds that were dialled last, as long as one that is late might still tell more.
    private var seeding: Seeding?

    /// - Throws: `AerospikeError` with code `invalidArgument` when a file that TLS needs cannot be used.
    init(
        _ definition: ClusterDefinition,
        logins: Logins? = nil,
        on loop: EventLoop,
        onBreak: @escaping @Sendable () -> Void = {}
    ) throws(AerospikeError) {
        self.definition = definition
        self.loop = loop
        self.onBreak = onBreak
        userAgent = UserAgent(definition)
        dialer = NodeDialer(
            loop: loop, addressMap: definition.addressMap, encryption: try Encryption(definition),
            logins: logins, clusterName: definition.clusterName,
            connectTimeout: definition.systemSettings.connections.waitForConnectionToComplete,
            usesServicesAlternate: definition.usesServicesAlternate,
            detectsLoadBalancers: definition.detectsLoadBalancers && !definition.forcesSingleNode)
        tend = ClusterTend(
            seeds: definition.hosts, usesServicesAlternate: definition.usesServicesAlternate,
            usesTLS: definition.tls != nil, usesRacks: !definition.preferredRacks.isEmpty,
            forcesSingleNode: definition.forcesSingleNode, addressMap: definition.addressMap)
    }

    /// The cluster as the last round left it.
    var topology: Topology {
        let nodes = tend.memberIDs.compactMap { members[$0]?.node }
        if tend.standsForAll, let node = nodes.first { return Topology(singleNode: node, map: tend.map) }
        return Topology(
            nodes: nodes, map: tend.map, racks: RackView(preferred: definition.preferredRacks, racks: tend.racks),
            gapAdvice: tend.lackOfAlternates?.description)
    }

    /// How long to wait between rounds.
    var interval: Duration { definition.systemSettings.tendInterval }

    /// Goes by other settings from the next round on.
    ///
    /// Nodes that are known and answer stay where they were met, wherever other addresses would lead.
    mutating func adopt(_ definition: ClusterDefinition) {
        self.definition = definition
        hasNewSettings = true
        dialer.adopt(definition)
        tend.adopt(definition)
        for member in members.values { member.node.endpoint.adopt(definition.systemSettings) }
    }

    /// Has the logins to come be made with another password.
    func adopt(_ identity: LoginIdentity) { dialer.logins?.adopt(identity) }

    /// Whether all there is to know of the cluster is known: every node has told it, and no seed has more to tell.
    var isComplete: Bool { tend.isComplete && seeding?.hasArrivals != true }

    /// Runs a round to its end.
    ///
    /// - Parameter seeds: Whom to ask when no node answers.
    /// - Returns: What it found, and the nodes that left.
    mutating func round(seeds: [Host]) async -> (report: ClusterTend.Report, left: [Node]) {
        tend.seeds = seeds
        let uselessFiles = dialer.encryption?.refresh()
        let late = seeding?.takeArrivals().map { admit($0) } ?? []
        var work = tend.begin(with: late)
        while true {
            if !tend.wantsSeeds { seeding = nil }
            switch work {
            case .seed(let hosts): work = await seed(hosts)
            case .join(let peers): work = await join(peers)
            case .ask(let questions): work = tend.answered(await ask(questions))
            case .done(var report):
                report.warnings += [uselessFiles].compactMap(\.self) + loginRemarks
                report.isChanged = report.isChanged || hasNewSettings
                hasNewSettings = false
                return (report, forget(report.left))
            }
        }
    }

    /// What there is to say of the logins of the nodes: which refuse them, and that they are not needed.
    private var loginRemarks: [AerospikeError] {
        tend.memberIDs.compactMap { members[$0]?.node }.loginRemarks
    }

    // MARK: Dialling

    private mutating func seed(_ hosts: [Host]) async -> ClusterTend.Work {
        let seeding = Seeding(hosts, dialer)
        await seeding.first()
        self.seeding = seeding
        return tend.seeded(seeding.takeArrivals().map { admit($0) }, failures: seeding.failures)
    }

    private mutating func join(_ peers: [PeerList.Peer]) async -> ClusterTend.Work {
        typealias Meeting = Result<NodeDialer.Acquaintance, AerospikeError>
        let dialer = dialer
        let meetings = await withTaskGroup(of: (Int, Meeting).self) { group in
            for (place, peer) in peers.enumerated() {
                let others = tend.names(besides: peer)
                group.addTask {
                    do throws(AerospikeError) {
                        let acquaintance = try await dialer.meet(peer, besides: others)
                        return (place, .success(acquaintance))
                    } catch {
                        return (place, .failure(error))
                    }
                }
            }
            // In the order of the peers, so that the same cluster is always met in the same way.
            return await group.reduce(into: [Int: Meeting]()) { $0[$1.0] = $1.1 }
        }
        var arrivals: [ClusterTend.Arrival] = []
        var failures: [AerospikeError] = []
        for place in peers.indices {
            switch meetings[place] {
            case .success(let acquaintance)?: arrivals.append(admit(acquaintance))
            case .failure(let error)?: failures.append(error)
            case nil: break
            }
        }
        return tend.joined(arrivals, failures: failures)
    }

    private mutating func admit(_ acquaintance: NodeDialer.Acquaintance) -> ClusterTend.Arrival {
        let name = acquaintance.identity.name
        let id = id(of: name, at: acquaintance.connection) ?? newID()
        if members[id] == nil { members[id] = Member(node: node(id, acquaintance)) }
        members[id]?.connection = acquaintance.connection
        return ClusterTend.Arrival(id: id, name: name, remark: acquaintance.remark)
    }

    private mutating func newID() -> NodeID {
        lastID += 1
        return NodeID(lastID)
    }

    /// A node is the same as long as it goes by its name where it was, logins included; its connections live on.
    private func id(of name: String, at connection: ControlConnection) -> NodeID? {
        members.first { _, member in
            let endpoint = member.node.endpoint
            return member.node.name == name && endpoint.address == connection.address
                && endpoint.login?.place == connection.login?.place
        }?.key
    }

    private func node(_ id: NodeID, _ acquaintance: NodeDialer.Acquaintance) -> Node {
        Node(
            id: id, name: acquaintance.identity.name, host: acquaintance.host, build: acquaintance.identity.build,
            endpoint: Endpoint(
                address: acquaintance.connection.address, tls: acquaintance.connection.tls,
                login: acquaintance.connection.login, limits: ConnectionLimits(definition.systemSettings),
                breaker: CircuitBreaker(definition.systemSettings, at: .now()), onBreak: onBreak))
    }

    /// Lets go of nodes that left, and of those that were met and not taken in.
    private mutating func forget(_ left: [NodeID]) -> [Node] {
        let staying = Set(tend.memberIDs)
        var gone: [Node] = []
        for (id, member) in members where !staying.contains(id) {
            member.connection?.close()
            gone.append(member.node)
            members[id] = nil
        }
        return gone
    }

    // MARK: Asking

    private mutating func ask(_ questions: [NodeID: [String]]) async -> [NodeID: Result<InfoAnswers, AerospikeError>] {
        typealias Reply = (NodeID, ControlConnection?, Result<InfoAnswers, AerospikeError>)
        let timeout = definition.systemSettings.connections.waitForConnectionToComplete
        let deadline = MonotonicTime.now().advanced(by: timeout)
        let loop = loop
        let replies = await withTaskGroup(of: Reply.self) { group in
            for (id, names) in questions {
                guard let member = members[id] else { continue }
                let (connection, endpoint) = (member.connection, member.node.endpoint)
                let names = names + announcement(to: member)
                group.addTask {
                    do throws(AerospikeError) {
                        let kept = try await endpoint.controlConnection(connection, on: loop, until: deadline)
                        // A login has had its own time: the questions have theirs.
                        let limit = endpoint.login == nil ? deadline : MonotonicTime.now().advanced(by: timeout)
                        if let answers = try await kept.askIfOpen(names, until: limit) {
                            return (id, kept, .success(answers))
                        }
                        // A server that restarted has broken the connection, and answers on another at once.
                        let other = try await endpoint.controlConnection(nil, on: loop, until: deadline)
                        let answers = try await other.ask(names, until: limit)
                        return (id, other, .success(answers))
                    } catch {
                        return (id, nil, .failure(error))
                    }
                }
            }
            return await group.reduce(into: [Reply]()) { $0.append($1) }
        }
        var answers: [NodeID: Result<InfoAnswers, AerospikeError>] = [:]
        for (id, connection, answer) in replies {
            if let connection, connection !== members[id]?.connection {
                tend.reconnected(id)
                members[id]?.node.endpoint.noteRestart()
            }
            members[id]?.connection = connection
            members[id]?.isAnnounced = connection != nil
            answers[id] = answer
        }
        return answers
    }

    /// What tells a server who the client is, once for each connection, beside the first questions; a refusal is no
    /// matter.
    private func announcement(to member: Member) -> [String] {
        member.isAnnounced ? [] : [userAgent.request(to: member.node.build)].compactMap(\.self)
    }
}

extension Endpoint {
    /// The connection for questions: the one there is, or another where there is none or the session is about to end.
    fileprivate func controlConnection(
        _ present: ControlConnection?,
        on loop: EventLoop,
        until deadline: MonotonicTime
    ) async throws(AerospikeError) -> ControlConnection {
        let renews = login?.isRenewalDue(at: .now()) == true
        if let present, !renews { return present }
        do throws(AerospikeError) {
            return try await .open(
                to: address, as: tls, login: login, renewing: renews, on: loop, until: deadline)
        } catch {
            // The session that could not be renewed is good for a while yet.
            guard let present else { throw error }
            return present
        }
    }
}

extension ControlConnection {
    /// Asks for the values of names; `nil` when the connection has broken.
    fileprivate func askIfOpen(
        _ names: [String],
        until deadline: MonotonicTime
    ) async throws(AerospikeError) -> InfoAnswers? {
        do throws(AerospikeError) {
            return try await ask(names, until: deadline)
        } catch {
            guard error.code == .connectionClosed else { throw error }
            return nil
        }
    }
}
