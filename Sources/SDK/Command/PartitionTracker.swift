/// Remembers how far a query has come in each partition, so that one which moves, or whose node fails, is gone on with
/// where it stopped: no record is lost, none is seen twice.
struct PartitionTracker {
    private enum Progress {
        case pending(after: Digest?)
        case done
    }

    /// The partitions still to read, each given to the node that holds it now.
    struct Assignment {
        var shares: [(node: Node, share: DataSetQuery.Share)] = []
        /// Why some partitions have no node at the moment, when that is so.
        var failure: AerospikeError?
    }

    /// For each partition how far it has come; `nil` for those that were not asked for.
    private var progress: [Progress?]
    /// How many partitions are still to read.
    private(set) var pendingCount: Int
    /// Partitions that a node said it does not have, in the present round.
    private var unavailable: Set<PartitionID> = []

    init(_ partitions: some Sequence<PartitionID>) {
        progress = Array(repeating: nil, count: PartitionID.count)
        for partition in partitions { progress[partition.index] = .pending(after: nil) }
        pendingCount = progress.count { $0 != nil }
    }

    var isComplete: Bool { pendingCount == 0 }

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
        for partition in PartitionID.all {
            guard case .pending(let digest)? = progress[partition.index] else { continue }
            do throws(AerospikeError) {
                let node = try topology.node(for: partition, in: namespace, replica: replica, turn: turn)
                let place = places[node.id] ?? assignment.shares.count
                if place == assignment.shares.count { assignment.shares.append((node, DataSetQuery.Share())) }
                places[node.id] = place
                assignment.shares[place].share.add(partition, after: digest)
            } catch {
                assignment.failure = error
            }
        }
        return assignment
    }

    /// A record came; its partition is read up to it.
    mutating func saw(_ digest: Digest) {
        let index = digest.partition.index
        if case .pending? = progress[index] { progress[index] = .pending(after: digest) }
    }

    /// A node does not have a partition that it was asked for.
    mutating func isUnavailable(_ partition: PartitionID) {
        unavailable.insert(partition)
    }

    /// A node has sent all it was asked for.
    mutating func finished(_ share: DataSetQuery.Share) {
        for partition in share.whole + share.resumed.map(\.partition) where !unavailable.contains(partition) {
            guard case .pending? = progress[partition.index] else { continue }
            progress[partition.index] = .done
            pendingCount -= 1
        }
    }
}

extension DataSetQuery.Share {
    fileprivate mutating func add(_ partition: PartitionID, after digest: Digest?) {
        if let digest { resumed.append(digest) } else { whole.append(partition) }
    }
}
