/// The asynchronous driver of batches.
extension Cluster {
    /// The most keys of one batch.
    static let maximumBatchSize = 1_000_000

    /// Does the same to many records, the nodes side by side.
    ///
    /// - Returns: A row for each key, in the order of the keys; a node that fails fails its own keys only.
    /// - Throws: `AerospikeError` when the action or a key is invalid.
    package func executeBatch(
        _ keys: [Key],
        _ action: RecordAction,
        _ behavior: Behavior
    ) async throws(AerospikeError) -> [RecordResult] {
        guard !keys.isEmpty else { return [] }
        try Self.validate(keys, action)
        let loops = try eventLoops
        let execution = SharedBatch(BatchExecution(keys, action, behavior, in: topology))
        while true {
            let parts = execution.withLock { $0.begin(in: topology) }
            await Self.run(parts, of: execution, on: loops)
            try Self.checkCancellation(of: action)
            switch execution.withLock({ $0.conclude() }) {
            case .done(let rows): return rows
            case .retry(let delay): try? await pause(delay)
            }
            try Self.checkCancellation(of: action)
        }
    }

    /// Ends a batch that nobody waits for any more; what was sent may have been carried out.
    private static func checkCancellation(of action: RecordAction) throws(AerospikeError) {
        guard Task.isCancelled else { return }
        throw AerospikeError(.cancelled, "the task was cancelled", isInDoubt: action.isWrite)
    }

    static func validate(_ keys: [Key], _ action: RecordAction) throws(AerospikeError) {
        guard keys.count <= maximumBatchSize else {
            throw AerospikeError(
                .invalidArgument, "a batch has at most \(maximumBatchSize) keys, not \(keys.count)",
                advice: "split it")
        }
        try action.validate()
        for key in keys { try key.validate() }
    }

    private static func run(
        _ parts: [BatchExecution.Part],
        of execution: SharedBatch,
        on loops: EventLoopGroup
    ) async {
        let width = execution.withLock { $0.concurrency }
        await withTaskGroup { group in
            var waiting = parts[...]
            for part in waiting.prefix(width) {
                group.addTask { await run(part, of: execution, on: loops.next) }
            }
            waiting = waiting.dropFirst(width)
            while await group.next() != nil {
                guard let part = waiting.popFirst() else { continue }
                group.addTask { await run(part, of: execution, on: loops.next) }
            }
        }
    }

    private static func run(
        _ part: BatchExecution.Part,
        of execution: SharedBatch,
        on loop: EventLoop
    ) async {
        let patience = execution.withLock { $0.patience }
        let outcome = await loop.stream(part.bytes, from: part.node.endpoint, patience) {
            group, _ throws(WireError) in
            try execution.withLock { batch throws(WireError) in try batch.received(group.rows) }
            return .more
        }
        execution.withLock { $0.finished(part, outcome) }
    }
}

/// A batch whose parts are answered at the same time.
private final class SharedBatch: Sendable {
    private let execution: Lock<BatchExecution>

    init(_ execution: BatchExecution) {
        self.execution = Lock(execution)
    }

    func withLock<Value: Sendable, Failure: Error>(
        _ body: (inout BatchExecution) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try execution.withLock { execution throws(Failure) in try body(&execution) }
    }
}
