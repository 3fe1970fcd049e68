internal import Glibc

/// A query that is read by the thread that asks for its rows; nothing is read ahead of the reader but one frame a node.
package final class BlockingQuery {
    private struct Reading {
        let part: QueryExecution.Part
        let connection: BlockingConnection
        /// Until when the next frame must have come.
        var deadline: MonotonicTime
    }

    private let cluster: Cluster
    private var execution: QueryExecution
    private var waiting: [QueryExecution.Part] = []
    private var readings: [Reading] = []
    private var rows: ArraySlice<RecordResult> = []
    private var allowance: Int
    private var isBetweenRounds = true
    private var isOver = false

    package init(_ query: DataSetQuery, _ behavior: Behavior, on cluster: Cluster) throws(AerospikeError) {
        try query.validate()
        let topology = cluster.topology
        try topology.check(query.dataSet.namespace)
        self.cluster = cluster
        execution = QueryExecution(query, behavior, in: topology)
        allowance = query.limit ?? .max
    }

    deinit { cancel() }

    /// Gives the query up; its connections are dropped, because servers still send on them.
    package func cancel() {
        for reading in readings { reading.part.node.endpoint.releaseConnection() }
        readings = []
        rows = []
        isOver = true
    }

    /// The next row, or `nil` at the end.
    package func next() throws(AerospikeError) -> RecordResult? {
        while true {
            if let row = rows.popFirst() {
                allowance -= 1
                if allowance == 0 { cancel() }
                return row
            }
            guard !isOver, try advance() else { return nil }
        }
    }

    /// Reads a frame, or goes on to the next round.
    ///
    /// - Returns: Whether the query goes on.
    private func advance() throws(AerospikeError) -> Bool {
        if isBetweenRounds {
            waiting = execution.begin(in: cluster.topology)
            isBetweenRounds = false
        }
        startReadings()
        guard let place = readyReading() else { return try endRound() }
        read(place)
        return true
    }

    private func startReadings() {
        while readings.count < execution.concurrency, !waiting.isEmpty {
            let part = waiting.removeFirst()
            let deadline = execution.patience.deadline(from: .now())
            do throws(TransportFailure) {
                let connection = try part.node.endpoint.begin(part.bytes, until: deadline)
                readings.append(Reading(part: part, connection: connection, deadline: deadline))
            } catch {
                execution.finished(part, .failure(error))
            }
        }
    }

    private func endRound() throws(AerospikeError) -> Bool {
        isBetweenRounds = true
        switch execution.conclude() {
        case .done: return false
        case .retry(let delay):
            Thread.sleep(for: delay)
            return true
        case .fail(let error):
            isOver = true
            throw error
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
            group.endAtRefusal()
            readings[place].deadline = execution.patience.deadline(from: .now())
            rows = try received(group)[...]
            guard let end = group.end else { return }
            reading.part.node.endpoint.giveBack(reading.connection, after: end)
            finish(place, .success(end))
        } catch {
            reading.part.node.endpoint.drop(after: error)
            finish(place, .failure(error))
        }
    }

    private func received(_ group: RowGroup) throws(TransportFailure) -> [RecordResult] {
        do throws(WireError) {
            return try execution.received(group.rows)
        } catch {
            throw TransportFailure(AerospikeError(.protocolViolation, "\(error)"), wasSent: true)
        }
    }

    private func finish(_ place: Int, _ outcome: Result<ResultCode, TransportFailure>) {
        execution.finished(readings[place].part, outcome)
        readings.remove(at: place)
    }
}
