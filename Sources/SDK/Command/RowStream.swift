/// Work on many records under way, and the rows that have come; it ends when nobody holds it any more.
package final class RowStream: Sendable {
    private let run: RowRun

    /// Begins work.
    ///
    /// - Parameters:
    ///   - capacity: How many rows wait for a slow reader before the nodes are made to wait.
    ///   - limit: The most rows that the work brings, or `nil` for no limit.
    ///   - isWrite: Whether anything is written; who gives up the work does not know what of it is done.
    ///   - whenDone: Learns how the work was left when it is done, before the reader finds the end.
    /// - Throws: `AerospikeError` when the client was never connected.
    init<Work: RowWork>(
        _ work: Work,
        capacity: Int,
        limit: Int? = nil,
        isWrite: Bool = false,
        on cluster: Cluster,
        whenDone: @escaping @Sendable (Work) -> Void = { _ in }
    ) throws(AerospikeError) {
        run = RowRun(capacity: capacity, limit: limit, isWrite: isWrite)
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
        /// Since when nodes wait for the reader.
        var pausedSince: MonotonicTime?
        /// How long they have waited before that.
        var absence = Duration.zero
        var task: Task<Void, Never>?

        mutating func append(_ rows: [RecordResult], from connection: Connection?) -> Bool {
            let goesOn = buffer.append(rows, from: connection)
            if !goesOn, pausedSince == nil { pausedSince = .now() }
            return goesOn
        }

        mutating func next() -> RowBuffer<Connection>.Reading {
            let reading = buffer.next()
            if case .row(_, let resuming) = reading, !resuming.isEmpty, let pausedSince {
                absence += pausedSince.duration(until: .now())
                self.pausedSince = nil
            }
            return reading
        }
    }

    private let state: Lock<State>
    private let isWrite: Bool

    init(capacity: Int, limit: Int?, isWrite: Bool) {
        self.isWrite = isWrite
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
                let reader = Cluster.Reader {
                    self.take($0, from: $1)
                } absence: {
                    self.state.withLock { $0.absence }
                }
                let done = try await cluster.carryOut(work, on: loops, for: reader)
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
            state.buffer.giveUp(abandoned(.rowsGivenUp))
            // When only the ends of the answers are to come, they are read, and the connections kept.
            return state.buffer.isSatisfied ? (nil, state.buffer.takePaused()) : (state.task, [])
        }
        wake()
        task?.cancel()
        for connection in paused { connection.continueReading() }
    }

    private func abandoned(_ error: AerospikeError) -> AerospikeError {
        var error = error
        error.isInDoubt = isWrite
        return error
    }

    // MARK: The reader

    func next() async throws(AerospikeError) -> RecordResult? {
        while true {
            if Task.isCancelled {
                cancel()
                throw abandoned(.taskCancelled)
            }
            switch state.withLock({ $0.next() }) {
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
        let goesOn = state.withLock { $0.append(rows, from: connection) }
        wake()
        return goesOn ? .more : .pause
    }

    private func finish(_ result: Result<Void, AerospikeError>) {
        state.withLock { $0.buffer.finish(result) }
        wake()
    }
}

extension AerospikeError {
    /// What who walks along a stream again finds, once the rest of it was given up.
    static let rowsGivenUp = AerospikeError(
        .cancelled, "the rest of the rows was given up", advice: "walk along them once, and to the end")
}
