/// Rows as they come; it is walked along once.
///
/// A command on one key throws when it fails. One on many keys reports each key in its row. Leaving the loop early ends
/// a query and frees its connections.
public struct RecordStream: AsyncSequence, Sendable {
    enum Source {
        case rows([RecordResult])
        case stream(RowStream, RowRouting)
        case query(QueryStream, RowRouting)
    }

    private let source: Source
    private let chunk = SingleChunk()

    init(_ source: Source) { self.source = source }

    /// Begins the walk.
    public func makeAsyncIterator() -> Iterator { Iterator(source) }

    /// Walks along the rows.
    public struct Iterator: AsyncIteratorProtocol {
        private enum Position {
            case rows(ArraySlice<RecordResult>)
            case stream(StreamWalk, RowRouting)
            case query(QueryWalk, RowRouting)
        }

        private var position: Position

        init(_ source: Source) {
            position =
                switch source {
                case .rows(let rows): .rows(rows[...])
                case .stream(let stream, let routing): .stream(StreamWalk(stream), routing)
                case .query(let query, let routing): .query(QueryWalk(query), routing)
                }
        }

        /// The next row, or `nil` at the end.
        ///
        /// - Throws: `AerospikeError` when a query fails, a row has failed that is to be thrown, or the task is cancelled.
        public mutating func next() async throws(AerospikeError) -> RecordResult? {
            switch position {
            case .rows(var rows):
                let first = rows.popFirst()
                position = .rows(rows)
                return first
            case .stream(let walk, let routing):
                while let row = try await walk.stream.next() {
                    if let row = try routing(row) { return row }
                }
                return nil
            case .query(let walk, let routing):
                while let row = try await walk.chunk.next() {
                    if let row = try routing(row) { return row }
                }
                return nil
            }
        }

        /// The next row, or `nil` at the end.
        ///
        /// - Throws: `AerospikeError` when a query fails, a row has failed that is to be thrown, or the task is cancelled.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(AerospikeError) -> RecordResult? {
            try await next()
        }
    }
}

/// Gives a stream up when nobody walks along it any more.
private final class StreamWalk {
    let stream: RowStream

    init(_ stream: RowStream) { self.stream = stream }

    deinit { stream.cancel() }
}

/// Gives a chunk of a query up when nobody walks along it any more.
private final class QueryWalk {
    let chunk: QueryChunk
    /// The query, which ends when nobody holds it.
    private let query: QueryStream

    init(_ query: QueryStream) {
        self.query = query
        chunk = query.chunk
    }

    deinit { chunk.cancel() }
}

/// Going on with a query of a data set.
extension RecordStream {
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
    public func hasMoreChunks() async throws(AerospikeError) -> Bool {
        guard case .query(let query, _) = source else { return chunk.isNext() }
        return try query.hasMoreChunks()
    }
}

/// The only chunk of rows that are not of a query of a data set.
private final class SingleChunk: Sendable {
    private let isFresh = Lock(true)

    /// Whether nobody has asked before.
    func isNext() -> Bool {
        isFresh.withLock { isFresh in
            defer { isFresh = false }
            return isFresh
        }
    }
}

extension RecordStream {
    /// Gives the rest up, of a query that of the present chunk, and frees its connections; whoever walks on finds an error.
    ///
    /// A loop that is left early does the same by itself.
    public func close() {
        switch source {
        case .rows: break
        case .stream(let stream, _): stream.cancel()
        case .query(let query, _): query.chunk.cancel()
        }
    }

    /// The first row, or `nil` when there is none; the rest is given up.
    public func first() async throws(AerospikeError) -> RecordResult? {
        var iterator = makeAsyncIterator()
        return try await iterator.next()
    }

    /// The first row; the rest is given up.
    ///
    /// - Throws: `AerospikeError` when there is none, or it is not ok.
    public func firstOrThrow() async throws(AerospikeError) -> RecordResult {
        guard let row = try await first() else { throw .noRow }
        return try row.orThrow()
    }

    /// Every row; a large data set takes as much memory.
    public func collect() async throws(AerospikeError) -> [RecordResult] {
        var rows: [RecordResult] = []
        var iterator = makeAsyncIterator()
        while let row = try await iterator.next() { rows.append(row) }
        return rows
    }

    /// The rows that are not ok.
    public func failures() async throws(AerospikeError) -> [RecordResult] {
        try await collect().filter { !$0.isOK }
    }
}

extension AerospikeError {
    static let noRow = AerospikeError(
        .server, "there is no such record", resultCode: .keyNotFound)
}
