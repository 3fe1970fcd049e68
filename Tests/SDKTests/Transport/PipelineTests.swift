import Testing

@testable import AerospikeSDK

@Suite("The requests on one connection")
struct PipelineTests {
    @Test("Answers go to the requests in the order in which they were made")
    func order() throws {
        var pipeline = Pipeline<Int>()
        for id in 1...3 { pipeline.append(.request(id)) }
        #expect(pipeline.send() == [1, 2, 3])
        for id in 1...3 {
            #expect(try pipeline.expecting(.message) == id)
            pipeline.complete()
        }
        #expect(pipeline.depth == 0)
    }

    @Test("What is sent once is not sent again")
    func sending() {
        var pipeline = Pipeline<Int>()
        pipeline.append(.request(1))
        #expect(pipeline.hasUnsent)
        #expect(pipeline.send() == [1])
        pipeline.append(.request(2))
        #expect(pipeline.send() == [2])
        #expect(!pipeline.hasUnsent)
        #expect(pipeline.depth == 2)
    }

    @Test("One system call takes no more than is worth it; the rest waits for the next")
    func batches() {
        var pipeline = Pipeline<Int>()
        let large = [UInt8](repeating: 7, count: TransportLimits.sendBatch)
        pipeline.append(.request(1, bytes: large))
        pipeline.append(.request(2))
        #expect(pipeline.send() == large)
        #expect(pipeline.hasUnsent)
        #expect(pipeline.send() == [2])
    }

    @Test("An answer that nobody asked for, or of another kind, breaks the protocol")
    func unexpected() {
        var pipeline = Pipeline<Int>()
        #expect(throws: WireError.unexpectedFrameType(3)) { try pipeline.expecting(.message) }
        pipeline.append(.request(1))
        #expect(throws: WireError.unexpectedFrameType(3)) { try pipeline.expecting(.message) }
        _ = pipeline.send()
        #expect(throws: WireError.unexpectedFrameType(1)) { try pipeline.expecting(.info) }
    }

    // MARK: Time

    @Test("A request that runs out of time unsent disappears")
    func expiryOfUnsent() throws {
        var pipeline = Pipeline<Int>()
        pipeline.append(.request(1, deadline: 10))
        pipeline.append(.request(2, deadline: 20))
        #expect(pipeline.expire(at: .milliseconds(9)).isEmpty)
        #expect(pipeline.expire(at: .milliseconds(10)).told == [.unsent(1)])
        #expect(!pipeline.isSuspect)
        #expect(pipeline.send() == [2])
        #expect(try pipeline.expecting(.message) == 2)
    }

    @Test("The late answer to a request that ran out of time is not taken for the next one's")
    func expiryOfSent() throws {
        var pipeline = Pipeline<Int>()
        pipeline.append(.request(1, deadline: 10))
        pipeline.append(.request(2, deadline: 20))
        _ = pipeline.send()
        #expect(pipeline.expire(at: .milliseconds(10)).told == [.sent(1)])
        #expect(pipeline.isSuspect)
        #expect(pipeline.isAwaited)
        #expect(try pipeline.expecting(.message) == nil)
        pipeline.complete()
        #expect(pipeline.isSuspect, "until all that it owes has come, a connection that was late takes nothing more")
        #expect(try pipeline.expecting(.message) == 2)
        pipeline.complete()
        #expect(!pipeline.isSuspect)
    }

    @Test("A request is told only once that its time is up")
    func expiryIsToldOnce() {
        var pipeline = Pipeline<Int>()
        pipeline.append(.request(1, deadline: 10))
        _ = pipeline.send()
        #expect(pipeline.expire(at: .milliseconds(10)).count == 1)
        #expect(pipeline.expire(at: .milliseconds(99)).isEmpty)
        #expect(pipeline.close().isEmpty)
        #expect(!pipeline.isAwaited)
    }

    @Test("The next deadline is never later than the earliest request's")
    func nextDeadline() {
        var pipeline = Pipeline<Int>()
        #expect(pipeline.nextDeadline == .distantFuture)
        pipeline.append(.request(1, deadline: 30))
        pipeline.append(.request(2, deadline: 10))
        #expect(pipeline.nextDeadline == .milliseconds(10))
        _ = pipeline.expire(at: .milliseconds(10))
        #expect(pipeline.nextDeadline == .milliseconds(30))
        _ = pipeline.send()
        pipeline.complete()
        #expect(pipeline.nextDeadline == .distantFuture)
    }

    @Test("Part of an answer gives its request more time")
    func patience() {
        var pipeline = Pipeline<Int>()
        pipeline.append(.request(1, deadline: 10))
        _ = pipeline.send()
        pipeline.extend(to: .milliseconds(50))
        #expect(pipeline.expire(at: .milliseconds(49)).isEmpty)
        #expect(pipeline.expire(at: .milliseconds(50)).told == [.sent(1)])
        var empty = Pipeline<Int>()
        empty.extend(to: .milliseconds(50))
        #expect(empty.nextDeadline == .distantFuture)
    }

