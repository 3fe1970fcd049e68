/// How far the reader of a query has come, whatever else has come from the nodes.
struct QueryPosition {
    private let start: PartitionShare
    /// For each partition the last record that was taken; empty before the first.
    private var last: [Digest?] = []
    /// How many records were taken.
    private(set) var count = 0
    /// What the work has left, when it is done.
    private var rest: PartitionShare?
    private var isAtEnd = false

    init(at start: PartitionShare) { self.start = start }

    /// The reader has taken a record, or found the end.
    mutating func took(_ row: RecordResult?) {
        guard let digest = row?.key.digest else {
            isAtEnd = true
            return
        }
        if last.isEmpty { last = Array(repeating: nil, count: PartitionID.count) }
        last[digest.partition.index] = digest
        count += 1
    }

    /// The work is done.
    mutating func finished(leaving rest: PartitionShare) {
        self.rest = rest
    }

    /// What is left behind the last record that was taken.
    ///
    /// Only at the end it is known which partitions are read to their last record: before, there may be rows that nobody
    /// has taken.
    var pending: PartitionShare {
        if isAtEnd, let rest { return rest }
        guard !last.isEmpty else { return start }
        var pending = PartitionShare()
        for partition in start.whole { pending.add(partition, after: last[partition.index]) }
        for digest in start.resumed { pending.add(digest.partition, after: last[digest.partition.index] ?? digest) }
        pending.resumed.sort { $0.partition.index < $1.partition.index }
        return pending
    }
}
