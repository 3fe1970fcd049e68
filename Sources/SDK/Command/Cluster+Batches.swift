/// Batches, carried out as a whole or row by row.
extension Cluster {
    /// Does what is asked with many records, the nodes side by side.
    ///
    /// - Returns: A row for each key, in the order of the keys; a node that fails fails its own keys only.
    /// - Throws: `AerospikeError` when a command or a key is invalid, the client is closed, or the task is cancelled.
    package func executeBatch(
        _ commands: BatchCommands,
        _ behavior: Behavior
    ) async throws(AerospikeError) -> [RecordResult] {
        try check(commands, behavior)
        guard !commands.isEmpty else { return [] }
        let rows = CollectedRows(count: commands.count)
        let reader = Reader { more, _ in
            rows.add(more)
            return .more
        }
        try await carryOut(BatchExecution(commands, behavior, in: topology), on: try eventLoops, for: reader)
        return rows.all
    }

    /// Begins a batch whose rows come as the nodes answer.
    ///
    /// - Throws: `AerospikeError` when a command or a key is invalid, or the client is closed.
    package func streamBatch(
        _ commands: BatchCommands,
        _ behavior: Behavior
    ) throws(AerospikeError) -> RowStream {
        try check(commands, behavior)
        let execution = BatchExecution(commands, behavior, in: topology)
        return try RowStream(execution, capacity: execution.queueSize, isWrite: commands.isWrite, on: self)
    }

    /// Does what is asked with many records; the blocking twin of `executeBatch`.
    package func executeBatchBlocking(
        _ commands: BatchCommands,
        _ behavior: Behavior
    ) throws(AerospikeError) -> [RecordResult] {
        let rows = CollectedRows(count: commands.count)
        let source = try streamBatchBlocking(commands, behavior)
        while let row = try source.next() { rows.add([row]) }
        return rows.all
    }

    /// Begins a batch whose rows come as the nodes answer; the blocking twin of `streamBatch`.
    func streamBatchBlocking(
        _ commands: BatchCommands,
        _ behavior: Behavior
    ) throws(AerospikeError) -> some BlockingRowSource {
        try check(commands, behavior)
        return BlockingRows(BatchExecution(commands, behavior, in: topology), on: self)
    }
}

extension Cluster {
    /// Refuses what concerns no key in particular.
    private func check(_ commands: BatchCommands, _ behavior: Behavior) throws(AerospikeError) {
        try commands.validate()
        guard !isClosed else { throw .closed }
        guard behavior.usesCompression, let key = commands.keys.first else { return }
        try behavior.checkCompression(commands.actions.map(\.kind), .batch, mode(of: key))
    }
}

/// The rows of a batch in the order of its keys, in whatever order they come.
private final class CollectedRows: Sendable {
    private let rows: Lock<[RecordResult?]>

    init(count: Int) {
        rows = Lock(Array(repeating: nil, count: count))
    }

    func add(_ more: [RecordResult]) {
        rows.withLock { rows in
            for row in more { rows[row.index] = row }
        }
    }

    var all: [RecordResult] { rows.withLock { $0.compactMap(\.self) } }
}
