/// The verbs of an asynchronous session, carried out.
extension BasicSession where Style == Asynchronous {
    /// Reads a record.
    ///
    /// - Parameters:
    ///   - key: The record's key.
    ///   - bins: The bins to return, or `nil` for all.
    /// - Throws: `AerospikeError`, with result code `keyNotFound` when there is no such record.
    public func get(_ key: Key, bins: [String]? = nil) async throws(AerospikeError) -> Record {
        let selection = bins.map { BinSelection.named($0) } ?? .all
        return try await core.cluster.execute(RecordCommand(key, .read(selection)), core.behavior).record
    }

    /// Creates a record or changes it.
    ///
    /// - Parameters:
    ///   - key: The record's key.
    ///   - bins: The bins to set; the others stay.
    /// - Throws: `AerospikeError` when the write fails; `isInDoubt` tells whether it may have been carried out.
    public func put(_ key: Key, _ bins: Bins) async throws(AerospikeError) {
        _ = try await core.cluster.execute(RecordCommand(key, .write(bins, WriteConditions())), core.behavior)
    }
}

extension WriteBuilder where Style == Asynchronous {
    /// Carries the write out.
    ///
    /// - Returns: A row for each key.
    /// - Throws: `AerospikeError` when the write of a single key fails, or what was asked for makes no sense.
    @discardableResult
    public func execute() async throws(AerospikeError) -> RecordStream {
        RecordStream(.rows(try await command.execute(action, accepting: [.ok])))
    }
}

extension DeleteBuilder where Style == Asynchronous {
    /// Carries the delete out.
    ///
    /// - Returns: A row for each key, also for those without a record.
    /// - Throws: `AerospikeError` when the delete of a single key fails for another reason than a missing record.
    @discardableResult
    public func execute() async throws(AerospikeError) -> RecordStream {
        RecordStream(.rows(try await command.execute(action, accepting: [.ok, .keyNotFound])))
    }
}

extension TouchBuilder where Style == Asynchronous {
    /// Carries the renewal out.
    ///
    /// - Returns: A row for each key, also for those without a record.
    /// - Throws: `AerospikeError` when the renewal of a single key fails for another reason than a missing record.
    @discardableResult
    public func execute() async throws(AerospikeError) -> RecordStream {
        RecordStream(.rows(try await command.execute(action, accepting: [.ok, .keyNotFound])))
    }
}

extension ExistsBuilder where Style == Asynchronous {
    /// Asks.
    ///
    /// - Returns: A row for each key, also for those without a record.
    /// - Throws: `AerospikeError` when the question about a single key fails.
    public func execute() async throws(AerospikeError) -> RecordStream {
        RecordStream(.rows(try await command.execute(action, accepting: [.ok, .keyNotFound])))
    }
}

extension KeyQueryBuilder where Style == Asynchronous {
    /// Reads the records.
    ///
    /// - Returns: A row for each record, in the order of the keys.
    /// - Throws: `AerospikeError` when the read of a single key fails.
    public func execute() async throws(AerospikeError) -> RecordStream {
        let rows = try await command.execute(.read(selection), accepting: [.ok, .keyNotFound])
        return RecordStream(.rows(reported(rows)))
    }
}

extension DataSetQueryBuilder where Style == Asynchronous {
    /// Begins the query.
    ///
    /// - Returns: The records as they come; a slow reader makes the servers wait.
    /// - Throws: `AerospikeError` when what was asked for makes no sense, or the namespace is unknown.
    public func execute() async throws(AerospikeError) -> RecordStream {
        RecordStream(.query(try QueryStream.begin(query, core.behavior, on: core.cluster)))
    }
}

extension KeyCommand {
    fileprivate func execute(
        _ action: RecordAction,
        accepting codes: Set<ResultCode>
    ) async throws(AerospikeError) -> [RecordResult] {
        if let problem { throw problem }
        guard isSingle, let key = keys.first else {
            return try await core.cluster.executeBatch(keys, action, core.behavior)
        }
        let answer = try await core.cluster.execute(RecordCommand(key, action), core.behavior) { codes.contains($0) }
        return [RecordResult(key: key, answer: answer)]
    }
}
