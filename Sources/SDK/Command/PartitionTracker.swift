/// Remembers how far a query has come in each partition, so that one which moves, or whose node fails, is gone on with
/// where it stopped: no record is lost, none is seen twice.
struct PartitionTracker {
    private enum Progress {
        case pending(after: Digest?)
        case done
    }

    /// The partitions still to read, each given to the node that holds it now.
    struct Assignment {
        var shares: [(node: Node, share: PartitionShare)] = []
        /// Why some partitions have no node at the moment, when that is so.
        var failure: AerospikeError?
    }

    /// For each partition how far it has come; `nil` for those that were not asked for.
    private var progress: [Progress?]
    /// The node that each partition was asked of last, so that a failure leads elsewhere where racks are preferred.
    private var holders: [NodeID?]
    /// Whose turn it was in the last round.
    private var lastTurn = 0
    /// How many partitions are still to read.
    private(set) var pendingCount: Int
    /// Partitions that a node said it does not have, in the present round.
    private var unavailable: Set<PartitionID> = []

    init(_ share: PartitionShare) {
        progress = Array(repeating: nil, count: PartitionID.count)
        holders = Array(repeating: nil, count: PartitionID.count)
        for partition in share.whole { progress[partition.index] = .pending(after: nil) }
        for digest in share.resumed { progress[digest.partition.index] = .pending(after: digest) }
        pendingCount = progress.count { $0 != nil }
    }

    var isComplete: Bool { pendingCount == 0 }

    /// Whether a node that was asked in the present round did not have a partition.
    var hasGaps: Bool { !unavailable.isEmpty }

    /// Gives the partitions that are still to read to their nodes.
    mutating func assign(
        in topology: Topology,
        namespace: String,
        replica: BehaviorSettings.Replica,
        turn: Int
    ) -> Assignment {
        unavailable = []
        var assignment = Assignment()
        var places: [NodeID: Int] = [:]
        let hasFailed = turn != lastTurn
        lastTurn = turn
        for partition in PartitionID.all {
            guard case .pending(let digest)? = progress[partition.index] else { continue }
            do throws(AerospikeError) {
                let node = try topology.node(
                    for: partition, in: namespace, replica: replica, turn: turn,
                    avoiding: hasFailed ? holders[partition.index] : nil)
                holders[partition.index] = node.id
                let place = places[node.id] ?? assignment.shares.count
                if place == assignment.shares.count { assignment.shares.append((node, PartitionShare())) }
                places[node.id] = place
                assignment.shares[place].share.add(partition, after: digest)
            } catch {
                assignment.failure = error
            }
        }
        return assignment
    }

    /// A record came; its partition is read up to it.
    ///
    /// - Throws: `WireError.unexpectedRecord` when the partition is not to be read.
    mutating func saw(_ digest: Digest) throws(WireError) {
        guard case .pending? = progress[digest.partition.index] else { throw .unexpectedRecord }
        progress[digest.partition.index] = .pending(after: digest)
    }

    /// A node does not have a partition that it was asked for.
    mutating func isUnavailable(_ partition: PartitionID) {
        if case .pending? = progress[partition.index] { unavailable.insert(partition) }
    }

    /// A node has sent all it was asked for.
    mutating func finished(_ share: PartitionShare) {
        for partition in share.partitions where !unavailable.contains(partition) {
            guard case .pending? = progress[partition.index] else { continue }
            progress[partition.index] = .done
            pendingCount -= 1
        }
    }

    /// What is still to read.
    var pending: PartitionShare {
        var share = PartitionShare()
        for partition in PartitionID.all {
            if case .pending(let digest)? = progress[partition.index] { share.add(partition, after: digest) }
        }
        return share
    }
}
