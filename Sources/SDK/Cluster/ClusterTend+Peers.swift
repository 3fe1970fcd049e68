/// Who belongs to the cluster: what the nodes say of their peers.
extension ClusterTend {
    /// The name of the info request for a node's peers.
    var peersRequest: String {
        PeerList.request(alternate: usesServicesAlternate, tls: usesTLS && !mapsClearAddresses)
    }

    /// The names that belong to other nodes than one that is published.
    ///
    /// A server that answers in its place under one of these stands at an address that leads to several.
    func names(besides peer: PeerList.Peer) -> Set<String> {
        let published = publishedPeers.map(\.name)
        return Set(published + members.values.filter { $0.failures == 0 }.map(\.name)).subtracting([peer.name])
    }

    // MARK: Asking

    mutating func listPeers() -> Work {
        stage = .listingPeers
        guard !staysWithSeed else { return mapPartitions() }
        let asked = members.filter { $0.value.needsPeers && $0.value.failures == 0 }
        guard !asked.isEmpty else { return meetPeers() }
        // Each node tells its map along with its peers, which saves a round trip before the first command.
        return .ask(asked.mapValues { ["peers-generation", peersRequest] + mapQuestions(for: $0) })
    }

    mutating func peersListed(_ answers: [NodeID: Result<InfoAnswers, AerospikeError>]) -> Work {
        if let id = knowsNoTLS(answers) {
            takeMaps(answers)
            return addressMap.isEmpty ? confine(to: id) : listClearAddresses()
        }
        for (id, answer) in answers {
            do throws(AerospikeError) {
                let list = try PeerList(parsing: try answer.get().value(peersRequest))
                members[id]?.takePeers(list)
                isSettled = false
            } catch {
                fail(id, error)
            }
        }
        refuseStrangers()
        takeMaps(answers)
        return turnToClearAddresses() ?? meetPeers()
    }

    // MARK: Judging

    /// The first of the nodes that were asked, when none of them knows where its peers speak TLS.
    ///
    /// What ends TLS in front of a plain server, such as stunnel or an ingress, is not known to the server behind it.
    private func knowsNoTLS(_ answers: [NodeID: Result<InfoAnswers, AerospikeError>]) -> NodeID? {
        guard usesTLS, !mapsClearAddresses, members.values.allSatisfy(\.peers.isEmpty) else { return nil }
        let refused = answers.filter { _, answer in
            guard let answers = try? answer.get(), let value = answers[peersRequest] else { return false }
            return InfoRefusal(value) != nil
        }
        return refused.count == answers.count ? refused.keys.min() : nil
    }

    /// Goes by the addresses in clear of servers that name no others, as far as the address map leads from there to where
    /// TLS ends.
    ///
    /// - Returns: What to do next, where that is another thing than before.
    private mutating func turnToClearAddresses() -> Work? {
        guard !addressMap.isEmpty else { return nil }
        guard mapsClearAddresses else { return lackOfTLSPeers == nil ? nil : listClearAddresses() }
        guard !publishedPeers.isEmpty else {
            mapsClearAddresses = false
            return nil
        }
        let isMapped = publishedPeers.contains { $0.isMapped(by: addressMap) }
        return isMapped ? nil : memberIDs.first.map { confine(to: $0) }
    }

    private mutating func listClearAddresses() -> Work {
        mapsClearAddresses = true
        for id in memberIDs { members[id]?.needsPeers = true }
        return listPeers()
    }

    /// Lets one node stand for the whole cluster.
    private mutating func confine(to id: NodeID) -> Work {
        for other in memberIDs where other != id { drop(other) }
        members[id]?.needsPeers = false
        confinement = .noTLSPeers(members[id]?.name ?? "")
        return mapPartitions()
    }

    /// Turns away newcomers that belong to another cluster: they name peers, but no node of this one.
    ///
    /// An address that is no longer right may lead there, and two clusters would become one mixture.
    private mutating func refuseStrangers() {
        var established = Set(
            members.values.filter { !$0.isOnTrial && $0.failures == 0 && !$0.peers.isEmpty }.map(\.name))
        for id in memberIDs {
            guard let member = members[id], member.isOnTrial, member.failures == 0, !member.needsPeers else { continue }
            if member.peers.isEmpty {
                members[id]?.isOnTrial = false
            } else if established.isEmpty || member.peers.contains(where: { established.contains($0.name) }) {
                members[id]?.isOnTrial = false
                established.insert(member.name)
            } else {
                drop(id)
                report.unreachablePeers.append(.stranger(member.name))
            }
        }
    }

    // MARK: Meeting

    private mutating func meetPeers() -> Work {
        guard !isSettled else { return mapPartitions() }
        let candidates = newPeers()
        guard candidates.isEmpty else {
            triedPeers.formUnion(candidates.map(\.name))
            return .join(candidates)
        }
        settle()
        return mapPartitions()
    }

    /// The peers to meet: those that are not known, and those that fell silent and are published elsewhere now.
    private func newPeers() -> [PeerList.Peer] {
        let known = Dictionary(members.values.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var names = triedPeers
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
}
