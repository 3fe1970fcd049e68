internal import AerospikeSDK

extension SandboxState {
    /// What a node says of itself and of the generations.
    func identity(_ name: String, node: Int) -> String? {
        switch name {
        case "node", "name": nodes[node].name
        case "partition-generation": nodes[node].isInitialized ? "\(topology.partitionGeneration)" : "-1"
        case "peers-generation": "\(topology.peersGeneration)"
        case "rebalance-generation": "\(topology.rebalanceGeneration)"
        case "replicas": replicas(of: node)
        case "rack-ids": rackIDs(of: node)
        case "objects": "\(store.namespaces.reduce(0) { $0 + $1.recordCount })"
        default: nil
        }
    }

    /// The maps of every namespace: `name:regime,replicas,map,map;…`.
    private func replicas(of node: Int) -> String {
        guard nodes[node].isInitialized else {
            let none = Base64.encode([UInt8](repeating: 0, count: PartitionID.count / 8))
            return configuration.namespaces.map { "\($0):0,1,\(none)" }.joined(separator: ";")
        }
        return configuration.namespaces.enumerated().map { namespace, name in
            let maps = topology.maps(of: node, in: namespace)
            return "\(name):0,\(maps.count),\(maps.joined(separator: ","))"
        }.joined(separator: ";")
    }

    /// Where clients reach this node and the others.
    func services(_ name: String, node: Int) -> String? {
        switch name {
        case "service": return addresses(of: nodes[node], .clearStandard).joined(separator: ",")
        case "services": return services(of: others(than: node), .clearStandard)
        case "services-alternate": return services(of: others(than: node), .clearAlternate)
        default:
            let parts = name.split(separator: "-", maxSplits: 1)
            guard let service = parts.last.flatMap({ SandboxService(rawValue: String($0)) }) else { return nil }
            switch parts.first {
            case "service": return addresses(of: nodes[node], service).joined(separator: ",")
            case "peers": return peers(of: node, service)
            default: return nil
            }
        }
    }

    /// What a node announces; what it was told to takes the place of the port at which clients are expected.
    private func addresses(of node: SandboxNodeState, _ service: SandboxService) -> [String] {
        guard let port = service.isEncrypted ? node.ports.tls : node.ports.clear else { return [] }
        let isExpected = service.isEncrypted || node.ports.tls == nil
        if isExpected, let hosts = service.isAlternate ? node.alternateHosts : node.announcedHosts {
            return hosts.map(\.description)
        }
        let address = service.isAlternate ? configuration.alternateAddress : configuration.announcedAddress
        return address.map { [Host($0, port).description] } ?? []
    }

    private func services(of nodes: [SandboxNodeState], _ service: SandboxService) -> String {
        nodes.flatMap { addresses(of: $0, service) }.joined(separator: ";")
    }

    /// The other nodes: `generation,3000,[[name,tlsName,[address:port,…]],…]`; a port of 3000 goes without saying.
    ///
    /// A node without addresses is left out. Source: `build_peers_reduce` of the server.
    private func peers(of node: Int, _ service: SandboxService) -> String {
        let suffix = ":\(Host.defaultPort)"
        let tlsName = service.isEncrypted ? configuration.tls?.name ?? "" : ""
        let list = others(than: node).compactMap { peer -> String? in
            let hosts = addresses(of: peer, service)
                .map { $0.hasSuffix(suffix) ? String($0.dropLast(suffix.count)) : $0 }
            return hosts.isEmpty ? nil : "[\(peer.name),\(tlsName),[\(hosts.joined(separator: ","))]]"
        }
        return "\(topology.peersGeneration),\(Host.defaultPort),[\(list.joined(separator: ","))]"
    }

    private func others(than node: Int) -> [SandboxNodeState] {
        topology.members(with: node).filter { $0 != node }.map { nodes[$0] }
    }
}

