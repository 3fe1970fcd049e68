/// Partitions to read, each from its start or behind a record of it.
///
/// It is what one node is asked for, and what is left of a query.
package struct PartitionShare: Hashable, Sendable {
    /// Partitions to read from their start.
    package var whole: [PartitionID] = []
    /// Partitions to go on with, each by the last digest seen in it.
    package var resumed: [Digest] = []

    package init(whole: [PartitionID] = [], resumed: [Digest] = []) {
        self.whole = whole
        self.resumed = resumed
    }

    /// Every partition, from its start.
    package static let everything = PartitionShare(whole: Array(PartitionID.all))

    package var isEmpty: Bool { whole.isEmpty && resumed.isEmpty }

    /// Every partition in it.
    var partitions: [PartitionID] { whole + resumed.map(\.partition) }

    mutating func add(_ partition: PartitionID, after digest: Digest?) {
        if let digest { resumed.append(digest) } else { whole.append(partition) }
    }
}
