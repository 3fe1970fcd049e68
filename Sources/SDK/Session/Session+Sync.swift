/// The verbs of a blocking session, carried out.
extension BasicSession where Style == Synchronous {
    /// Reads a record.
    ///
    /// - Parameters:
    ///   - key: The record's key.
    ///   - bins: The bins to return, or `nil` for all.
    /// - Throws: `AerospikeError`, with result code `keyNotFound` when there is no such record.
    public func get(_ key: Key, bins: [String]? = nil) throws(AerospikeError) -> Record {
        let selection = bins.map { BinSelection.named($0) } ?? .all
        return try core.cluster.executeBlocking(RecordCommand(key, .read(selection)), core.behavior).record
    }

    /// Creates a record or changes it.
    ///
    /// - Parameters:
    ///   - key: The record's key.
    ///   - bins: The bins to set; the others stay.
    /// - Throws: `AerospikeError` when the write fails; `isInDoubt` tells whether it may have been carried out.
    public func put(_ key: Key, _ bins: Bins) throws(AerospikeError) {
        _ = try core.cluster.executeBlocking(RecordCommand(key, .write(bins, WriteConditions())), core.behavior)
    }
}

extension WriteBuilder where Style == Synchronous {
    /// Carries the write out.
    ///
    /// - Returns: A row for each key.
    /// - Throws: `AerospikeError` when the write of a single key fails, or what was asked for makes no sense.
    @discardableResult
    public func execute() throws(AerospikeError) -> SyncRecordStream {
        SyncRecordStream(try command.executeBlocking(action, accepting: [.ok]))
    }
}

extension DeleteBuilder where Style == Synchronous {
    /// Carries the delete out.
    ///
    /// - Returns: A row for each key, also for those without a record.
    /// - Throws: `AerospikeError` when the delete of a single key fails for another reason than a missing record.
    @discardableResult
    public func execute() throws(AerospikeError) -> SyncRecordStream {
        SyncRecordStream(try command.executeBlocking(action, accepting: [.ok, .keyNotFound]))
    }
}

extension TouchBuilder where Style == Synchronous {
    /// Carries the renewal out.
    ///
    /// - Returns: A row for each key, also for those without a record.
    /// - Throws: `AerospikeError` when the renewal of a single key fails for another reason than a missing record.
    @discardableResult
    public func execute() throws(AerospikeError) -> SyncRecordStream {
        SyncRecordStream(try command.executeBlocking(action, accepting: [.ok, .keyNotFound]))
    }
}

extension ExistsBuilder where Style == Synchronous {
    /// Asks.
    ///
    /// - Returns: A row for each key, also for those without a record.
    /// - Throws: `AerospikeError` when the question about a single key fails.
    public func execute() throws(AerospikeError) -> SyncRecordStream {
        SyncRecordStream(try command.executeBlocking(action, accepting: [.ok, .keyNotFound]))
    }
}

extension KeyQueryBuilder where Style == Synchronous {
    /// Reads the records.
    ///
    /// - Returns: A row for each record, in the order of the keys.
    /// - Throws: `AerospikeError` when the read of a single key fails.
    public func execute() throws(AerospikeError) -> SyncRecordStream {
        let rows = try command.executeBlocking(.read(selection), accepting: [.ok, .keyNotFound])
        return SyncRecordStream(reported(rows))
    }
}

extension DataSetQueryBuilder where Style == Synchronous {
    /// Begins the query.
    ///
    /// - Returns: The records as they are asked for; a slow reader makes the servers wait.
    /// - Throws: `AerospikeError` when what was asked for makes no sense, or the namespace is unknown.
    public func execute() throws(AerospikeError) -> SyncRecordStream {
        SyncRecordStream(try BlockingQuery(query, core.behavior, on: core.cluster))
    }
}

extension KeyCommand {
    fileprivate func executeBlocking(
        _ action: RecordAction,
        accepting codes: Set<ResultCode>
    ) throws(AerospikeError) -> [RecordResult] {
        if let problem { throw problem }
        guard isSingle, let key = keys.first else {
            return try core.cluster.executeBatchBlocking(keys, action, core.behavior)
        }
        let answer = try core.cluster.executeBlocking(RecordCommand(key, action), core.behavior) { codes.contains($0) }
        return [RecordResult(key: key, answer: answer)]
    }
}