extension SandboxState {
    func statistics(of node: Int) -> String {
        let members = topology.members(with: node)
        let counters = nodes[node].counters
        return [
            "failed_best_practices=false", "cluster_size=\(members.count)", "cluster_key=\(clusterKey(of: node))",
            "cluster_generation=\(topology.rebalanceGeneration)",
            "cluster_principal=\(members.last.map { nodes[$0].name } ?? "0")", "cluster_integrity=true",
            "cluster_is_member=true", "cluster_duplicate_nodes=null", "cluster_clock_skew_ms=0",
            "objects=\(store.namespaces.reduce(0) { $0 + $1.recordCount })", "tombstones=0",
            "client_connections=\(counters.connectionsOpen)",
            "client_connections_opened=\(counters.connectionsAccepted)",
            "client_connections_closed=\(counters.connectionsAccepted - counters.connectionsOpen)",
            "info_complete=\(counters.infoRequests)", "batch_index_complete=\(counters.batches)",
            "demarshal_error=\(counters.malformedRequests)", "migrate_allowed=true",
            "migrate_partitions_remaining=0",
        ].joined(separator: ";")
    }

    mutating func statistics(ofNamespace name: String, node: Int, now: SandboxTime) -> String {
        guard let index = store.index(of: Array(name.utf8)) else { return "type=unknown" }
        store[index].removeExpired(at: now)
        let held = store[index].weights { topology.holds(node, $0, of: index) }.values
        let own = store[index].weights { topology.isMaster(node, $0, of: index) }.values
        let (objects, masters) = (held.reduce(0) { $0 + $1.count }, own.reduce(0) { $0 + $1.count })
        return [
            "ns_cluster_size=\(topology.members(with: node).count)",
            "effective_replication_factor=\(topology.effectiveReplicationFactor(at: node))",
            "objects=\(objects)", "tombstones=0", "master_objects=\(masters)", "prole_objects=\(objects - masters)",
            "non_replica_objects=0", "dead_partitions=0", "unavailable_partitions=0",
            "clock_skew_stop_writes=false", "stop_writes=false", "hwm_breached=false",
            "current_time=\(now.seconds)", "data_total_bytes=\(configuration.namespaceSize)",
            "data_used_bytes=\(held.reduce(0) { $0 + $1.size })", "migrate_tx_partitions_remaining=0",
            "migrate_rx_partitions_remaining=0", "replication-factor=\(configuration.replicationFactor)",
            "default-ttl=\(configuration.defaultTimeToLive)", "nsup-period=120",
            "max-record-size=\(configuration.maximumRecordSize)", "strong-consistency=false",
            "storage-engine=memory",
        ].joined(separator: ";")
    }

    /// The sets of a namespace, `namespace/set` for one of them, or of all namespaces where none is named.
    func sets(_ parameters: String, node: Int) -> String {
        let parts = parameters.split(separator: "/").map(String.init)
        guard let name = parts.first else {
            return store.namespaces.indices.map { sets(of: $0, node: node) }.joined()
        }
        guard let index = store.index(of: Array(name.utf8)) else { return "ns_type=unknown" }
        return sets(of: index, named: parts.count > 1 ? parts[1] : nil, node: node)
    }

    /// What a node has of the sets of a namespace, or of the one that is named.
    private func sets(of namespace: Int, named set: String? = nil, node: Int) -> String {
        let weights = store[namespace].weights { topology.holds(node, $0, of: namespace) }
        if let set { return weights[set].map { Self.description($0) } ?? "" }
        return weights.filter { !$0.key.isEmpty }.sorted { $0.key < $1.key }
            .map { "ns=\(store[namespace].name):set=\($0.key):\(Self.description($0.value))" }
            .joined()
    }

    private static func description(_ weight: (count: Int, size: Int)) -> String {
        "objects=\(weight.count):tombstones=0:data_used_bytes=\(weight.size):truncate_lut=0:sindexes=0:"
            + "index_populating=false:truncating=false:default-read-touch-ttl-pct=0:default-ttl=0:"
            + "disable-eviction=false:enable-index=false:stop-writes-count=0:stop-writes-size=0;"
    }
}

/// The lists of addresses that a node has: for clients in its own network and elsewhere, in clear and over TLS.
private enum SandboxService: String {
    case clearStandard = "clear-std"
    case clearAlternate = "clear-alt"
    case tlsStandard = "tls-std"
    case tlsAlternate = "tls-alt"

    var isEncrypted: Bool { self == .tlsStandard || self == .tlsAlternate }
    var isAlternate: Bool { self == .clearAlternate || self == .tlsAlternate }
}
