internal import AerospikeSDK

/// Which node holds which partition, and the generations by which clients learn that it changed.
///
/// Every partition has an order of succession of all nodes; the first of those that are up hold it, the first one as
/// master. The orders are fixed by the nodes' numbers, so that the same steps make the same map in every run.
///
/// A cluster can be split: each part is then a cluster of its own, whose nodes share all partitions among themselves.
struct SandboxTopology: Sendable {
    /// The nodes that hold each partition of one namespace, the master first.
    typealias Layout = [[Int]]

    private let replicationFactor: Int
    /// The rack of each node, namespace by namespace.
    private(set) var racks: [[Int]]
    private(set) var isUp: [Bool]
    /// The part of the cluster that each node belongs to; they are in the same one unless the cluster is split.
    private(set) var parts: [Int]
    private(set) var partitionGeneration = 0
    private(set) var peersGeneration: Int
    private(set) var rebalanceGeneration = 1
    /// How often each partition has been moved on to the next of its holders.
    private var moves = 0
    /// The layouts of each part's namespaces.
    private var layouts: [Int: [Layout]] = [:]

    /// - Parameters:
    ///   - nodes: How many there are.
    ///   - racks: The rack of each node for each namespace; one namespace without racks unless given.
    init(nodes: Int, replicationFactor: Int, racks: [[Int]]? = nil) {
        self.replicationFactor = max(1, replicationFactor)
        self.racks = racks ?? [Array(repeating: 0, count: nodes)]
        isUp = Array(repeating: true, count: nodes)
        parts = Array(repeating: 0, count: nodes)
        peersGeneration = nodes - 1
        arrange()
    }

    /// The nodes that are up and in the same part of the cluster as a node, without those that are down.
    func members(with node: Int) -> [Int] {
        isUp.indices.filter { isUp[$0] && parts[$0] == parts[node] }
    }

    /// How many nodes hold each partition just now, as a node knows.
    func effectiveReplicationFactor(at node: Int) -> Int { min(replicationFactor, members(with: node).count) }

    /// The nodes that hold each partition of a namespace, as a node knows.
    func layout(of namespace: Int, at node: Int) -> Layout {
        let layouts = layouts[parts[node], default: []]
        return layouts.indices.contains(namespace) ? layouts[namespace] : Self.emptyLayout
    }

    func holds(_ node: Int, _ partition: PartitionID, of namespace: Int) -> Bool {
        layout(of: namespace, at: node)[partition.index].contains(node)
    }

    /// Whether a node is the one that clients ask first for a partition.
    func isMaster(_ node: Int, _ partition: PartitionID, of namespace: Int) -> Bool {
        layout(of: namespace, at: node)[partition.index].first == node
    }

    /// Takes a node out of the cluster.
    ///
    /// - Returns: The partitions of each namespace of which it held the only copy.
    mutating func takeDown(_ node: Int) -> [[PartitionID]] {
        guard isUp[node] else { return [] }
        let lost = racks.indices.map { namespace in
            let layouts = layouts.values.map { $0[namespace] }
            return PartitionID.all.filter { partition in
                layouts.contains { $0[partition.index].contains(node) }
                    && layouts.allSatisfy { $0[partition.index].allSatisfy { $0 == node } }
            }
        }
        isUp[node] = false
        changePeers()
        return lost
    }

    /// Brings a node back.
    mutating func bringUp(_ node: Int) {
        guard !isUp[node] else { return }
        isUp[node] = true
        changePeers()
    }

    /// Adds a node to the cluster.
    ///
    /// - Parameter racks: Its rack for each namespace; rack 0 where there is none.
    /// - Returns: Its number.
    mutating func add(racks added: [Int] = []) -> Int {
        isUp.append(true)
        parts.append(0)
        for namespace in racks.indices { racks[namespace].append(added.dropFirst(namespace).first ?? 0) }
        changePeers()
        return isUp.count - 1
    }

    /// Makes a cluster of its own of some nodes.
    mutating func split(off nodes: [Int]) {
        let part = (parts.max() ?? 0) + 1
        for node in nodes { parts[node] = part }
        changePeers()
    }

    /// Makes one cluster of all parts again.
    mutating func join() {
        guard parts.contains(where: { $0 != 0 }) else { return }
        for node in parts.indices { parts[node] = 0 }
        changePeers()
    }

    /// Moves a node to another rack.
    mutating func setRack(_ rack: Int, of node: Int, in namespace: Int) {
        racks[namespace][node] = rack
        rebalance()
    }

    /// Makes the next holder of every partition its master.
    mutating func movePartitions() {
        moves += 1
        rebalance()
    }

    /// Tells clients that something about the nodes has changed, such as a name.
    mutating func announcePeers() { peersGeneration += 1 }

    private mutating func changePeers() {
        peersGeneration += 1
        rebalance()
    }

    private mutating func rebalance() {
        partitionGeneration += 1
        rebalanceGeneration += 1
        arrange()
    }
}

extension SandboxTopology {
    private static let emptyLayout = Layout(repeating: [], count: PartitionID.count)

    /// Settles who holds what.
    private mutating func arrange() {
        layouts = [:]
        for part in Set(parts) {
            let nodes = isUp.indices.filter { isUp[$0] && parts[$0] == part }
            var known: [[Int]: Layout] = [:]
            // Namespaces that see the same racks share one layout.
            layouts[part] = racks.map { racks in
                let layout = known[racks] ?? layout(of: nodes, racks)
                known[racks] = layout
                return layout
            }
        }
    }

    private func layout(of nodes: [Int], _ racks: [Int]) -> Layout {
        let count = min(replicationFactor, nodes.count)
        guard count > 0 else { return Self.emptyLayout }
        let hasRacks = Set(nodes.map { racks[$0] }).count > 1
        return PartitionID.all.map { partition in
            let weights = nodes.map { Self.weight(of: $0, in: partition) }
            let succession = nodes.indices.sorted { weights[$0] > weights[$1] }.map { nodes[$0] }
            let moved = succession.indices.map { succession[($0 + moves) % succession.count] }
            return Array((hasRacks ? Self.spread(moved, racks) : moved).prefix(count))
        }
    }

    /// Lets each rack have a replica before any has a second one.
    private static func spread(_ succession: [Int], _ racks: [Int]) -> [Int] {
        var served: Set<Int> = []
        let first = succession.filter { served.insert(racks[$0]).inserted }
        return first + succession.filter { !first.contains($0) }
    }

    /// A number that looks random but depends on the node and the partition alone (the finaliser of SplitMix64).
    private static func weight(of node: Int, in partition: PartitionID) -> UInt64 {
        var word = UInt64(node + 1) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(partition.rawValue) &* 0xD1B5_4A32_D192_ED03
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}

extension SandboxTopology {
    /// A node's maps of a namespace, one for each replica: a bit for each partition that it holds as such, in base 64.
    func maps(of node: Int, in namespace: Int) -> [String] {
        let layout = layout(of: namespace, at: node)
        return (0..<max(1, effectiveReplicationFactor(at: node))).map { replica in
            var bitmap = [UInt8](repeating: 0, count: PartitionID.count / 8)
            for (partition, nodes) in layout.enumerated() where nodes.count > replica && nodes[replica] == node {
                bitmap[partition >> 3] |= 0x80 >> UInt8(partition & 7)
            }
            return Base64.encode(bitmap)
        }
    }
}
