/// Work on many records, round by round: which node is asked for what, what came back, and what is asked for again.
///
/// A plain value: it does no I/O and knows no clock but the one that it is shown. The asynchronous and the blocking
/// driver carry it out alike.
protocol RowWork: Sendable {
    associatedtype Part: NodeRequest

    /// How many nodes may work at a time.
    var concurrency: Int { get }

    /// How long the parts of a node's answer may take.
    var patience: Patience { get }

    /// Adds to the time that the work has: so long has the reader been busy with rows, which is no node's fault.
    mutating func forgive(_ time: Duration)

    /// Begins a round.
    ///
    /// - Returns: The requests for what is still to do, one for each node.
    mutating func begin(in topology: Topology) -> [Part]

    /// Takes a frame of a node's answer, in which it may see an end that the frame does not mark.
    ///
    /// - Returns: The rows that concern the reader.
    /// - Throws: `WireError` for a row that nobody asked for.
    mutating func received(_ group: inout RowGroup, from part: Part) throws(WireError) -> [RecordResult]

    /// A node has ended its answer.
    mutating func finished(_ part: Part, _ outcome: Result<ResultCode, TransportFailure>)

    /// Ends a round.
    mutating func conclude() -> RoundEnd

    /// The error for a reader who gives up the work, or all of it that is left.
    func abandoned(_ error: AerospikeError) -> AerospikeError
}

/// The request for one node.
protocol NodeRequest: Sendable {
    var node: Node { get }
    var bytes: [UInt8] { get }
}

/// How a round ended.
struct RoundEnd {
    /// What to do next.
    enum Step: Equatable {
        case done
        /// Another round at once: nothing has failed.
        case goOn
        case retry(after: Duration)
        case fail(AerospikeError)
    }

    /// Rows that no node has sent: those of keys that have failed.
    var rows: [RecordResult] = []

    let step: Step
}
