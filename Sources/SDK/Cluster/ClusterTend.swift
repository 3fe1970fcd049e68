/// Keeps the picture of a cluster up to date, round by round: who belongs to it, and who holds what.
///
/// A round asks every node what has changed, takes in the peers that are new, reads the partition maps that changed, and
/// gives up the nodes that have left. This struct says what to ask and draws the conclusions; ``Tender`` does the asking.
struct ClusterTend {
    /// What to do next in this round.
    enum Work: Equatable {
        /// Dial these seeds, all at the same time, and find out who answers.
        case seed([Host])
        /// Ask these nodes these questions, all at the same time.
        case ask([NodeID: [String]])
        /// Dial these peers, all at the same time, and find out who answers.
        case join([PeerList.Peer])
        /// The round is over.
        case done(Report)
    }

    /// What a round found.
    struct Report: Equatable {
        /// Whether nodes came or went, or partitions moved.
        var isChanged = false
        /// Nodes that left.
        var left: [NodeID] = []
        /// Peers that the cluster names and that could not be reached, and why.
        var unreachablePeers: [AerospikeError] = []
        /// Whatever else keeps nodes out of sight.
        var warnings: [AerospikeError] = []
        /// Why each seed that was tried failed.
        var seedFailures: [AerospikeError] = []
    }

    /// A server that was dialled and said who it is.
    struct Arrival: Equatable {
        /// The number of the node that goes by this name at this address, or a new one.
        var id: NodeID
        var name: String
    }

    fileprivate struct Member {
        let name: String
        var peersGeneration: Int?
        var partitionGeneration: Int?
        var peers: [PeerList.Peer] = []
        /// Where its peers published it when it last answered.
        var hosts: [Host] = []
        /// How many rounds in a row it has not answered.
        var failures = 0
        var needsPeers = true
        var needsPartitions = true
    }

    /// What the nodes were last asked for.
    private enum Stage { case refreshing, listingPeers, mapping }

    private let seeds: [Host]
    private let usesServicesAlternate: Bool
    private let usesTLS: Bool
    private let forcesSingleNode: Bool

    private var stage = Stage.refreshing
    private var members: [NodeID: Member] = [:]
    private var report = Report()
    /// Whether every peer that the lists name is a member, where they say that it is.
    private var isSettled = false
    private(set) var map = PartitionMap()
    /// Why one seed stands for the whole cluster although nobody asked for that.
    private var confinement: AerospikeError?

    init(
        seeds: [Host],
        usesServicesAlternate: Bool = false,
        usesTLS: Bool = false,
        forcesSingleNode: Bool = false
    ) {
        self.seeds = seeds
        self.usesServicesAlternate = usesServicesAlternate
        self.usesTLS = usesTLS
        self.forcesSingleNode = forcesSingleNode
    }

    /// Whether one seed stands for the whole cluster.
    var staysWithSeed: Bool { forcesSingleNode || confinement != nil }

    /// The nodes of the cluster, in the order in which they were met.
    var memberIDs: [NodeID] { members.keys.sorted() }

    /// Whether every node answers and has told its partitions.
    var isComplete: Bool { members.values.allSatisfy { $0.failures == 0 && !$0.needsPartitions } }

    /// The name of the info request for a node's peers.
    var peersRequest: String { PeerList.request(alternate: usesServicesAlternate, tls: usesTLS) }

    // MARK: Events

    /// Begins a round.
    mutating func begin() -> Work {
        report = Report()
        guard !members.isEmpty else { return .seed(seeds) }
        stage = .refreshing
        return .ask(members.mapValues { _ in ["node", "peers-generation", "partition-generation"] })
    }

    /// The seeds have been dialled.
    mutating func seeded(_ arrivals: [Arrival], failures: [AerospikeError]) -> Work {
        report.seedFailures = failures
        confinement = nil
        for arrival in staysWithSeed ? Array(arrivals.prefix(1)) : arrivals { add(arrival) }
        return listPeers()
    }

    /// The peers have been dialled.
    mutating func joined(_ arrivals: [Arrival], failures: [AerospikeError]) -> Work {
        report.unreachablePeers += failures
        let known = Set(members.keys)
        for arrival in arrivals { add(arrival) }
        return known.isSuperset(of: members.keys) ? mapPartitions() : listPeers()
    }

    /// The nodes have answered, or not.
    mutating func answered(_ answers: [NodeID: Result<InfoAnswers, AerospikeError>]) -> Work {
        switch stage {
        case .refreshing: return refreshed(answers)
        case .listingPeers: return peersListed(answers)
        case .mapping: return mapped(answers)
        }
    }

