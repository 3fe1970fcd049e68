/// Rows of a blocking session, read one by one on the thread that asks; it belongs to that thread.
///
/// ```swift
/// let stream = try session.query(users).execute()
/// while let row = try stream.next() { print(row.record.bins) }
/// ```
public final class SyncRecordStream {
    private enum Source {
        case rows(ArraySlice<RecordResult>)
        case stream(any BlockingRowSource, RowRouting)
        case query(BlockingQuery, RowRouting)
    }

    private var source: Source
    /// Whether nobody has asked for chunks yet.
    private var isFresh = true

    init(_ rows: [RecordResult]) { source = .rows(rows[...]) }

    init(_ query: BlockingQuery, _ routing: RowRouting) { source = .query(query, routing) }

    init(_ stream: some BlockingRowSource, _ routing: RowRouting) { source = .stream(stream, routing) }

    /// The next row, or `nil` at the end.
    ///
    /// - Throws: `AerospikeError` when a query fails, or a row has failed that is to be thrown.
    public func next() throws(AerospikeError) -> RecordResult? {
        switch source {
        case .stream(let stream, let routing): return try Self.next(of: stream, routing)
        case .query(let query, let routing): return try Self.next(of: query, routing)
        case .rows(var rows):
            let first = rows.popFirst()
            source = .rows(rows)
            return first
        }
    }

    private static func next(
        of rows: some BlockingRowSource,
        _ routing: RowRouting
    ) throws(AerospikeError) -> RecordResult? {
        while let row = try rows.next() {
            if let row = try routing(row) { return row }
        }
        return nil
    }

    /// Gives the rest up, of a query that of the present chunk, and frees its connections; whoever reads on finds an error.
    public func close() {
        switch source {
        case .stream(let stream, _): stream.cancel()
        case .query(let query, _): query.cancel()
        case .rows: source = .rows([])
        }
    }

    /// The first row, or `nil` when there is none; the rest is given up.
    public func first() throws(AerospikeError) -> RecordResult? {
        defer { close() }
        return try next()
    }

    /// The first row; the rest is given up.
    ///
    /// - Throws: `AerospikeError` when there is none, or it is not ok.
    public func firstOrThrow() throws(AerospikeError) -> RecordResult {
        guard let row = try first() else { throw .noRow }
        return try row.orThrow()
    }

    /// Every row that is left; a large data set takes as much memory.
    public func collect() throws(AerospikeError) -> [RecordResult] {
        var rows: [RecordResult] = []
        while let row = try next() { rows.append(row) }
        return rows
    }

    /// The rows that are left and not ok.
    public func failures() throws(AerospikeError) -> [RecordResult] {
        try collect().filter { !$0.isOK }
    }
}

/// Going on with a query of a data set.
extension SyncRecordStream {
    /// Where the query stands: behind the last row that was taken, whether it goes on, was left early or failed.
    ///
    /// It is `nil` for rows that are not of a query of a data set.
    public var cursor: QueryCursor? {
        if case .query(let query, _) = source { query.cursor } else { nil }
    }

    /// Goes on to the next chunk, behind the last row that was taken; the first time, to the first chunk.
    ///
    /// It may turn out to be empty. A query without a chunk size has one chunk, and so have the rows of keys.
    ///
    /// - Returns: Whether there is one.
    /// - Throws: `AerospikeError` when the query cannot go on.
    public func hasMoreChunks() throws(AerospikeError) -> Bool {
        defer { isFresh = false }
        guard case .query(let query, _) = source else { return isFresh }
        return try query.hasMoreChunks()
    }
}
