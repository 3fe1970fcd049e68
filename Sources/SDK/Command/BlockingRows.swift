internal import Glibc

/// Rows that are read by the thread that asks for them.
protocol BlockingRowSource: AnyObject {
    /// The next row, or `nil` at the end.
    func next() throws(AerospikeError) -> RecordResult?

    /// Gives the rest up; connections on which servers still send are dropped.
    func cancel()
}

/// Work on many records that the thread which asks for its rows carries out: the blocking driver.
///
/// Every node has its request before the first answer is read, so that they work side by side; nothing is read ahead of
/// the reader but one frame.
final class BlockingRows<Work: RowWork>: BlockingRowSource {
    private struct Reading {
        let part: Work.Part
        let connection: BlockingConnection
        /// Until when the next frame must have come.
        var deadline: MonotonicTime
    }

    private let cluster: Cluster
    private(set) var work: Work
    private var waiting: ArraySlice<Work.Part> = []
    private var readings: [Reading] = []
    private var rows: ArraySlice<RecordResult> = []
    private var allowance: Int
    private var isBetweenRounds = true
    private var isOver = false
    private var isGivenUp = false
    /// Whether the work is done, and every row of it was taken.
    private(set) var isDone = false
    /// When the reader went away with rows.
    private var departure: MonotonicTime?

    /// - Parameter limit: The most rows that the work brings, or `nil` for no limit.
    init(_ work: Work, limit: Int? = nil, on cluster: Cluster) {
        self.cluster = cluster
        self.work = work
        allowance = limit ?? .max
    }

    deinit { cancel() }

    func cancel() {
        for reading in readings { reading.part.node.endpoint.releaseConnection() }
        isGivenUp = isGivenUp || !isOver || !rows.isEmpty
        readings = []
        rows = []
        isOver = true
    }

    func next() throws(AerospikeError) -> RecordResult? {
        guard !isGivenUp else { throw work.abandoned(.rowsGivenUp) }
        while true {
            if let row = rows.popFirst() {
                allowance -= 1
                if allowance == 0 { readEnds() }
                return row
            }
            guard !isOver, try advance() else { return nil }
        }
    }

    /// Reads a frame, or goes on to the next round.
    ///
    /// - Returns: Whether there may be rows now, or later.
    private func advance() throws(AerospikeError) -> Bool {
        forgiveAbsence()
        if isBetweenRounds {
            waiting = work.begin(in: cluster.topology)[...]
            isBetweenRounds = false
        }
        startReadings()
        guard let place = readyReading() else { return try endRound() }
        read(place)
        return true
    }

    /// Gives the nodes as much more time as the reader took, while nothing was read from them.
    private func forgiveAbsence() {
        guard let departure else { return }
        self.departure = nil
        let time = departure.duration(until: .now())
        work.forgive(time)
        for place in readings.indices { readings[place].deadline = readings[place].deadline.advanced(by: time) }
    }

    private func startReadings() {
        while readings.count < work.concurrency, !waiting.isEmpty {
            let part = waiting.removeFirst()
            let deadline = work.patience.deadline(from: .now())
            do throws(TransportFailure) {
                let connection = try part.node.endpoint.begin(part.bytes, until: deadline)
                readings.append(Reading(part: part, connection: connection, deadline: deadline))
            } catch {
                work.finished(part, .failure(error))
            }
        }
    }

    private func endRound() throws(AerospikeError) -> Bool {
        isBetweenRounds = true
        let end = work.conclude()
        rows = end.rows[...]
        switch end.step {
        case .done:
            (isOver, isDone) = (true, true)
            return !rows.isEmpty
        case .goOn: return true
        case .retry(let delay):
            cluster.tendSoon()
            Thread.sleep(for: delay)
            return true
        case .fail(let error):
            isOver = true
            throw error
        }
    }

    /// Reads the ends of answers of which every row has come, so that their connections can be kept for others.
    private func readEnds() {
        let limit = MonotonicTime.now().advanced(by: BlockingLimits.patienceForEnds)
        while !readings.isEmpty, MonotonicTime.now() < limit {
            for place in readings.indices { readings[place].deadline = min(readings[place].deadline, limit) }
            if let place = readyReading() { read(place) }
        }
    }

    /// The reading that has something to read, or whose time is up.
    private func readyReading() -> Int? {
        guard !readings.isEmpty else { return nil }
        if let place = readings.firstIndex(where: \.connection.hasPending) { return place }
        var requests = readings.map { pollfd(fd: $0.connection.descriptor, events: Int16(POLLIN), revents: 0) }
        let deadline = readings.map(\.deadline).min() ?? .distantFuture
        // The array is as long as the call is told.
        _ = unsafe poll(&requests, nfds_t(requests.count), MonotonicTime.now().milliseconds(until: deadline))
        return requests.firstIndex { $0.revents != 0 } ?? readings.firstIndex { $0.deadline == deadline }
    }

    private func read(_ place: Int) {
        let reading = readings[place]
        do throws(TransportFailure) {
            var group = try reading.connection.rows(until: reading.deadline)
            readings[place].deadline = work.patience.deadline(from: .now())
            rows = try received(&group, from: reading.part)[...]
            if !rows.isEmpty { departure = .now() }
            guard let end = group.end else { return }
            reading.part.node.endpoint.giveBack(reading.connection, after: end)
            finish(place, .success(end))
        } catch {
            reading.part.node.endpoint.drop(reading.connection, after: error, grace: work.patience.grace)
            finish(place, .failure(error))
        }
    }

    private func received(
        _ group: inout RowGroup,
        from part: Work.Part
    ) throws(TransportFailure) -> [RecordResult] {
        do throws(WireError) {
            return try work.received(&group, from: part)
        } catch {
            throw TransportFailure(AerospikeError(.protocolViolation, "\(error)"), wasSent: true)
        }
    }

    private func finish(_ place: Int, _ outcome: Result<ResultCode, TransportFailure>) {
        work.finished(readings[place].part, outcome)
        readings.remove(at: place)
    }
}

private enum BlockingLimits {
    /// How long a reader who has every row may be kept waiting for the ends of the answers.
    static let patienceForEnds = Duration.seconds(1)
}