    @Test("A late answer is waited for as long as its request allows")
    func grace() throws {
        var pipeline = Pipeline<Int>()
        pipeline.append(.request(1, deadline: 10, grace: 30))
        _ = pipeline.send()
        #expect(pipeline.expire(at: .milliseconds(10)).told == [.sent(1)])
        #expect(pipeline.isSuspect)
        #expect(!pipeline.isHopeless)
        #expect(pipeline.nextDeadline == .milliseconds(40))
        #expect(pipeline.expire(at: .milliseconds(39)).isEmpty)
        #expect(!pipeline.isHopeless)
        #expect(pipeline.expire(at: .milliseconds(40)).isEmpty)
        #expect(pipeline.isHopeless)
    }

    @Test("A connection whose late answers have all come is as good as new")
    func recovery() throws {
        var pipeline = Pipeline<Int>()
        pipeline.append(.request(1, deadline: 10, grace: 30))
        pipeline.append(.request(2, deadline: 10))
        _ = pipeline.send()
        #expect(pipeline.expire(at: .milliseconds(10)).told == [.sent(1), .sent(2)])
        #expect(pipeline.isHopeless, "the second request allows nothing")
        for _ in 1...2 {
            #expect(try pipeline.expecting(.message) == nil)
            pipeline.complete()
        }
        #expect(!pipeline.isSuspect)
        #expect(!pipeline.isHopeless)
    }

    // MARK: Cancellation

    @Test("A request that is cancelled unsent disappears")
    func cancellationOfUnsent() {
        var pipeline = Pipeline<Int>()
        for id in 1...3 { pipeline.append(.request(id)) }
        #expect(pipeline.cancelled(2) == .unsent(2))
        #expect(pipeline.send() == [1, 3])
    }

    @Test("The answer to a request that was cancelled after it was sent is dropped")
    func cancellationOfSent() throws {
        var pipeline = Pipeline<Int>()
        pipeline.append(.request(1))
        pipeline.append(.request(2))
        _ = pipeline.send()
        #expect(pipeline.cancelled(1) == .sent(1))
        #expect(!pipeline.isSuspect, "its answer is not late yet")
        #expect(pipeline.cancelled(1) == nil)
        #expect(try pipeline.expecting(.message) == nil)
        pipeline.complete()
        #expect(try pipeline.expecting(.message) == 2)
    }

    @Test("A cancelled request whose answer does not come in time either makes the connection suspect")
    func cancelledAndLate() {
        var pipeline = Pipeline<Int>()
        pipeline.append(.request(1, deadline: 10))
        _ = pipeline.send()
        _ = pipeline.cancel(1)
        #expect(pipeline.expire(at: .milliseconds(10)).isEmpty)
        #expect(pipeline.isSuspect)
        #expect(!pipeline.isAwaited)
    }

    @Test("Cancelling what is not there does nothing")
    func cancellationOfNothing() {
        var pipeline = Pipeline<Int>()
        #expect(pipeline.cancelled(1) == nil)
        pipeline.append(.request(1))
        _ = pipeline.send()
        pipeline.complete()
        #expect(pipeline.cancelled(1) == nil)
    }

    // MARK: The end

    @Test("When the connection closes, every request learns whether it was sent")
    func close() {
        var pipeline = Pipeline<Int>()
        pipeline.append(.request(1))
        pipeline.append(.request(2))
        _ = pipeline.send()
        pipeline.append(.request(3))
        #expect(pipeline.close().told == [.sent(1), .sent(2), .unsent(3)])
        #expect(pipeline.depth == 0)
    }

    @Test("A pipeline that is never empty does not grow for ever")
    func compaction() throws {
        var pipeline = Pipeline<Int>()
        pipeline.append(.request(0))
        pipeline.append(.request(1))
        _ = pipeline.send()
        for id in 0..<3 * TransportLimits.pipelineDepth {
            pipeline.append(.request(id + 2))
            #expect(pipeline.send() == [UInt8(truncatingIfNeeded: id + 2)])
            #expect(try pipeline.expecting(.message) == id)
            pipeline.complete()
            #expect(pipeline.depth == 2)
        }
        #expect(pipeline.close().count == 2)
    }
}

/// What became of a request, as its sink is told.
private enum Told: Equatable {
    case sent(Int)
    case unsent(Int)
}

extension Pipeline<Int>.Ending {
    fileprivate var told: Told { wasSent ? .sent(sink) : .unsent(sink) }
}

extension [Pipeline<Int>.Ending] {
    fileprivate var told: [Told] { map(\.told) }
}

extension Pipeline<Int>.Exchange {
    /// A request whose one byte, identity and sink are the same number.
    fileprivate static func request(
        _ id: Int,
        deadline: UInt64 = 1000,
        grace: Int = 0,
        bytes: [UInt8]? = nil
    ) -> Self {
        Self(
            id: UInt64(id), expects: .message, deadline: .milliseconds(deadline), grace: .milliseconds(grace),
            bytes: bytes ?? [UInt8(truncatingIfNeeded: id)], sink: id)
    }
}

extension Pipeline<Int> {
    /// The bytes of one system call.
    fileprivate mutating func send() -> [UInt8] {
        var bytes: [UInt8] = []
        takeUnsent(into: &bytes)
        return bytes
    }

    fileprivate mutating func cancelled(_ id: UInt64) -> Told? { cancel(id)?.told }
}
