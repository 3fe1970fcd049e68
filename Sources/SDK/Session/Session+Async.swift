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

extension ExecutableCommand where Style == Asynchronous {
    /// Carries everything out.
    ///
    /// - Parameter strategy: What becomes of failures; unless given, that of a single key is thrown, and those of many keys
    ///   stand in their rows.
    /// - Returns: A row for each key, in the order of the keys; a read leaves out keys without a record unless told
    ///   otherwise.
    /// - Throws: `AerospikeError` when what was asked for makes no sense, the task is cancelled, or as the strategy says.
    @discardableResult
    public func execute(onError strategy: ErrorStrategy? = nil) async throws(AerospikeError) -> RecordStream {
        let chain = commands
        if let problem = chain.problem { throw problem }
        let routing = chain.routing(strategy)
        let core = chain.core
        guard let (command, segment) = chain.single else {
            return RecordStream(.rows(try routing(try await core.cluster.executeBatch(chain.batch, core.behavior))))
        }
        let row: RecordResult
        do throws(AerospikeError) {
            let answer = try await core.cluster.execute(command, core.behavior) { segment.accepts($0) }
            row = RecordResult(key: command.key, answer: answer)
        } catch {
            row = try RecordResult(failed: command.key, error)
        }
        return RecordStream(.rows(try routing([row])))
    }

    /// Begins to carry everything out, and tells of each key as its node answers.
    ///
    /// Rows come in no particular order, each with its place among the keys as its ``RecordResult/index``; a slow reader
    /// makes the nodes wait. Leaving the loop early gives up what is not done yet: of a write it is then not known
    /// whether it was carried out.
    ///
    /// - Parameter strategy: What becomes of failures; unless given, they stand in their rows.
    /// - Throws: `AerospikeError` when what was asked for makes no sense.
    public func executeStream(
        onError strategy: ErrorStrategy = .inStream
    ) async throws(AerospikeError) -> RecordStream {
        let chain = commands
        if let problem = chain.problem { throw problem }
        let rows = try chain.core.cluster.streamBatch(chain.batch, chain.core.behavior)
        return RecordStream(.stream(rows, chain.routing(strategy)))
    }
}

extension DataSetQueryBuilder where Style == Asynchronous {
    /// Begins the query.
    ///
    /// - Parameter strategy: What becomes of rows that have failed; unless given, the reader sees them.
    /// - Returns: The records as they come; a slow reader makes the servers wait.
    /// - Throws: `AerospikeError` when what was asked for makes no sense, or the namespace is unknown.
    public func execute(onError strategy: ErrorStrategy? = nil) async throws(AerospikeError) -> RecordStream {
        if let problem { throw problem }
        let stream = try core.cluster.streamQuery(query, core.behavior)
        return RecordStream(.query(stream, RowRouting([], strategy ?? .inStream)))
    }
}