    // MARK: Stages

    private mutating func refreshed(_ answers: [NodeID: Result<InfoAnswers, AerospikeError>]) -> Work {
        for (id, answer) in answers { refresh(id, answer) }
        // Nobody answers: the whole cluster may have moved, so its names are looked up again.
        return members.values.allSatisfy { $0.failures > 0 } ? .seed(seeds) : listPeers()
    }

    private mutating func refresh(_ id: NodeID, _ answer: Result<InfoAnswers, AerospikeError>) {
        do throws(AerospikeError) {
            let answers = try answer.get()
            // Another server has taken over the address: this node is gone, the other is met as a peer.
            guard try answers.value("node") == members[id]?.name else { return drop(id) }
            let peersGeneration = try answers.integer("peers-generation")
            let partitionGeneration = try answers.integer("partition-generation")
            members[id]?.refresh(peersGeneration, partitionGeneration)
        } catch {
            fail(id)
        }
    }

    private mutating func listPeers() -> Work {
        stage = .listingPeers
        guard !staysWithSeed else { return mapPartitions() }
        let asked = members.filter { $0.value.needsPeers && $0.value.failures == 0 }
        guard !asked.isEmpty else { return meetPeers() }
        return .ask(asked.mapValues { _ in ["peers-generation", peersRequest] })
    }

    private mutating func peersListed(_ answers: [NodeID: Result<InfoAnswers, AerospikeError>]) -> Work {
        if let id = knowsNoTLS(answers) {
            confine(to: id)
            return mapPartitions()
        }
        for (id, answer) in answers {
            do throws(AerospikeError) {
                let list = try PeerList(parsing: try answer.get().value(peersRequest))
                members[id]?.takePeers(list)
                isSettled = false
            } catch {
                fail(id)
            }
        }
        return meetPeers()
    }

    /// The first of the nodes that were asked, when none of them knows where its peers speak TLS.
    ///
    /// What ends TLS in front of a plain server, such as stunnel or an ingress, is not known to the server behind it.
    private func knowsNoTLS(_ answers: [NodeID: Result<InfoAnswers, AerospikeError>]) -> NodeID? {
        guard usesTLS, members.values.allSatisfy(\.peers.isEmpty) else { return nil }
        let refused = answers.filter { _, answer in
            guard let answers = try? answer.get(), let value = answers[peersRequest] else { return false }
            return InfoRefusal(value) != nil
        }
        return refused.count == answers.count ? refused.keys.min() : nil
    }

    /// Lets one node stand for the whole cluster.
    private mutating func confine(to id: NodeID) {
        for other in memberIDs where other != id { drop(other) }
        members[id]?.needsPeers = false
        confinement = .noTLSPeers(members[id]?.name ?? "")
    }

    private mutating func meetPeers() -> Work {
        guard !isSettled else { return mapPartitions() }
        let candidates = newPeers()
        guard candidates.isEmpty else { return .join(candidates) }
        settle()
        return mapPartitions()
    }

