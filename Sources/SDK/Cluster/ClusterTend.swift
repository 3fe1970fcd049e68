/// Keeps the picture of a cluster up to date, round by round: who belongs to it, and who holds what.
///
/// A round asks every node what has changed, takes in the peers that are new, reads the partition maps and the racks
/// that changed, and gives up the nodes that have left. This struct says what to ask and draws the conclusions;
/// ``Tender`` does the asking.
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
        /// Whether nodes came or went, or partitions or racks changed.
        var isChanged = false
        /// Nodes that left.
        var left: [NodeID] = []
        /// Peers that the cluster names and that cannot be used, and why.
        var unreachablePeers: [AerospikeError] = []
        /// Whatever else keeps nodes out of sight, or settings without effect.
        var warnings: [AerospikeError] = []
        /// Why each seed that was tried failed.
        var seedFailures: [AerospikeError] = []
        /// Why nodes that are known told nothing of use.
        var troubles: [AerospikeError] = []
    }

    /// A server that was dialled and said who it is.
    struct Arrival: Equatable {
        /// The number of the node that goes by this name at this address, or a new one.
        var id: NodeID
        var name: String
        /// What is wrong with the way that leads there, as long as the node is reached by it.
        var remark: AerospikeError?
    }

    /// What the nodes were last asked for.
    enum Stage { case refreshing, listingPeers, mapping }

    /// Where to begin, and whom to ask when no node answers.
    var seeds: [Host]
    private(set) var usesServicesAlternate: Bool
    let usesTLS: Bool
    private(set) var usesRacks: Bool
    private let forcesSingleNode: Bool
    private(set) var addressMap: AddressMap

    var stage = Stage.refreshing
    var members: [NodeID: Member] = [:]
    var report = Report()
    /// The names of the peers that were dialled in this round; none is tried twice.
    var triedPeers: Set<String> = []
    /// Whether every peer that the lists name is a member, where they say that it is.
    var isSettled = false
    var map = PartitionMap()
    /// Why one seed stands for the whole cluster although nobody asked for that.
    var confinement: AerospikeError?
    /// Whether servers that do not know that TLS ends in front of them are asked for their addresses in clear.
    ///
    /// The address map leads from there to where TLS ends; they are still dialled with TLS.
    var mapsClearAddresses = false

    init(
        seeds: [Host],
        usesServicesAlternate: Bool = false,
        usesTLS: Bool = false,
        usesRacks: Bool = false,
        forcesSingleNode: Bool = false,
        addressMap: AddressMap = AddressMap()
    ) {
        self.seeds = seeds
        self.usesServicesAlternate = usesServicesAlternate
        self.usesTLS = usesTLS
        self.usesRacks = usesRacks && !forcesSingleNode
        self.forcesSingleNode = forcesSingleNode
        self.addressMap = addressMap
    }

    /// Goes by other settings from the next round on.
    ///
    /// Where other addresses count, every node is asked anew for its peers, and those that are not known are met there.
    mutating func adopt(_ definition: ClusterDefinition) {
        usesRacks = !definition.preferredRacks.isEmpty && !forcesSingleNode
        let isElsewhere =
            usesServicesAlternate != definition.usesServicesAlternate || addressMap != definition.addressMap
        guard isElsewhere else { return }
        usesServicesAlternate = definition.usesServicesAlternate
        addressMap = definition.addressMap
        (confinement, mapsClearAddresses, isSettled) = (nil, false, false)
        for id in memberIDs { members[id]?.forgetPeers() }
    }

    /// Whether one seed stands for the whole cluster.
    var staysWithSeed: Bool { forcesSingleNode || confinement != nil }

    /// Whether the first node serves commands for the whole cluster.
    var standsForAll: Bool { staysWithSeed || lackOfTLSPeers != nil }

    /// The nodes of the cluster, in the order in which they were met.
    var memberIDs: [NodeID] { members.keys.sorted() }

    /// Whether every node answers and has told its partitions, and no partition is without a node.
    var isComplete: Bool {
        members.values.allSatisfy { $0.failures == 0 && !$0.needsPartitions } && (standsForAll || !map.hasGaps)
    }

    /// Whether a seed that has not answered yet might lead to more than is known: no node names a peer.
    ///
    /// One that lost its cluster looks like a cluster of one node until another seed tells more.
    var wantsSeeds: Bool { !staysWithSeed && members.values.allSatisfy(\.peers.isEmpty) }

    // MARK: Events

    /// Begins a round.
    ///
    /// - Parameter late: Seeds that answered after the last round had gone on without them.
    mutating func begin(with late: [Arrival] = []) -> Work {
        report = Report()
        triedPeers = []
        for arrival in late where wantsSeeds { add(arrival) }
        guard !members.isEmpty else { return .seed(seeds) }
        stage = .refreshing
        let rebalance = usesRacks ? ["rebalance-generation"] : []
        return .ask(members.mapValues { _ in ["node", "peers-generation", "partition-generation"] + rebalance })
    }

    /// The seeds have been dialled, and one has answered at least, or none will.
    mutating func seeded(_ arrivals: [Arrival], failures: [AerospikeError]) -> Work {
        report.seedFailures = failures
        confinement = nil
        mapsClearAddresses = false
        guard staysWithSeed, let chosen = arrivals.first else {
            for arrival in arrivals { add(arrival) }
            return listPeers()
        }
        // The node that stood for all is silent: another does, at once.
        for id in memberIDs where id != chosen.id { drop(id) }
        add(chosen)
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

    // MARK: Changes

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
            let peers = try answers.integer("peers-generation")
            let partitions = try answers.integer("partition-generation")
            // A server that knows no racks may know no such count either, and serves all the same.
            let racks = answers["rebalance-generation"].flatMap { Int($0) }
            members[id]?.refresh(peers: peers, partitions: partitions, racks: racks)
        } catch {
            fail(id, error)
        }
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
        members[arrival.id] = Member(name: arrival.name, remark: arrival.remark)
        report.isChanged = true
    }

    mutating func drop(_ id: NodeID) {
        guard members.removeValue(forKey: id) != nil else { return }
        map.remove(id)
        report.left.append(id)
        report.isChanged = true
        isSettled = false
    }

    /// A node's connection broke, and it answers on another: it may have restarted, and what it said before be over.
    mutating func reconnected(_ id: NodeID) { fail(id, nil) }

    mutating func fail(_ id: NodeID, _ error: AerospikeError?) {
        members[id]?.fail(error)
        isSettled = false
    }
}
