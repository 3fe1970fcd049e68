/// Work on many records under way, and the rows that have come; it ends when nobody holds it any more.
package final class RowStream: Sendable {
    private let run: RowRun

    /// Begins work.
    ///
    /// - Parameters:
    ///   - capacity: How many rows wait for a slow reader before the nodes are made to wait.
    ///   - limit: The most rows that the work brings, or `nil` for no limit.
    ///   - whenDone: Learns how the work was left when it is done, before the reader finds the end.
    /// - Throws: `AerospikeError` when the client was never connected.
    init<Work: RowWork>(
        _ work: Work,
        capacity: Int,
        limit: Int? = nil,
        on cluster: Cluster,
        whenDone: @escaping @Sendable (Work) -> Void = { _ in }
    ) throws(AerospikeError) {
        run = RowRun(capacity: capacity, limit: limit)
        run.start(work, on: cluster, try cluster.eventLoops, whenDone)
    }

    deinit { run.cancel() }

    /// The next row, or `nil` at the end.
    package func next() async throws(AerospikeError) -> RecordResult? {
        try await run.next()
    }

    /// Gives the work up; its connections are freed.
    package func cancel() { run.cancel() }
}

/// The two sides of a stream: the rounds that bring rows, and the reader that takes them.
private final class RowRun: Sendable {
    private struct State {
        var buffer: RowBuffer<Connection>
        var waiters: [CheckedContinuation<Void, Never>] = []
        var task: Task<Void, Never>?
    }

    private let state: Lock<State>

    init(capacity: Int, limit: Int?) {
        state = Lock(State(buffer: RowBuffer(capacity: capacity, limit: limit)))
    }

    func start<Work: RowWork>(
        _ work: Work,
        on cluster: Cluster,
        _ loops: EventLoopGroup,
        _ whenDone: @escaping @Sendable (Work) -> Void
    ) {
        let task = Task(executorPreference: loops.next) {
            do throws(AerospikeError) {
                let done = try await cluster.carryOut(work, on: loops) { rows, connection in
                    self.take(rows, from: connection)
                }
                whenDone(done)
                self.finish(.success(()))
            } catch {
                self.finish(.failure(error))
            }
        }
        state.withLock { $0.task = task }
    }

    /// Ends the stream although nodes may still send.
    func cancel() {
        let (task, paused) = state.withLock { state in
            state.buffer.finish(.failure(AerospikeError(.cancelled, "the rows were given up")))
            // When only the ends of the answers are to come, they are read, and the connections kept.
            return state.buffer.isSatisfied ? (nil, state.buffer.takePaused()) : (state.task, [])
        }
        wake()
        task?.cancel()
        for connection in paused { connection.continueReading() }
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

    // MARK: The rounds

    private func take(_ rows: [RecordResult], from connection: Connection?) -> FrameProgress {
        let goesOn = state.withLock { $0.buffer.append(rows, from: connection) }
        wake()
        return goesOn ? .more : .pause
    }

    private func finish(_ result: Result<Void, AerospikeError>) {
        state.withLock { $0.buffer.finish(result) }
        wake()
    }
}
