/// The requests on one connection, in the order in which they were made: servers answer in that order.
///
/// A request that is given up before it was sent disappears. One that was sent stays, without anybody to tell, until its
/// answer has come and gone; a connection on which one ran out of time takes no more requests until then, and is given up
/// when that takes longer than the request allows.
///
/// `Sink` is whatever the driver tells about an answer, and a plain number in tests.
struct Pipeline<Sink> {
    /// One request on its way.
    struct Exchange {
        let id: UInt64
        let expects: FrameType
        var deadline: MonotonicTime
        /// How long the answer may be late before the connection is given up.
        var grace = Duration.zero
        /// Whether the answer has many frames, of which the last says so.
        var isStreamed = false
        var bytes: [UInt8]
        /// Who waits for the answer, or `nil` when nobody does any more.
        var sink: Sink?
    }

    /// A request that ended without an answer.
    struct Ending {
        let sink: Sink
        let wasSent: Bool
    }

    private var exchanges: [Exchange] = []
    /// Where the oldest unanswered exchange stands; those before it are done with.
    private var head = 0
    /// Where the oldest unsent exchange stands.
    private var unsent = 0

    /// The earliest moment at which a request may run out of time; never later than the true one.
    private(set) var nextDeadline = MonotonicTime.distantFuture

    /// Whether a sent request ran out of time and its answer is still owed.
    private(set) var isSuspect = false

    /// Whether an answer that is owed has been late for longer than is worth waiting.
    private(set) var isHopeless = false

    /// How many answers are owed, or requests waiting to be sent.
    var depth: Int { exchanges.count - head }

    /// Whether the oldest answer that is owed has many frames.
    var isStreaming: Bool { head < exchanges.count && exchanges[head].isStreamed }

    /// Whether requests wait to be sent.
    var hasUnsent: Bool { unsent < exchanges.count }

    /// Whether anybody waits for an answer.
    var isAwaited: Bool { exchanges[head...].contains { $0.sink != nil } }

    mutating func append(_ exchange: Exchange) {
        nextDeadline = min(nextDeadline, exchange.deadline)
        exchanges.append(exchange)
    }

    /// Moves the bytes of waiting requests to the end of a buffer, up to a size that is worth a system call.
    mutating func takeUnsent(into buffer: inout [UInt8]) {
        while unsent < exchanges.count, buffer.count < TransportLimits.sendBatch {
            buffer.append(contentsOf: exchanges[unsent].bytes)
            exchanges[unsent].bytes = []
            unsent += 1
        }
    }

    /// The request that the next frame answers.
    ///
    /// - Throws: `WireError` when no request of that kind waits for an answer.
    func expecting(_ type: FrameType) throws(WireError) -> Sink? {
        guard head < unsent, exchanges[head].expects == type else { throw .unexpectedFrameType(type.rawValue) }
        return exchanges[head].sink
    }

    /// Takes the oldest request out; its answer is complete.
    mutating func complete() {
        exchanges[head].sink = nil
        head += 1
        if head == exchanges.count {
            exchanges.removeAll(keepingCapacity: true)
            (head, unsent) = (0, 0)
            nextDeadline = .distantFuture
            (isSuspect, isHopeless) = (false, false)
        } else if head == TransportLimits.pipelineDepth {
            exchanges.removeFirst(head)
            unsent -= head
            head = 0
        }
    }

    /// Gives the oldest request more time, because a part of its answer has come.
    mutating func extend(to deadline: MonotonicTime) {
        guard head < exchanges.count else { return }
        exchanges[head].deadline = deadline
        nextDeadline = min(nextDeadline, deadline)
    }

    /// Ends the requests whose time is up.
    mutating func expire(at now: MonotonicTime) -> [Ending] {
        guard now >= nextDeadline else { return [] }
        var endings: [Ending] = []
        var index = head
        nextDeadline = .distantFuture
        while index < exchanges.count {
            guard exchanges[index].deadline <= now else {
                nextDeadline = min(nextDeadline, exchanges[index].deadline)
                index += 1
                continue
            }
            if index < unsent { becameLate(index, at: now) }
            if let ending = giveUp(at: &index) { endings.append(ending) } else { index += 1 }
        }
        return endings
    }

    /// Notes that a sent request has run out of time, or out of what it was given beyond that.
    private mutating func becameLate(_ index: Int, at now: MonotonicTime) {
        isSuspect = true
        guard exchanges[index].grace > .zero else {
            isHopeless = true
            return
        }
        exchanges[index].deadline = now.advanced(by: exchanges[index].grace)
        exchanges[index].grace = .zero
        nextDeadline = min(nextDeadline, exchanges[index].deadline)
    }

    /// Ends one request that nobody waits for any more.
    mutating func cancel(_ id: UInt64) -> Ending? {
        guard var index = exchanges[head...].firstIndex(where: { $0.id == id }) else { return nil }
        return giveUp(at: &index)
    }

    /// Ends every request, because the connection is gone.
    mutating func close() -> [Ending] {
        let endings = exchanges.indices[head...].compactMap { index in
            exchanges[index].sink.map { Ending(sink: $0, wasSent: index < unsent) }
        }
        self = Pipeline()
        return endings
    }

    /// Gives up a request that somebody waits for; one that was not sent leaves no trace.
    ///
    /// - Parameter index: Where it stands; unchanged when it was removed, else the place behind it.
    private mutating func giveUp(at index: inout Int) -> Ending? {
        guard let sink = exchanges[index].sink else { return nil }
        guard index < unsent else {
            exchanges.remove(at: index)
            return Ending(sink: sink, wasSent: false)
        }
        exchanges[index].sink = nil
        index += 1
        return Ending(sink: sink, wasSent: true)
    }
}
