/// Remembers how far a query has come in each partition, so that one which moves, or whose node fails, is gone on with
/// where it stopped: no record is lost, none is seen twice.
struct PartitionTracker {
    private enum Progress {
        case pending(after: Digest?)
        case done
    }

    private var progress: [PartitionID: Progress]
    /// Partitions that a node said it does not have, in the present round.
    private var unavailable: Set<PartitionID> = []

    init(_ partitions: some Sequence<PartitionID>) {
        progress = Dictionary(uniqueKeysWithValues: partitions.map { ($0, .pending(after: nil)) })
    }

    var isComplete: Bool {
        progress.values.allSatisfy { if case .done = $0 { true } else { false } }
    }

    /// The partitions still to read, each given to the node that holds it now.
    ///
    /// - Throws: `AerospikeError` when no node holds one of them.
    mutating func shares(
        in topology: Topology,
        namespace: String,
        replica: BehaviorSettings.Replica,
        turn: Int
    ) throws(AerospikeError) -> [(node: Node, share: DataSetQuery.Share)] {
        unavailable = []
        var shares: [NodeID: (node: Node, share: DataSetQuery.Share)] = [:]
        for partition in progress.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            guard case .pending(let digest)? = progress[partition] else { continue }
            let node = try topology.node(for: partition, in: namespace, replica: replica, turn: turn)
            var share = shares[node.id]?.share ?? DataSetQuery.Share()
            if let digest { share.resumed.append(digest) } else { share.whole.append(partition) }
            shares[node.id] = (node, share)
        }
        return shares.values.sorted { $0.node.id < $1.node.id }
    }

    /// A record came; its partition is read up to it.
    mutating func saw(_ digest: Digest) {
        guard case .pending? = progress[digest.partition] else { return }
        progress[digest.partition] = .pending(after: digest)
    }

    /// A node does not have a partition that it was asked for.
    mutating func isUnavailable(_ partition: PartitionID) {
        unavailable.insert(partition)
    }

    /// A node has sent all it was asked for.
    mutating func finished(_ share: DataSetQuery.Share) {
        for partition in share.whole + share.resumed.map(\.partition) where !unavailable.contains(partition) {
            progress[partition] = .done
        }
    }
}
