/// Reaches every node that the cluster names, at the addresses that it publishes.
struct PeersCheck {
    let host: HostCheck

    /// The nodes that can be worked with, by name.
    private(set) var found: [String: HostCheck.Finding] = [:]
    /// The names of those that cannot.
    private(set) var missing: Set<String> = []
    /// Whether one node has to stand for all, because it knows no addresses of the others.
    private(set) var isConfined = false

    private var definition: ClusterDefinition { host.definition }
    private var patience: Duration { definition.systemSettings.connections.waitForConnectionToComplete }

    init(host: HostCheck, seeds: [HostCheck.Finding]) {
        self.host = host
        for seed in seeds where found[seed.identity.name] == nil { found[seed.identity.name] = seed }
    }

    /// Asks the nodes for their peers, meets those, and asks them in turn, until no name is new.
    mutating func run(_ report: (CheckStep) async -> Void) async {
        guard !definition.forcesSingleNode else {
            return await report(CheckStep(.peer, "", .skipped, detail: "the definition forces a single node"))
        }
        var asked: Set<String> = []
        while case let names = Set(found.keys).subtracting(asked), !names.isEmpty {
            var peers: [String: PeerList.Peer] = [:]
            for name in names.sorted() {
                guard let node = found[name] else { continue }
                for peer in await list(node, report) where isNew(peer) { peers[peer.name] = peer }
            }
            asked.formUnion(names)
            await meet(peers.values.sorted { $0.name < $1.name }, report)
        }
        guard found.count == 1, missing.isEmpty, !isConfined, !Task.isCancelled else { return }
        await report(await lonely())
    }

    private func isNew(_ peer: PeerList.Peer) -> Bool {
        found[peer.name] == nil && !missing.contains(peer.name) && found.count + missing.count < ClusterLimits.nodes
    }

    private mutating func list(
        _ node: HostCheck.Finding,
        _ report: (CheckStep) async -> Void
    ) async -> [PeerList.Peer] {
        let usesTLS = definition.tls != nil
        do throws(AerospikeError) {
            let list = try await peers(of: node, alternate: definition.usesServicesAlternate, tls: usesTLS)
            guard usesTLS, list.isEmpty, found.count == 1, missing.isEmpty else { return list }
            let clear = try? await peers(of: node, alternate: definition.usesServicesAlternate, tls: false)
            return clear?.isEmpty == false ? await mapped(clear, of: node, report) : []
        } catch {
            guard !Task.isCancelled else { return [] }
            if usesTLS, error.code == .server {
                let clear = try? await peers(of: node, alternate: definition.usesServicesAlternate, tls: false)
                return await mapped(clear, of: node, report)
            }
            await report(CheckStep(.peer, node.identity.name, failing: error, patience: patience))
            return []
        }
    }

    /// The peers of a server that does not know that TLS ends in front of it, where the address map leads to them.
    private mutating func mapped(
        _ clear: [PeerList.Peer]?,
        of node: HostCheck.Finding,
        _ report: (CheckStep) async -> Void
    ) async -> [PeerList.Peer] {
        let map = definition.addressMap
        if let clear, !map.isEmpty, clear.isEmpty || clear.contains(where: { $0.isMapped(by: map) }) { return clear }
        isConfined = true
        found = [node.identity.name: node]
        var remark = AerospikeError.noTLSPeers(node.identity.name)
        if let clear {
            remark.advice =
                PeersAdvice(definition: definition, published: clear.flatMap(\.hosts), alternates: [])
                .terminatorText
        }
        var step = CheckStep(.peer, node.identity.name)
        step.warn(of: remark)
        await report(step)
        return []
    }

    private func peers(
        of node: HostCheck.Finding,
        alternate: Bool,
        tls: Bool
    ) async throws(AerospikeError) -> [PeerList.Peer] {
        let request = PeerList.request(alternate: alternate, tls: tls)
        let answers = try await node.connection.ask([request], until: .now().advanced(by: patience))
        return try PeerList(parsing: try answers.value(request)).peers
    }

    // MARK: Meeting

    private mutating func meet(_ peers: [PeerList.Peer], _ report: (CheckStep) async -> Void) async {
        let host = host
        let meetings = await withTaskGroup(of: (Int, PeerMeeting).self) { group in
            for (place, peer) in peers.enumerated() {
                group.addTask {
                    let meeting = await PeerMeeting(peer, host)
                    return (place, meeting)
                }
            }
            return await group.reduce(into: [Int: PeerMeeting]()) { $0[$1.0] = $1.1 }
        }
        guard !Task.isCancelled else { return }
        let unreachable = peers.indices.filter { meetings[$0]?.finding == nil }.map { peers[$0] }
        let advice = unreachable.isEmpty ? nil : await advice(for: unreachable)
        for place in peers.indices {
            guard let meeting = meetings[place] else { continue }
            if let finding = meeting.finding {
                found[peers[place].name] = finding
            } else {
                missing.insert(peers[place].name)
            }
            await report(meeting.step(advice: advice))
        }
    }

    private func advice(for peers: [PeerList.Peer]) async -> String {
        let alternates = definition.usesServicesAlternate ? [] : await alternateAddresses(of: peers)
        return PeersAdvice(
            definition: definition, published: peers.flatMap(\.hosts), alternates: alternates,
            reached: Set(found.values.map(\.published.name))
        ).text
    }

    private func alternateAddresses(of peers: [PeerList.Peer]) async -> [Host] {
        let names = Set(peers.map(\.name))
        for node in found.values {
            guard let others = try? await self.peers(of: node, alternate: true, tls: definition.tls != nil) else {
                continue
            }
            let hosts = others.filter { names.contains($0.name) }.flatMap(\.hosts)
            if !hosts.isEmpty { return hosts }
        }
        return []
    }

    /// A node that names no peers: alone, or asked for addresses of a kind that the cluster does not publish.
    private mutating func lonely() async -> CheckStep {
        let alone = CheckStep(.peer, "", detail: "none: the cluster is a single node")
        guard definition.usesServicesAlternate, let node = found.values.first,
            let peers = try? await peers(of: node, alternate: false, tls: definition.tls != nil), !peers.isEmpty
        else { return alone }
        missing = Set(peers.map(\.name))
        let error = AerospikeError(.connectFailed, "the cluster publishes no alternate addresses of its nodes")
        return CheckStep(
            .peer, few(peers.map(\.name)), .failed, detail: error.message, error: error,
            advice:
                "remove services_alternate from cluster: in the profile, or set alternate-access-address in the servers' "
                + "configuration")
    }
}
