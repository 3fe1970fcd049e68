/// Work on many records under way, and the rows that have come; it ends when nobody holds it any more.
package final class RowStream: Sendable {
    private let run: RowRun

    /// Begins work.
    ///
    /// - Parameters:
    ///   - capacity: How many rows wait for a slow reader before the nodes are made to wait.
    ///   - limit: The most rows in all, or `nil` for no limit.
    /// - Throws: `AerospikeError` when the client was never connected.
    init(_ work: some RowWork, capacity: Int, limit: Int? = nil, on cluster: Cluster) throws(AerospikeError) {
        run = RowRun(capacity: capacity, limit: limit)
        run.start(work, on: cluster, try cluster.eventLoops)
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

    func start(_ work: some RowWork, on cluster: Cluster, _ loops: EventLoopGroup) {
        let task = Task(executorPreference: loops.next) {
            do throws(AerospikeError) {
                try await cluster.carryOut(work, on: loops) { rows, connection in self.take(rows, from: connection) }
                self.finish(.success(()))
            } catch {
                self.finish(.failure(error))
            }
        }
        state.withLock { $0.task = task }
    }

    func cancel() {
        end(.failure(AerospikeError(.cancelled, "the rows were given up")))
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
        let (goesOn, isSatisfied) = state.withLock { state in
            let goesOn = state.buffer.append(rows, from: connection)
            return (goesOn, state.buffer.isSatisfied)
        }
        wake()
        if isSatisfied { end(.success(())) }
        return goesOn ? .more : .pause
    }

    /// Ends the stream although nodes still send.
    private func end(_ result: Result<Void, AerospikeError>) {
        finish(result)
        state.withLock { $0.task }?.cancel()
    }

    private func finish(_ result: Result<Void, AerospikeError>) {
        state.withLock { $0.buffer.finish(result) }
        wake()
    }
}
