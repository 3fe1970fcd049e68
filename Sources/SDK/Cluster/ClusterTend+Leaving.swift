/// The end of a round: who is given up, and what a person should know.
extension ClusterTend {
    mutating func finish() -> Work {
        for id in departed() { drop(id) }
        let remarks = memberIDs.compactMap { members[$0]?.remark }
        report.troubles = memberIDs.compactMap { members[$0]?.trouble }
        report.warnings += [confinement, lackOfTLSPeers, lackOfAlternates, lackOfRacks].compactMap { $0 } + remarks
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

    /// The remark that nodes name no peers that speak TLS, although there are some, as the gaps in the map show.
    ///
    /// A node that does not hold a partition passes commands on, so that one stands for all until a peer is named.
    var lackOfTLSPeers: AerospikeError? {
        guard usesTLS, !usesServicesAlternate, !staysWithSeed, members.values.allSatisfy(\.peers.isEmpty), map.hasGaps,
            let first = memberIDs.first.flatMap({ members[$0] }), !first.needsPartitions
        else { return nil }
        return .noTLSPeers(first.name)
    }

    /// The remark that preferred racks have no effect; one for all nodes.
    private var lackOfRacks: AerospikeError? {
        guard usesRacks else { return nil }
        return memberIDs.lazy.compactMap { members[$0] }.first { $0.rackRefusal != nil }.map { member in
            AerospikeError(
                .notSupported, "the preferred racks are ignored: the servers tell none (\(member.rackRefusal ?? ""))",
                node: member.name,
                advice: "racks need servers of the Enterprise Edition; leave the racks out, or use such servers")
        }
    }
}

extension AerospikeError {
    /// The remark that a server does not know where its peers speak TLS.
    static func noTLSPeers(_ node: String) -> AerospikeError {
        AerospikeError(
            .nodeUnavailable, "the server knows no TLS addresses of its cluster; only this seed is used", node: node,
            advice: "where TLS ends in front of each server, map what they publish to where it ends, with ip_map; "
                + "where they speak TLS themselves, configure their tls-port; a single node needs neither")
    }

    /// The refusal of a node whose peers are strangers to all that are known.
    static func stranger(_ node: String) -> AerospikeError {
        AerospikeError(
            .nodeRefused, "the node \(node) belongs to another cluster: it names peers, but none of this cluster's",
            node: node,
            advice: "correct the hosts and the addresses that the servers publish, or give the cluster's name")
    }
}
