internal import CAerospikeOpenSSL

/// One query of a data set, from the first round to the last: which node is asked for which partitions, and how far each
/// has come.
///
/// A limit is divided among the nodes, and rounds go on until it is reached: a node is never asked for more than is
/// wanted, so that each answer is read to its end and its connection is kept. The division is that of
/// `as_partition_tracker_assign` of the C client, but for fewer records than nodes: then some nodes wait for the next round.
struct QueryExecution: RowWork {
    /// The request for one node.
    struct Part: NodeRequest {
        let node: Node
        let share: PartitionShare
        let bytes: [UInt8]
        /// The most records that the node is to send, or `nil` for all.
        let quota: Int?
        /// Its place among the parts of the round.
        let place: Int
    }

    private let query: DataSetQuery
    private let replica: BehaviorSettings.Replica
    private var tracker: PartitionTracker
    private var plan: RetryPlan
    private var lastFailure: TransportFailure?
    /// How many records each part of the present round has brought.
    private var counts: [Int] = []
    /// Whether the present round goes on with one in which nothing failed.
    private var goesOn = false
    /// How many records have come in all.
    private(set) var count = 0
    /// What to do about partitions that a node does not have.
    private var gapAdvice = ""
    let settings: BehaviorSettings

    init(_ query: DataSetQuery, _ behavior: Behavior, in topology: Topology) {
        self.query = query
        let mode = topology.mode(of: query.dataSet.namespace)
        settings = behavior.settings(.read, .query, mode)
        // Servers do not know read modes for queries: what is preferred counts in every namespace, as in the C client.
        replica = settings.replica
        tracker = PartitionTracker(query.partitions)
        plan = RetryPlan(settings, isWrite: false, from: .now())
    }

    /// How many nodes may work at a time.
    var concurrency: Int { settings.maxConcurrentNodes > 0 ? settings.maxConcurrentNodes : .max }

    /// How long the parts of an answer may take.
    var patience: Patience {
        Patience(perPart: settings.socketTimeout, limit: plan.totalDeadline, grace: settings.timeoutDelay)
    }

    /// How many records are still wanted, or `nil` for all.
    private var wanted: Int? { query.chunkLimit.map { $0 - count } }

    /// Whether as many records have come as were wanted; all that nodes still owe is the ends of their answers.
    var isSatisfied: Bool { wanted == 0 }

    /// What is left of the partitions.
    var pending: PartitionShare { tracker.pending }

    mutating func forgive(_ time: Duration) { plan.extend(by: time) }

    func abandoned(_ error: AerospikeError) -> AerospikeError { plan.finished(error) }

    /// Begins a round.
    ///
    /// - Returns: The requests for the partitions still to read, one for each node.
    mutating func begin(in topology: Topology) -> [Part] {
        if !goesOn { _ = plan.begin(at: .now()) }
        let assignment = tracker.assign(
            in: topology, namespace: query.dataSet.namespace, replica: replica, turn: plan.turn)
        gapAdvice = topology.gapAdvice
        // A server may still be busy ending what it was asked in the last round, and refuses the same number twice.
        let taskID = Self.randomTaskID()
        lastFailure = assignment.failure.map { TransportFailure($0, wasSent: false) }
        let quotas = quotas(ofNodes: assignment.shares.count)
        counts = Array(repeating: 0, count: quotas.count)
        return zip(assignment.shares, quotas).enumerated().map { place, part in
            let ((node, share), quota) = part
            let bytes = query.encode(share, taskID: taskID, maximumRecords: quota, settings)
            return Part(node: node, share: share, bytes: bytes, quota: quota, place: place)
        }
    }

    /// Divides what is wanted among nodes; there are fewer quotas than nodes when there are more nodes than wanted records.
    private func quotas(ofNodes count: Int) -> [Int?] {
        guard let wanted, count > 0 else { return Array(repeating: nil, count: count) }
        let (each, rest) = wanted.quotientAndRemainder(dividingBy: count)
        return (0..<min(count, wanted)).map { each + ($0 < rest ? 1 : 0) }
    }

    /// Takes rows of a node's answer.
    ///
    /// - Returns: The records among them.
    /// - Throws: `WireError` for a row that is no record of the data set, or was not asked for; it ends the query.
    mutating func received(_ group: inout RowGroup, from part: Part) throws(WireError) -> [RecordResult] {
        group.endAtRefusal()
        var results: [RecordResult] = []
        results.reserveCapacity(group.rows.count)
        for row in group.rows {
            if row.flags.contains(.partitionDone) {
                try notePartition(row)
            } else {
                guard counts[part.place] + results.count < part.quota ?? .max else { throw .unexpectedRecord }
                results.append(try result(row))
            }
        }
        // Nothing in a frame that lies is believed: its records count only when all of it is true.
        counts[part.place] += results.count
        count += results.count
        return results
    }

    /// A row that speaks of a partition names it where others have their generation.
    private mutating func notePartition(_ row: Row) throws(WireError) {
        guard let number = UInt16(exactly: row.record.generation), let partition = PartitionID(rawValue: number) else {
            throw .unexpectedIndex(row.record.generation)
        }
        if row.resultCode != .ok { tracker.isUnavailable(partition) }
    }

    private mutating func result(_ row: Row) throws(WireError) -> RecordResult {
        guard let digest = row.digest else { throw .invalidDigest }
        try tracker.saw(digest)
        let key = Key(
            namespace: row.namespace ?? query.dataSet.namespace, setName: row.setName ?? "", digest: digest,
            userKey: row.userKey)
        return RecordResult(key: key, answer: RecordAnswer(resultCode: row.resultCode, record: row.record))
    }

    /// A node has ended its answer.
    mutating func finished(_ part: Part, _ outcome: Result<ResultCode, TransportFailure>) {
        switch outcome {
        case .success(.ok), .success(.keyNotFound):
            // A node that has sent as many records as it may, may have more.
            if counts[part.place] < part.quota ?? .max { tracker.finished(part.share) }
        case .success(let code):
            let error = AerospikeError(.server, "the node refused the query", resultCode: code)
            lastFailure = TransportFailure(error.at(part.node), wasSent: true)
        case .failure(let failure):
            lastFailure = TransportFailure(failure.error.at(part.node), wasSent: failure.wasSent)
        }
    }

    /// Ends a round.
    mutating func conclude() -> RoundEnd {
        if tracker.isComplete || isSatisfied { return RoundEnd(step: .done) }
        goesOn = lastFailure == nil && !tracker.hasGaps && wanted != nil
        // A round that brought records is a new beginning.
        if goesOn || counts.contains(where: { $0 > 0 }) { plan.restart() }
        guard !goesOn else { return RoundEnd(step: .goOn) }
        let moved = AerospikeError(
            .nodeUnavailable,
            "\(tracker.pendingCount.of("partition")) of namespace '\(query.dataSet.namespace)' could not be read: the "
                + "nodes asked do not hold them", advice: gapAdvice)
        switch plan.failed(lastFailure ?? TransportFailure(moved, wasSent: true), at: .now()) {
        case .retry(let delay): return RoundEnd(step: .retry(after: max(delay, RetryPlan.rerouteDelay)))
        case .fail(let error): return RoundEnd(step: .fail(error))
        }
    }

    /// Servers know a query by a number that no other query has.
    private static func randomTaskID() -> UInt64 {
        OpenSSLLibrary.prepare()
        var bytes = [UInt8](repeating: 0, count: 8)
        // The call fills as many bytes as it is told; were it to fail, zero names the query as well as any number.
        _ = unsafe RAND_bytes(&bytes, Int32(bytes.count))
        return bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