    /// The peers to meet: those that are not known, and those that fell silent and are published elsewhere now.
    private func newPeers() -> [PeerList.Peer] {
        // A peer that failed in this round already is not tried twice.
        guard report.unreachablePeers.isEmpty else { return [] }
        let known = Dictionary(members.values.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var names: Set<String> = []
        var candidates: [PeerList.Peer] = []
        for peer in publishedPeers where members.count + candidates.count < ClusterLimits.nodes {
            guard known[peer.name]?.isExpected(at: peer.hosts) != true, names.insert(peer.name).inserted else {
                continue
            }
            candidates.append(peer)
        }
        return candidates
    }

    /// The peers that the answering nodes name, in the order in which the nodes were met.
    private var publishedPeers: [PeerList.Peer] {
        memberIDs.compactMap { members[$0] }.filter { $0.failures == 0 }.flatMap(\.peers)
    }

    /// Remembers where each node that answers is published, so that one that falls silent can be followed elsewhere.
    private mutating func settle() {
        let hosts = Dictionary(publishedPeers.map { ($0.name, $0.hosts) }, uniquingKeysWith: { first, _ in first })
        for (id, member) in members where member.failures == 0 { members[id]?.hosts = hosts[member.name] ?? [] }
        isSettled = report.unreachablePeers.isEmpty
    }

    private mutating func mapPartitions() -> Work {
        stage = .mapping
        let asked = members.filter { $0.value.needsPartitions && $0.value.failures == 0 && isTrusted($0.value) }
        guard !asked.isEmpty else { return finish() }
        return .ask(asked.mapValues { _ in ["partition-generation", "replicas"] })
    }

    /// A node that knows no peers while others do has lost its cluster; its map would be wrong.
    private func isTrusted(_ member: Member) -> Bool {
        !member.peers.isEmpty || members.values.allSatisfy { $0.peers.isEmpty || $0.failures > 0 }
    }

    private mutating func mapped(_ answers: [NodeID: Result<InfoAnswers, AerospikeError>]) -> Work {
        for id in answers.keys.sorted() {
            do throws(AerospikeError) {
                guard let answer = try answers[id]?.get() else { continue }
                let generation = try answer.integer("partition-generation")
                map.apply(try ReplicaList(parsing: try answer.value("replicas")), of: id)
                members[id]?.partitionGeneration = generation
                members[id]?.needsPartitions = false
                report.isChanged = true
            } catch {
                fail(id)
            }
        }
        return finish()
    }

    private mutating func finish() -> Work {
        for id in departed() { drop(id) }
        report.warnings += [confinement, lackOfAlternates].compactMap { $0 }
        return .done(report)
    }

    /// The nodes to give up: those that have been silent for long, and those that no other node names any more.
    ///
    /// The rule is that of `as_cluster_find_nodes_to_remove` of the C client.
    private func departed() -> [NodeID] {
        let answering = members.filter { $0.value.failures == 0 }
        let named = Set(answering.values.flatMap { $0.peers.map(\.name) })
        return members.keys.filter { id in
            guard let member = members[id] else { return false }
            if member.failures >= ClusterLimits.failures { return true }
            let isAlone = answering.isEmpty || (answering.count == 1 && answering[id] != nil)
            if isAlone || staysWithSeed || named.contains(member.name) { return false }
            return member.failures > 0 || !map.contains(id)
        }
    }

    /// The remark that the addresses which this client is told to use lead to no other node, although there are some.
    ///
    /// Servers that publish no alternate addresses answer with an empty list, as one that has no peers does; but then it
    /// would hold every partition.
    var lackOfAlternates: AerospikeError? {
        guard usesServicesAlternate, !staysWithSeed, members.values.allSatisfy(\.peers.isEmpty), map.hasGaps else {
            return nil
        }
        return AerospikeError(
            .nodeUnavailable, "the servers publish no alternate addresses; only the seed is used",
            advice: "remove services_alternate, or have the servers publish an alternate-access-address")
    }

    // MARK: Members

    private mutating func add(_ arrival: Arrival) {
        // A silent node that answers where it was, to whoever dials anew, had lost no more than a connection.
        if members[arrival.id] != nil {
            members[arrival.id]?.revive()
            return
        }
        guard !members.values.contains(where: { $0.name == arrival.name && $0.failures == 0 }) else { return }
        // A node that did not answer where it was, and answers elsewhere, has moved.
        for (id, member) in members where member.name == arrival.name { drop(id) }
        members[arrival.id] = Member(name: arrival.name)
        report.isChanged = true
    }

    private mutating func drop(_ id: NodeID) {
        guard members.removeValue(forKey: id) != nil else { return }
        map.remove(id)
        report.left.append(id)
        report.isChanged = true
        isSettled = false
    }

    private mutating func fail(_ id: NodeID) {
        members[id]?.fail()
        isSettled = false
    }
}

extension ClusterTend.Member {
    fileprivate mutating func refresh(_ peersGeneration: Int, _ partitionGeneration: Int) {
        failures = 0
        needsPeers = self.peersGeneration != peersGeneration
        needsPartitions = self.partitionGeneration != partitionGeneration
    }

    /// What a silent node said before is not to be relied on: it may have restarted, and count from the start again.
    fileprivate mutating func fail() {
        failures += 1
        peersGeneration = nil
        partitionGeneration = nil
    }

    fileprivate mutating func revive() {
        guard failures > 0 else { return }
        failures = 0
        needsPeers = true
        needsPartitions = true
    }

    fileprivate mutating func takePeers(_ list: PeerList) {
        peers = list.peers
        peersGeneration = list.generation
        needsPeers = false
    }

    /// Whether a peer at these addresses is this node, rather than where it has moved to.
    fileprivate func isExpected(at hosts: [Host]) -> Bool {
        failures == 0 || self.hosts.isEmpty || self.hosts == hosts
    }
}

extension AerospikeError {
    /// The remark that a server does not know where its peers speak TLS.
    static func noTLSPeers(_ node: String) -> AerospikeError {
        AerospikeError(
            .nodeUnavailable, "the server behind TLS publishes no TLS addresses of its cluster; only the seed is used",
            node: node,
            advice: "where TLS ends in front of the server, that is as good as it gets; else configure its tls-port")
    }
}
