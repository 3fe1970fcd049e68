/// One row of an answer: a key, and what became of it.
public struct RecordResult: Sendable {
    /// The record's key; from a query of a data set, without what the user calls it unless that was stored.
    public let key: Key

    /// The record; without bins, and of generation 0, unless ``isOK``.
    public let record: Record

    /// The server's outcome, or `nil` when no server answered for this key.
    public let resultCode: ResultCode?

    /// Why there is no outcome, or what stands behind it, when the row is not ok.
    public let error: AerospikeError?

    /// The place of the key among those of the command, from 0; in a query of a data set always 0.
    public let index: Int

    init(key: Key, index: Int = 0, answer: RecordAnswer, error: AerospikeError? = nil) {
        self.key = key
        self.index = index
        self.record = answer.record
        self.resultCode = answer.resultCode
        self.error = error
    }

    init(key: Key, index: Int, error: AerospikeError) {
        self.key = key
        self.index = index
        self.record = Record()
        self.resultCode = error.resultCode
        self.error = error
    }

    /// The row of a single key that has failed.
    ///
    /// - Throws: The error itself, when it is no failure of the command, but of who asked for it.
    init(failed key: Key, _ error: AerospikeError) throws(AerospikeError) {
        if [.invalidArgument, .notSupported, .clientClosed, .cancelled].contains(error.code) { throw error }
        self.init(key: key, index: 0, error: error)
    }

    /// Whether the command was carried out for this key.
    public var isOK: Bool { resultCode == .ok }

    /// The row itself.
    ///
    /// - Throws: `AerospikeError` unless the row is ok.
    public func orThrow() throws(AerospikeError) -> RecordResult {
        guard !isOK else { return self }
        throw failure
    }

    /// Why the row is not ok.
    var failure: AerospikeError {
        error ?? AerospikeError(.server, "the server refused the command", resultCode: resultCode)
    }

    /// The record.
    ///
    /// - Throws: `AerospikeError` unless the row is ok.
    public func recordOrThrow() throws(AerospikeError) -> Record {
        try orThrow().record
    }

    /// Whether there is a record of the key.
    ///
    /// - Throws: `AerospikeError` when the row is neither ok nor `keyNotFound`.
    public func asBool() throws(AerospikeError) -> Bool {
        if resultCode == .keyNotFound { return false }
        _ = try orThrow()
        return true
    }
}
