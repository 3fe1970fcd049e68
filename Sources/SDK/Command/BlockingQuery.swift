/// A query that is read by the thread that asks for its rows, chunk after chunk.
final class BlockingQuery: BlockingRowSource {
    private let cluster: Cluster
    private let behavior: Behavior
    private var query: DataSetQuery
    private var rows: BlockingRows<QueryExecution>
    private var position: QueryPosition
    /// Whether nobody has asked for the present chunk yet.
    private var isFresh = true

    /// Begins a query.
    ///
    /// - Throws: `AerospikeError` when the query is invalid or the namespace unknown.
    init(_ query: DataSetQuery, _ behavior: Behavior, on cluster: Cluster) throws(AerospikeError) {
        self.cluster = cluster
        self.behavior = behavior
        self.query = query
        rows = BlockingRows(try cluster.execution(of: query, behavior), limit: query.chunkLimit, on: cluster)
        position = QueryPosition(at: query.partitions)
    }

    /// The next row of the present chunk, or `nil` at its end.
    func next() throws(AerospikeError) -> RecordResult? {
        let row = try rows.next()
        if row == nil, rows.isDone { position.finished(leaving: rows.work.pending) }
        position.took(row)
        return row
    }

    func cancel() { rows.cancel() }

    /// Where the query stands.
    var cursor: QueryCursor { QueryCursor(dataSet: query.dataSet, pending: position.pending) }

    /// Begins the next chunk behind the last row that was taken; the first one has begun already.
    ///
    /// - Returns: Whether there is one.
    func hasMoreChunks() throws(AerospikeError) -> Bool {
        defer { isFresh = false }
        guard !isFresh else { return true }
        guard let next = query.nextChunk(behind: position) else { return false }
        rows.cancel()
        rows = BlockingRows(try cluster.execution(of: next, behavior), limit: next.chunkLimit, on: cluster)
        (query, position) = (next, QueryPosition(at: next.partitions))
        return true
    }
}
