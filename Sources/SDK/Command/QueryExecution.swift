internal import CAerospikeOpenSSL

/// One query of a data set, from the first round to the last: which node is asked for which partitions, and how far each
/// has come.
struct QueryExecution: RowWork {
    /// The request for one node.
    struct Part: NodeRequest {
        let node: Node
        let share: DataSetQuery.Share
        let bytes: [UInt8]
    }

    private let query: DataSetQuery
    private let replica: BehaviorSettings.Replica
    private var tracker: PartitionTracker
    private var plan: RetryPlan
    private var lastFailure: TransportFailure?
    /// Whether the present round has brought a record: then retries are counted anew.
    private var hasProgressed = false
    /// What to do about partitions that a node does not have.
    private var gapAdvice = ""
    let settings: BehaviorSettings

    init(_ query: DataSetQuery, _ behavior: Behavior, in topology: Topology) {
        self.query = query
        let mode = topology.mode(of: query.dataSet.namespace)
        settings = behavior.settings(.read, .query, mode)
        // A query reads every partition; it begins with the masters, whichever rack is near.
        replica = settings.replica(for: .read, mode) == .master ? .master : .sequence
        tracker = PartitionTracker(PartitionID.all)
        plan = RetryPlan(settings, isWrite: false, from: .now())
    }

    /// How many nodes may work at a time.
    var concurrency: Int { settings.maxConcurrentNodes > 0 ? settings.maxConcurrentNodes : .max }

    /// How long the parts of an answer may take.
    var patience: Patience { Patience(perPart: settings.socketTimeout, limit: plan.totalDeadline) }

    /// Begins a round.
    ///
    /// - Returns: The requests for the partitions still to read, one for each node.
    mutating func begin(in topology: Topology) -> [Part] {
        _ = plan.begin(at: .now())
        let assignment = tracker.assign(
            in: topology, namespace: query.dataSet.namespace, replica: replica, turn: plan.turn)
        hasProgressed = false
        gapAdvice = topology.gapAdvice
        // A server may still be busy ending what it was asked in the last round, and refuses the same number twice.
        let taskID = Self.randomTaskID()
        lastFailure = assignment.failure.map { TransportFailure($0, wasSent: false) }
        return assignment.shares.map { node, share in
            let bytes = query.encode(share, taskID: taskID, maximumRecords: query.limit, settings)
            return Part(node: node, share: share, bytes: bytes)
        }
    }

    /// Takes rows of a node's answer.
    ///
    /// - Returns: The records among them.
    /// - Throws: `WireError` for a row that is no record of the data set.
    mutating func received(_ group: inout RowGroup, from part: Part) throws(WireError) -> [RecordResult] {
        group.endAtRefusal()
        var results: [RecordResult] = []
        results.reserveCapacity(group.rows.count)
        for row in group.rows {
            if row.flags.contains(.partitionDone) {
                try notePartition(row)
            } else {
                results.append(try result(row))
                hasProgressed = true
            }
        }
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
        tracker.saw(digest)
        let key = Key(
            namespace: row.namespace ?? query.dataSet.namespace, setName: row.setName ?? "", digest: digest,
            userKey: row.userKey)
        return RecordResult(key: key, answer: RecordAnswer(resultCode: row.resultCode, record: row.record))
    }

    /// A node has ended its answer.
    mutating func finished(_ part: Part, _ outcome: Result<ResultCode, TransportFailure>) {
        switch outcome {
        case .success(.ok), .success(.keyNotFound): tracker.finished(part.share)
        case .success(let code):
            let error = AerospikeError(.server, "the node refused the query", resultCode: code)
            lastFailure = TransportFailure(error.at(part.node), wasSent: true)
        case .failure(let failure):
            lastFailure = TransportFailure(failure.error.at(part.node), wasSent: failure.wasSent)
        }
    }

    /// Ends a round.
    mutating func conclude() -> RoundEnd {
        if tracker.isComplete { return RoundEnd(step: .done) }
        if hasProgressed { plan.restart() }
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
