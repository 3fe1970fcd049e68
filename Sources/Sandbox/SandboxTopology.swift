internal import AerospikeSDK

/// Which node holds which partition, and the generations by which clients learn that it changed.
///
/// Every partition has an order of succession of all nodes; the first of those that are up hold it, the first one as
/// master. The orders are fixed by the nodes' numbers, so that the same steps make the same map in every run.
struct SandboxTopology: Sendable {
    private let replicationFactor: Int
    private(set) var isUp: [Bool]
    private(set) var partitionGeneration = 0
    private(set) var peersGeneration: Int
    private(set) var rebalanceGeneration = 1
    /// How often each partition has been moved on to the next of its holders.
    private var moves = 0
    /// The nodes that hold each partition, the master first.
    private(set) var holders: [[Int]]

    init(nodes: Int, replicationFactor: Int) {
        self.replicationFactor = max(1, replicationFactor)
        isUp = Array(repeating: true, count: nodes)
        peersGeneration = nodes - 1
        holders = Self.holders(isUp: isUp, replicationFactor: self.replicationFactor, moves: 0)
    }

    /// How many nodes hold each partition just now.
    var effectiveReplicationFactor: Int { min(replicationFactor, isUp.count { $0 }) }

    func holds(_ node: Int, _ partition: PartitionID) -> Bool {
        holders[partition.index].contains(node)
    }

    /// Takes a node out of the cluster.
    ///
    /// - Returns: The partitions of which it held the only copy.
    mutating func takeDown(_ node: Int) -> [PartitionID] {
        guard isUp[node] else { return [] }
        isUp[node] = false
        let lost = PartitionID.all.filter { holders[$0.index] == [node] }
        changePeers()
        return Array(lost)
    }

    /// Brings a node back.
    mutating func bringUp(_ node: Int) {
        guard !isUp[node] else { return }
        isUp[node] = true
        changePeers()
    }

    /// Adds a node to the cluster.
    ///
    /// - Returns: Its number.
    mutating func add() -> Int {
        isUp.append(true)
        changePeers()
        return isUp.count - 1
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
        holders = Self.holders(isUp: isUp, replicationFactor: replicationFactor, moves: moves)
    }

    private static func holders(isUp: [Bool], replicationFactor: Int, moves: Int) -> [[Int]] {
        let nodes = isUp.indices.filter { isUp[$0] }
        let count = min(replicationFactor, nodes.count)
        guard count > 0 else { return Array(repeating: [], count: PartitionID.count) }
        return PartitionID.all.map { partition in
            let weights = nodes.map { weight(of: $0, in: partition) }
            let succession = nodes.indices.sorted { weights[$0] > weights[$1] }.map { nodes[$0] }
            return (0..<count).map { succession[($0 + moves) % succession.count] }
        }
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
    /// A node's maps, one for each replica: a bit for each partition that it holds as such, in base 64.
    func maps(of node: Int) -> [String] {
        (0..<max(1, effectiveReplicationFactor)).map { replica in
            var bitmap = [UInt8](repeating: 0, count: PartitionID.count / 8)
            for (partition, nodes) in holders.enumerated() where nodes.count > replica && nodes[replica] == node {
                bitmap[partition >> 3] |= 0x80 >> UInt8(partition & 7)
            }
            return Base64.encode(bitmap)
        }
    }
}
