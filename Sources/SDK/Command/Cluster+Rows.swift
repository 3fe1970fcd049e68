/// The asynchronous driver of work on many records.
extension Cluster {
    /// Whoever reads rows.
    struct Reader: Sendable {
        /// Takes rows, on the thread of an event loop; says whether to read on.
        let take: @Sendable ([RecordResult], Connection?) -> FrameProgress
        /// How long nodes have been made to wait so far.
        var absence: @Sendable () -> Duration = { .zero }
    }

    /// Carries work out, round by round, the nodes side by side.
    ///
    /// - Returns: The work as it was left when it was done.
    /// - Throws: `AerospikeError` when the work fails as a whole, or the task is cancelled.
    @discardableResult
    func carryOut<Work: RowWork>(
        _ work: Work,
        on loops: EventLoopGroup,
        for reader: Reader
    ) async throws(AerospikeError) -> Work {
        let work = SharedWork(work, for: reader)
        while true {
            let topology = self.topology
            await Self.run(work.withLock { $0.begin(in: topology) }, of: work, on: loops)
            if Task.isCancelled { throw work.withLock { $0.abandoned(.taskCancelled) } }
            let end = work.withLock { $0.conclude() }
            if !end.rows.isEmpty { _ = reader.take(end.rows, nil) }
            switch end.step {
            case .done: return work.withLock { $0 }
            case .goOn: continue
            case .retry(let delay):
                tendSoon()
                do throws(AerospikeError) {
                    try await pause(delay)
                } catch {
                    throw work.withLock { $0.abandoned(error) }
                }
            case .fail(let error): throw error
            }
        }
    }

    private static func run<Work: RowWork>(
        _ parts: [Work.Part],
        of work: SharedWork<Work>,
        on loops: EventLoopGroup
    ) async {
        let width = work.withLock { $0.concurrency }
        await withTaskGroup { group in
            var waiting = parts[...]
            for part in waiting.prefix(width) {
                group.addTask { await run(part, of: work, on: loops.next) }
            }
            waiting = waiting.dropFirst(width)
            while await group.next() != nil {
                guard let part = waiting.popFirst(), !group.isCancelled else { continue }
                group.addTask { await run(part, of: work, on: loops.next) }
            }
        }
    }

    private static func run<Work: RowWork>(
        _ part: Work.Part,
        of work: SharedWork<Work>,
        on loop: EventLoop
    ) async {
        let patience = work.withLock { $0.patience }
        let outcome = await loop.stream(part.bytes, from: part.node.endpoint, patience) {
            group, connection throws(WireError) in
            let (rows, end) = try work.received(group, from: part)
            group = end
            return work.reader.take(rows, connection)
        }
        work.withLock { $0.finished(part, outcome) }
    }
}

/// Work whose parts are answered at the same time.
private final class SharedWork<Work: RowWork>: Sendable {
    let reader: Cluster.Reader
    private let state: Lock<(work: Work, forgiven: Duration)>

    init(_ work: Work, for reader: Cluster.Reader) {
        self.reader = reader
        state = Lock((work, .zero))
    }

    /// Does something with the work, which is given as much more time as its reader has spent on rows.
    func withLock<Value: Sendable>(_ body: (inout Work) -> Value) -> Value {
        let absence = reader.absence()
        return state.withLock { state in
            if absence > state.forgiven {
                state.work.forgive(absence - state.forgiven)
                state.forgiven = absence
            }
            return body(&state.work)
        }
    }

    /// Takes a frame of a node's answer.
    ///
    /// - Returns: The rows that concern the reader, and the frame with the end that was seen in it.
    func received(_ group: RowGroup, from part: Work.Part) throws(WireError) -> ([RecordResult], RowGroup) {
        try state.withLock { state throws(WireError) in
            var group = group
            let rows = try state.work.received(&group, from: part)
            return (rows, group)
        }
    }
}
