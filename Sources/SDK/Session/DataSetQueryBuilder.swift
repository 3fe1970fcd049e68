/// A read of the records of a data set, in no particular order.
public struct DataSetQueryBuilder<Style: WaitingStyle>: Sendable {
    let core: SessionCore
    private(set) var query: DataSetQuery
    /// The first thing wrong with what was asked for; `execute()` throws it.
    private(set) var problem: AerospikeError?
    /// Who has said which partitions are read.
    private var choice: Choice?

    private enum Choice { case partitions, cursor }

    init(_ core: SessionCore, _ dataSet: DataSet) {
        self.core = core
        query = DataSetQuery(dataSet: dataSet)
    }

    /// Returns only these bins.
    public func bins(_ names: String...) -> Self { bins(names) }

    /// Returns only these bins.
    public func bins(_ names: [String]) -> Self {
        changed(self) { $0.query.selection = .named(names) }
    }

    /// Returns no bins: only each record's key, generation and expiration.
    public func withNoBins() -> Self {
        changed(self) { $0.query.selection = .none }
    }

    /// Ends the query after so many records; at least 1.
    public func limit(_ count: Int) -> Self {
        changed(self) { $0.query.limit = count }
    }

    /// Lets each node send at most so many records a second; at least 1.
    public func recordsPerSecond(_ count: Int) -> Self {
        changed(self) { $0.query.recordsPerSecond = count }
    }

    // MARK: Parts of a data set

    /// Reads one partition only, by its number from 0 to 4095.
    public func onPartition(_ partition: Int) -> Self { onPartitions([partition]) }

    /// Reads these partitions only, by their numbers from 0 to 4095.
    public func onPartitions(_ partitions: Int...) -> Self { onPartitions(partitions) }

    /// Reads these partitions only, by their numbers from 0 to 4095; the last call of this kind counts.
    public func onPartitions(_ partitions: some Sequence<Int>) -> Self {
        var chosen: Set<UInt16> = []
        for number in partitions {
            guard 0..<PartitionID.count ~= number else { return refused(.noPartition(number)) }
            chosen.insert(UInt16(number))
        }
        return reading(PartitionShare(whole: chosen.sorted().map { PartitionID($0) }))
    }

    /// Reads a range of partitions only, such as `0..<2048` for the first half.
    public func onPartitionRange(_ range: Range<Int>) -> Self {
        guard range.lowerBound >= 0, range.upperBound <= PartitionID.count else {
            return refused(.noPartition(range.lowerBound < 0 ? range.lowerBound : range.upperBound - 1))
        }
        return onPartitions(range)
    }

    private func reading(_ share: PartitionShare) -> Self {
        guard !share.isEmpty else { return refused(AerospikeError(.invalidArgument, "no partition is named")) }
        guard choice != .cursor else { return refused(.twoChoices) }
        return changed(self) { ($0.query.partitions, $0.choice) = (share, .partitions) }
    }

    private func refused(_ error: AerospikeError) -> Self {
        changed(self) { $0.problem = $0.problem ?? error }
    }

    // MARK: Chunks

    /// Divides the query into chunks of so many records; at least 1.
    ///
    /// The stream ends after the first chunk; its `hasMoreChunks()` goes on to the next, and its `cursor` lets any session
    /// go on later.
    ///
    /// ```swift
    /// let stream = try await session.query(users).chunkSize(500).execute()
    /// while try await stream.hasMoreChunks() {
    ///     for try await row in stream { print(row.record.bins) }
    /// }
    /// ```
    public func chunkSize(_ count: Int) -> Self {
        changed(self) { $0.query.chunkSize = count }
    }

    /// Goes on where another query of the data set stood; a limit counts anew from there.
    public func resuming(from cursor: QueryCursor) -> Self {
        guard cursor.dataSet == query.dataSet else {
            return refused(.otherDataSet(cursor.dataSet, than: query.dataSet))
        }
        guard choice != .partitions else { return refused(.twoChoices) }
        return changed(self) { ($0.query.partitions, $0.choice) = (cursor.pending, .cursor) }
    }
}

extension AerospikeError {
    fileprivate static func noPartition(_ number: Int) -> AerospikeError {
        AerospikeError(
            .invalidArgument, "there is no partition \(number)", advice: "they are 0 to \(PartitionID.count - 1)")
    }

    fileprivate static func otherDataSet(_ other: DataSet, than own: DataSet) -> AerospikeError {
        AerospikeError(
            .invalidArgument, "the cursor is of data set \(other.quoted), and the query of \(own.quoted)",
            advice: "go on with a cursor in a query of its own data set")
    }

    fileprivate static let twoChoices = AerospikeError(
        .invalidArgument, "a cursor says which partitions are left, and the query names partitions, too",
        advice: "leave the partitions out: name them where the query begins")
}

extension DataSet {
    fileprivate var quoted: String { setName.isEmpty ? "'\(namespace)'" : "'\(namespace).\(setName)'" }
}
