/// What becomes of the failure of a command on one key, or of one key among many.
///
/// Unless told otherwise, the failure of a single key is thrown, and those among many keys, or of rows of a query, stand
/// in their rows: these are the defaults of the Aerospike SDKs. What concerns a call as a whole is thrown whatever the
/// strategy: an argument that makes no sense, a closed client, a cancelled task, a query that cannot go on.
public enum ErrorStrategy: Sendable {
    /// Throws the first failure, in the order of the keys; with a stream, the first that comes.
    ///
    /// The commands on other keys are carried out all the same.
    case raise
    /// Puts a failure into its row, where ``RecordResult/isOK`` tells it from others.
    case inStream
    /// Hands each failure to a closure and leaves its row out: the key, its place among those of the command, and the
    /// error.
    case handler(@Sendable (_ key: Key, _ index: Int, _ error: AerospikeError) -> Void)
}
