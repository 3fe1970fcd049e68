/// The asynchronous driver of work on many records.
extension Cluster {
    /// Hands rows over to whoever reads them, on the thread of an event loop; says whether to read on.
    typealias Delivery = @Sendable ([RecordResult], Connection?) -> FrameProgress

    /// Carries work out, round by round, the nodes side by side.
    ///
    /// - Returns: The work as it was left when it was done.
    /// - Throws: `AerospikeError` when the work fails as a whole, or the task is cancelled.
    @discardableResult
    func carryOut<Work: RowWork>(
        _ work: Work,
        on loops: EventLoopGroup,
        _ deliver: @escaping Delivery
    ) async throws(AerospikeError) -> Work {
        let work = SharedWork(work)
        while true {
            let topology = self.topology
            await Self.run(work.withLock { $0.begin(in: topology) }, of: work, on: loops, deliver)
            if Task.isCancelled { throw .taskCancelled }
            let end = work.withLock { $0.conclude() }
            if !end.rows.isEmpty { _ = deliver(end.rows, nil) }
            switch end.step {
            case .done: return work.withLock { $0 }
            case .goOn: continue
            case .retry(let delay):
                tendSoon()
                try await pause(delay)
            case .fail(let error): throw error
            }
        }
    }

    private static func run<Work: RowWork>(
        _ parts: [Work.Part],
        of work: SharedWork<Work>,
        on loops: EventLoopGroup,
        _ deliver: @escaping Delivery
    ) async {
        let width = work.withLock { $0.concurrency }
        await withTaskGroup { group in
            var waiting = parts[...]
            for part in waiting.prefix(width) {
                group.addTask { await run(part, of: work, on: loops.next, deliver) }
            }
            waiting = waiting.dropFirst(width)
            while await group.next() != nil {
                guard let part = waiting.popFirst(), !group.isCancelled else { continue }
                group.addTask { await run(part, of: work, on: loops.next, deliver) }
            }
        }
    }

    private static func run<Work: RowWork>(
        _ part: Work.Part,
        of work: SharedWork<Work>,
        on loop: EventLoop,
        _ deliver: @escaping Delivery
    ) async {
        let patience = work.withLock { $0.patience }
        let outcome = await loop.stream(part.bytes, from: part.node.endpoint, patience) {
            group, connection throws(WireError) in
            let (rows, end) = try work.received(group, from: part)
            group = end
            return deliver(rows, connection)
        }
        work.withLock { $0.finished(part, outcome) }
    }
}

/// Work whose parts are answered at the same time.
private final class SharedWork<Work: RowWork>: Sendable {
    private let work: Lock<Work>

    init(_ work: Work) { self.work = Lock(work) }

    func withLock<Value: Sendable>(_ body: (inout Work) -> Value) -> Value {
        work.withLock { work in body(&work) }
    }

    /// Takes a frame of a node's answer.
    ///
    /// - Returns: The rows that concern the reader, and the frame with the end that was seen in it.
    func received(_ group: RowGroup, from part: Work.Part) throws(WireError) -> ([RecordResult], RowGroup) {
        try work.withLock { work throws(WireError) in
            var group = group
            let rows = try work.received(&group, from: part)
            return (rows, group)
        }
    }
}
