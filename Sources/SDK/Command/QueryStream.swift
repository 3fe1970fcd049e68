/// A query under way, and the rows that have come; it ends when nobody holds it any more.
package final class QueryStream: Sendable {
    private let run: QueryRun

    private init(_ run: QueryRun) { self.run = run }

    deinit { run.cancel() }

    /// Begins a query.
    ///
    /// - Throws: `AerospikeError` when the query is invalid or the namespace unknown.
    package static func begin(
        _ query: DataSetQuery,
        _ behavior: Behavior,
        on cluster: Cluster
    ) throws(AerospikeError) -> QueryStream {
        try query.validate()
        let topology = cluster.topology
        // An unknown namespace is better told here than in the middle of a loop.
        try topology.check(query.dataSet.namespace)
        let execution = QueryExecution(query, behavior, in: topology)
        let run = QueryRun(execution, limit: query.limit, cluster, try cluster.eventLoops)
        run.start()
        return QueryStream(run)
    }

    /// The next row, or `nil` at the end.
    package func next() async throws(AerospikeError) -> RecordResult? {
        try await run.next()
    }

    /// Gives the query up; its connections are freed.
    package func cancel() { run.cancel() }
}

/// The work of a query: its rounds on one side, its reader on the other.
private final class QueryRun: Sendable {
    private typealias Waiter = CheckedContinuation<Void, Never>

    private struct State {
        var execution: QueryExecution
        var buffer: QueryBuffer<Connection>
        var waiters: [CheckedContinuation<Void, Never>] = []
        var task: Task<Void, Never>?
    }

    private let cluster: Cluster
    private let loops: EventLoopGroup
    private let state: Lock<State>

    init(_ execution: QueryExecution, limit: Int?, _ cluster: Cluster, _ loops: EventLoopGroup) {
        self.cluster = cluster
        self.loops = loops
        let buffer = QueryBuffer<Connection>(capacity: execution.settings.recordQueueSize, limit: limit)
        state = Lock(State(execution: execution, buffer: buffer))
    }

    func start() {
        let task = Task(executorPreference: loops.next) { await self.readAll() }
        state.withLock { $0.task = task }
    }

    func cancel() {
        end(.failure(AerospikeError(.cancelled, "the query was given up")))
    }

    /// Ends the query although nodes still send.
    private func end(_ result: Result<Void, AerospikeError>) {
        finish(result)
        state.withLock { $0.task }?.cancel()
    }

    // MARK: The reader

    func next() async throws(AerospikeError) -> RecordResult? {
        while true {
            if Task.isCancelled {
                cancel()
                throw .taskCancelled
            }
            switch state.withLock({ $0.buffer.next() }) {
            case .row(let row, let paused):
                for connection in paused { connection.continueReading() }
                return row
            case .end: return nil
            case .failure(let error): throw error
            case .empty: await wait()
            }
        }
    }

    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let isWaiting = state.withLock { state in
                    guard state.buffer.isEmpty else { return false }
                    state.waiters.append(waiter)
                    return true
                }
                if !isWaiting { waiter.resume() }
            }
        } onCancel: {
            cancel()
        }
    }

    private func wake() {
        let waiters = state.withLock { state in
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    private func finish(_ result: Result<Void, AerospikeError>) {
        state.withLock { $0.buffer.finish(result) }
        wake()
    }

    // MARK: The rounds

    private func readAll() async {
        do throws(AerospikeError) {
            while true {
                let topology = cluster.topology
                let parts = state.withLock { $0.execution.begin(in: topology) }
                await read(parts)
                if Task.isCancelled { break }
                switch state.withLock({ $0.execution.conclude() }) {
                case .done: return finish(.success(()))
                case .retry(let delay): try await cluster.pause(delay)
                case .fail(let error): throw error
                }
            }
            finish(.success(()))
        } catch {
            finish(.failure(error))
        }
    }

    private func read(_ parts: [QueryExecution.Part]) async {
        let width = state.withLock { $0.execution.concurrency }
        await withTaskGroup { group in
            var waiting = parts[...]
            for part in waiting.prefix(width) { group.addTask { await self.read(part) } }
            waiting = waiting.dropFirst(width)
            while await group.next() != nil {
                guard let part = waiting.popFirst(), !group.isCancelled else { continue }
                group.addTask { await self.read(part) }
            }
        }
    }

    private func read(_ part: QueryExecution.Part) async {
        let patience = state.withLock { $0.execution.patience }
        let outcome = await loops.next.stream(part.bytes, from: part.node.endpoint, patience) {
            [self] group, connection throws(WireError) in
            group.endAtRefusal()
            return try take(group, from: connection)
        }
        state.withLock { $0.execution.finished(part, outcome) }
    }

    private func take(_ group: RowGroup, from connection: Connection) throws(WireError) -> FrameProgress {
        let (goesOn, isSatisfied) = try state.withLock { state throws(WireError) in
            let goesOn = state.buffer.append(try state.execution.received(group.rows), from: connection)
            return (goesOn, state.buffer.isSatisfied)
        }
        wake()
        if isSatisfied { end(.success(())) }
        return goesOn || group.end != nil ? .more : .pause
    }
}
