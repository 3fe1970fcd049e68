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
    }

    private var source: Source

    init(_ rows: [RecordResult]) { source = .rows(rows[...]) }

    init(_ stream: some BlockingRowSource, _ routing: RowRouting) { source = .stream(stream, routing) }

    /// The next row, or `nil` at the end.
    ///
    /// - Throws: `AerospikeError` when a query fails, or a row has failed that is to be thrown.
    public func next() throws(AerospikeError) -> RecordResult? {
        switch source {
        case .stream(let stream, let routing):
            while let row = try stream.next() {
                if let row = try routing(row) { return row }
            }
            return nil
        case .rows(var rows):
            let first = rows.popFirst()
            source = .rows(rows)
            return first
        }
    }

    /// Gives the rest up and frees its connections.
    public func close() {
        if case .stream(let stream, _) = source { stream.cancel() }
        source = .rows([])
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
