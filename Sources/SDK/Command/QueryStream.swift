/// A query under way, chunk after chunk; it ends when nobody holds it any more.
package final class QueryStream: Sendable {
    /// The present chunk, and whether nobody has asked for it yet.
    private let state: Lock<(chunk: QueryChunk, isFresh: Bool)>
    private let behavior: Behavior
    private let cluster: Cluster

    /// Begins a query.
    ///
    /// - Throws: `AerospikeError` when the query is invalid or the namespace unknown.
    init(_ query: DataSetQuery, _ behavior: Behavior, on cluster: Cluster) throws(AerospikeError) {
        state = Lock((try QueryChunk(query, behavior, on: cluster), true))
        self.behavior = behavior
        self.cluster = cluster
    }

    deinit { chunk.cancel() }

    /// The present chunk.
    var chunk: QueryChunk { state.withLock { $0.chunk } }

    /// The next row of the present chunk, or `nil` at its end.
    package func next() async throws(AerospikeError) -> RecordResult? {
        try await chunk.next()
    }

    /// Where the query stands.
    var cursor: QueryCursor { chunk.cursor }

    /// Begins the next chunk behind the last row that was taken; the first one has begun already.
    ///
    /// - Returns: Whether there is one.
    func hasMoreChunks() throws(AerospikeError) -> Bool {
        try state.withLock { state throws(AerospikeError) in
            defer { state.isFresh = false }
            guard !state.isFresh else { return true }
            guard let next = state.chunk.nextQuery else { return false }
            state.chunk.cancel()
            state.chunk = try QueryChunk(next, behavior, on: cluster)
            return true
        }
    }
}

/// One chunk of a query, and how far its reader has come.
final class QueryChunk: Sendable {
    private let query: DataSetQuery
    private let rows: RowStream
    private let position: Position

    /// The work tells it of its end, although it outlives the chunk.
    private typealias Position = Shared<QueryPosition>

    init(_ query: DataSetQuery, _ behavior: Behavior, on cluster: Cluster) throws(AerospikeError) {
        let execution = try cluster.execution(of: query, behavior)
        let position = Position(QueryPosition(at: query.partitions))
        self.query = query
        self.position = position
        rows = try RowStream(
            execution, capacity: execution.settings.recordQueueSize, limit: query.chunkLimit, on: cluster
        ) { done in
            position.withLock { $0.finished(leaving: done.pending) }
        }
    }

    /// The next row, or `nil` at the end.
    func next() async throws(AerospikeError) -> RecordResult? {
        let row = try await rows.next()
        position.withLock { $0.took(row) }
        return row
    }

    /// Gives the chunk up; its connections are freed.
    func cancel() { rows.cancel() }

    var cursor: QueryCursor {
        QueryCursor(dataSet: query.dataSet, pending: position.withLock { $0.pending })
    }

    /// The query of the next chunk; `nil` when there is none.
    var nextQuery: DataSetQuery? {
        position.withLock { query.nextChunk(behind: $0) }
    }
}

/// A value behind a lock that several hold.
private final class Shared<Value: Sendable>: Sendable {
    private let value: Lock<Value>

    init(_ value: Value) { self.value = Lock(value) }

    func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        value.withLock { value in body(&value) }
    }
}
