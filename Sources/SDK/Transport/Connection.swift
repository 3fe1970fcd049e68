/// One socket on an event loop, and the requests that share it.
///
/// Everything but its identity belongs to the loop's thread; other threads hand their requests to the loop.
package final class Connection: @unchecked Sendable {
    // Unchecked, because the compiler cannot see that only the loop's thread touches the mutable state. The methods that
    // others could reach check it in debug builds.

    /// What the owner of a connection learns about it; the connection keeps it until it is closed.
    protocol Observer: AnyObject {
        func connectionDidChange(_ connection: Connection)
        func connectionDidClose(_ connection: Connection, _ error: AerospikeError)
    }

    /// What stands already; each step but the last two has its own time.
    enum State {
        case connecting(until: MonotonicTime)
        case shakingHands(until: MonotonicTime)
        case loggingIn(until: MonotonicTime)
        case open, closed
    }

    let token: UInt64
    let address: SocketAddress
    unowned let loop: EventLoop
    private var observer: (any Observer)?
    /// Gone as soon as the connection is closed, whoever still refers to it.
    private var channel: Channel?
    var state: State
    /// Why it was closed, for requests that come too late.
    private var lastError: AerospikeError?
    /// Whether it was closed while somebody waited for an answer on it.
    private(set) var hasFailedRequests = false
    /// The login that is to come or under way; `nil` when it is over, or where none is wanted.
    var login: LoginExchange?
    private var pipeline = Pipeline<Sink>()
    private var assembler = FrameAssembler()
    private var outgoing: [UInt8] = []
    private var sentOffset = 0
    private var interest: Poller.Readiness = .writable
    /// Since when it reads nothing, because of whoever takes its frames.
    private var pausedSince: MonotonicTime?
    private var isPaused: Bool { pausedSince != nil }
    private var isFlushDue = false
    /// Whether it takes no further requests: an answer could not be read, or the server wants another login.
    private var isCondemned = false
    private var idleDeadline = MonotonicTime.distantFuture
    /// When an answer last came, or was first waited for.
    private var lastProgress = MonotonicTime.distantFuture

    /// How long the parts of a streamed answer may take; set by the stream's request.
    private var patience = Patience()

    init(
        _ channel: consuming Channel,
        to address: SocketAddress,
        login: LoginExchange?,
        token: UInt64,
        loop: EventLoop,
        connectDeadline: MonotonicTime,
        observer: (any Observer)?
    ) {
        self.channel = consume channel
        self.address = address
        self.login = login
        self.token = token
        self.loop = loop
        self.observer = observer
        self.state = .connecting(until: connectDeadline)
    }

    /// Where its channel leads just now.
    var place: SocketAddress { login?.destination.address ?? address }

    /// How many answers are owed on this connection.
    var depth: Int { pipeline.depth }

    var isOpen: Bool { if case .open = state { true } else { false } }

    /// What both ends have agreed on; `nil` for a connection in clear.
    var tlsSummary: TLSSummary? { channel?.summary }

    /// Whether it takes further requests.
    var isUsable: Bool {
        if case .closed = state { false } else { !pipeline.isSuspect && !isCondemned }
    }

    /// Whether the next answer is slow in coming.
    func isSluggish(at now: MonotonicTime) -> Bool {
        depth > 0 && lastProgress.advanced(by: TransportLimits.sluggishAfter) < now
    }

    /// The earliest moment at which something on this connection may be due.
    var nextDeadline: MonotonicTime {
        switch state {
        case .connecting(let deadline), .shakingHands(let deadline), .loggingIn(let deadline):
            min(deadline, pipeline.nextDeadline)
        case .open: pipeline.depth == 0 ? idleDeadline : isPaused ? .distantFuture : pipeline.nextDeadline
        case .closed: .distantFuture
        }
    }

    // MARK: Requests

    func submit(_ request: Request) {
        assert(EventLoop.current === loop)
        guard case .closed = state else {
            var isStreamed = false
            if case .receiver = request.sink { (isStreamed, patience) = (true, request.patience) }
            if pipeline.depth == 0 { lastProgress = loop.now }
            pipeline.append(
                .init(
                    id: request.id, expects: request.expects, deadline: request.deadline, grace: request.grace,
                    isStreamed: isStreamed, bytes: request.bytes, sink: request.sink))
            loop.note(nextDeadline)
            scheduleFlush()
            return
        }
        request.sink.fail(TransportFailure(lastError ?? closedError(nil), wasSent: false))
    }

    /// Gives up a request that nobody waits for any more; its answer is dropped when it comes.
    func cancel(_ id: UInt64) -> Bool {
        assert(EventLoop.current === loop)
        guard let ending = pipeline.cancel(id) else { return false }
        ending.sink.fail(TransportFailure(cancelledError, wasSent: ending.wasSent))
        if case .receiver = ending.sink, ending.wasSent {
            // The rest of a stream can be long: the socket is dropped rather than read to the end.
            close(closedError(nil))
        } else {
            observer?.connectionDidChange(self)
        }
        return true
    }

    /// Reads on after a receiver asked for a pause; for any thread.
    func continueReading() {
        loop.perform { _ in self.resumeReading() }
    }

    /// Reads on after a receiver asked for a pause.
    func resumeReading() {
        assert(EventLoop.current === loop)
        guard let pausedSince, case .open = state else { return }
        self.pausedSince = nil
        // The server is not to blame for the pause.
        patience.limit = patience.limit.advanced(by: pausedSince.duration(until: .now()))
        pipeline.extend(to: patience.deadline(from: .now()))
        loop.note(nextDeadline)
        deliver()
        updateInterest()
    }

    /// Lets the connection close by itself when nothing has used it until then.
    func closeWhenIdle(at deadline: MonotonicTime) {
        idleDeadline = deadline
        loop.note(nextDeadline)
    }

    // MARK: Events of the loop

    func ready(_ readiness: Poller.Readiness) {
        if case .connecting(let deadline) = state {
            if let error = channel?.connectionError() { return close(error) }
            state = .shakingHands(until: deadline)
        }
        if case .shakingHands = state, !shakeHands() { return }
        if case .loggingIn = state, !continueLogin() { return }
        if isPaused, !readiness.isDisjoint(with: .gone) {
            // Nothing is read while it is paused, yet a broken socket is reported again and again.
            return close(closedError("the server closed the connection"))
        }
        if !readiness.isDisjoint(with: [.readable, .gone]), !isPaused { receive() }
        if readiness.contains(.writable) || channel?.waitsForPeer == true { flush() }
    }

    func expire(at now: MonotonicTime) {
        switch state {
        case .closed: return
        case .connecting(let deadline) where deadline <= now: return close(connectTimeoutError)
        case .shakingHands(let deadline) where deadline <= now: return close(.noHandshake(with: place))
        case .loggingIn(let deadline) where deadline <= now: return close(.noLogin(at: place))
        case .open where pipeline.depth == 0 && idleDeadline <= now: return close(closedError(nil))
        case .open where isPaused: return
        default: break
        }
        for ending in pipeline.expire(at: now) {
            ending.sink.fail(TransportFailure(timeoutError, wasSent: ending.wasSent))
        }
        if pipeline.isHopeless, !pipeline.isAwaited {
            close(closedError(nil))
        } else {
            observer?.connectionDidChange(self)
        }
    }

    /// Sends what waits; called once at the end of a turn, so that the requests of a turn share one system call.
    func flush() {
        isFlushDue = false
        guard case .open = state else { return }
        do throws(AerospikeError) {
            while hasUnsent {
                if sentOffset == outgoing.count { refill() }
                guard let count = try channel?.send(outgoing, from: sentOffset), count > 0 else { break }
                sentOffset += count
            }
            if sentOffset == outgoing.count { refill() }
            updateInterest()
        } catch {
            close(error)
        }
    }

    /// Ends the connection and everything that waits on it.
    func close(_ error: AerospikeError) {
        assert(EventLoop.current === loop)
        if case .closed = state { return }
        state = .closed
        lastError = error
        if let descriptor = channel?.descriptor { loop.forget(self, descriptor) }
        channel?.close()
        channel = nil
        login?.fail(with: error)
        login = nil
        let endings = pipeline.close()
        hasFailedRequests = !endings.isEmpty
        observer?.connectionDidClose(self, error)
        observer = nil
        for ending in endings { ending.sink.fail(TransportFailure(error, wasSent: ending.wasSent)) }
    }

    // MARK: Steps

    /// Agrees with the server on how to talk, which is done at once without TLS, and goes on to log in.
    ///
    /// - Returns: Whether requests may flow.
    private func shakeHands() -> Bool {
        do throws(AerospikeError) {
            guard try channel?.shakeHands() == true else {
                updateInterest()
                return false
            }
        } catch {
            close(error)
            return false
        }
        if let login { return beginLogin(login) }
        open()
        return true
    }

    /// Lets the requests flow.
    func open() {
        state = .open
        updateInterest()
        observer?.connectionDidChange(self)
        flush()
    }

    /// Goes on with the login on another socket; the requests wait on.
    func redial() {
        guard let old = channel?.descriptor, let next = login?.destination, case .loggingIn(let deadline) = state
        else { return }
        do throws(AerospikeError) {
            let new = try Channel.connecting(to: next.address, as: next.tls)
            try loop.replace(old, with: new.descriptor, of: self)
            channel?.close()
            channel = consume new
            interest = .writable
            state = .connecting(until: deadline)
        } catch {
            close(error)
        }
    }

    /// Lends the channel to a body; `nil` when it is gone.
    func withChannel<Value>(
        _ body: (borrowing Channel) throws(AerospikeError) -> Value
    ) throws(AerospikeError) -> Value? {
        guard channel != nil else { return nil }
        return try channel?.lend(to: body)
    }

    private func scheduleFlush() {
        guard !isFlushDue, case .open = state else { return }
        isFlushDue = true
        loop.flushLater(self)
    }

    private func refill() {
        outgoing.removeAll(keepingCapacity: outgoing.capacity <= TransportLimits.sendBatch)
        sentOffset = 0
        pipeline.takeUnsent(into: &outgoing)
    }

    private func receive() {
        do throws(AerospikeError) {
            for _ in 0..<TransportLimits.readsPerTurn {
                switch try channel?.receive(into: &assembler) {
                case nil, .none?: return
                case .end?: return close(closedError("the server closed the connection"))
                case .bytes(let count)?:
                    deliver()
                    // A read that did not fill its room has emptied the socket; another would find nothing.
                    guard !isPaused, case .open = state, count == assembler.lastRoom else { return }
                }
            }
        } catch {
            close(error)
        }
    }

    /// Hands every whole frame to whoever waits for it.
    private func deliver() {
        do {
            var isChanged = false
            while !isPaused, case .open = state, let frame = try assembler.next() {
                isChanged = true
                lastProgress = loop.now
                try deliver(frame)
            }
            guard isChanged, case .open = state else { return }
            if isCondemned, pipeline.depth == 0 { return close(closedError(nil)) }
            observer?.connectionDidChange(self)
        } catch {
            close(violation(error))
        }
    }

    private func deliver(_ frame: FrameAssembler.Frame) throws(WireError) {
        switch try pipeline.expecting(frame.type) {
        case nil: if try isLast(frame) { pipeline.complete() }
        case .answer(let continuation)?:
            let outcome = decode(frame)
            pipeline.complete()
            // The pipeline has let go of the continuation: this is the only time that it is resumed.
            unsafe continuation.resume(returning: outcome)
        case .receiver(let receiver)?:
            let progress = try assembler.withBytes(of: frame) { body throws(WireError) in
                try receiver.take(body, self)
            }
            switch progress {
            case .finished:
                pipeline.complete()
                receiver.end(nil)
            case .pause:
                pausedSince = .now()
                updateInterest()
            case .more: pipeline.extend(to: patience.deadline(from: .now()))
            }
        }
    }

    /// Whether a frame is the last one of an answer that nobody waits for any more.
    private func isLast(_ frame: FrameAssembler.Frame) throws(WireError) -> Bool {
        guard pipeline.isStreaming else { return true }
        return try assembler.withBytes(of: frame) { body throws(WireError) in try RowGroup(body: body).end != nil }
    }

    /// Reads an answer.
    ///
    /// One that cannot be read fails its own request only, since where it ends is known all the same: those that wait
    /// behind it get theirs, and then the connection is dropped.
    private func decode(_ frame: FrameAssembler.Frame) -> Outcome {
        do throws(WireError) {
            let answer = try assembler.withBytes(of: frame) { body throws(WireError) in
                try Answer(frame.type, body: body)
            }
            if case .record(let record) = answer, record.resultCode.isOfLostLogin { condemn() }
            return .success(answer)
        } catch {
            condemn()
            return .failure(TransportFailure(unreadable(error), wasSent: true))
        }
    }

    /// Has it closed as soon as the answers that it owes have come.
    func condemn() { isCondemned = true }

    /// Whether something waits to be sent, here or in the channel.
    private var hasUnsent: Bool { sentOffset < outgoing.count || pipeline.hasUnsent || channel?.hasUnsent == true }

    func updateInterest() {
        var wanted: Poller.Readiness = isPaused ? [] : .readable
        // What waits for the peer is not helped by a socket that can be written to, which most can all the time.
        let waits = channel?.waitsForPeer != true && (isOpen ? hasUnsent : login?.hasUnsent == true)
        if waits || channel?.hasUnsent == true { wanted.insert(.writable) }
        guard wanted != interest, let descriptor = channel?.descriptor else { return }
        interest = wanted
        loop.update(self, descriptor, interest: wanted)
    }
}
