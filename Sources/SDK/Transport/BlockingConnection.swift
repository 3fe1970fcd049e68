internal import Glibc

/// One socket on which the calling thread itself sends, waits and reads.
package final class BlockingConnection: @unchecked Sendable {
    // Unchecked: it belongs to one thread at a time, because `BlockingPool` hands it out and takes it back under a lock.

    private let address: SocketAddress
    private let channel: Channel
    private var assembler = FrameAssembler()
    /// When it was last given back.
    var idleSince = MonotonicTime(nanoseconds: 0)
    /// Whether it is looked at before its next use, however short it has idled.
    var needsLook = false
    /// Whether the server no longer takes requests on it, for want of a login.
    private(set) var isShutOut = false
    /// What the server has still to send to a request that it was sent whole.
    private enum Debt { case nothing, frame, rows }
    private var debt = Debt.nothing

    private init(_ channel: consuming Channel, to address: SocketAddress) {
        self.channel = channel
        self.address = address
    }

    /// Connects, logs in where that is wanted, and waits for it.
    ///
    /// - Parameters:
    ///   - address: Where to.
    ///   - target: The server as TLS sees it, or `nil` for a connection in clear.
    ///   - login: The logins of the node, or `nil` where none are wanted.
    ///   - timeout: How long the connection may take, TLS included; a login has its own time after that.
    ///   - limit: When whoever asks gives up.
    static func open(
        to address: SocketAddress,
        as target: TLSTarget? = nil,
        login: NodeLogin? = nil,
        within timeout: Duration,
        until limit: MonotonicTime
    ) throws(AerospikeError) -> BlockingConnection {
        let home = Destination(address, target)
        let exchange = login.map { LoginExchange(with: $0, at: home) }
        while true {
            do throws(AerospikeError) {
                let deadline = min(limit, MonotonicTime.now().advanced(by: timeout))
                let channel = try connect(to: exchange?.destination ?? home, until: deadline)
                guard try exchange?.finish(on: channel, until: limit) != false else { continue }
                return BlockingConnection(channel, to: address)
            } catch {
                guard exchange?.restart(after: error) == true else {
                    exchange?.fail(with: error)
                    throw error
                }
            }
        }
    }

    private static func connect(
        to destination: Destination,
        until deadline: MonotonicTime
    ) throws(AerospikeError) -> Channel {
        let address = destination.address
        let channel = try Channel.connecting(to: address, as: destination.tls)
        guard try channel.wait(for: Int32(POLLOUT), until: deadline) else {
            throw .cannotConnect(to: address, SystemError(number: ETIMEDOUT))
        }
        if let error = channel.connectionError() { throw error }
        while try !channel.shakeHands() {
            guard try channel.waitForProgress(until: deadline) else { throw .noHandshake(with: address) }
        }
        return channel
    }

    deinit { channel.close() }

    /// Whether the server has closed it, or sent what nobody asked for, while it idled.
    ///
    /// What belongs to TLS alone, such as the tickets that follow a handshake, is taken in on the way.
    func isStale() -> Bool {
        do throws(AerospikeError) {
            if case .none = try channel.receive(into: &assembler) { return false }
        } catch {}
        return true
    }

    /// The number under which the system knows the socket.
    var descriptor: Int32 { channel.descriptor }

    /// Whether a whole frame may have arrived already.
    var hasPending: Bool { assembler.pending > 0 }

    /// Whether a whole request was sent and its answer has not been read to the end.
    var owesAnswer: Bool { debt != .nothing }

    /// Sends a request and waits for the one frame that answers it.
    func exchange(
        _ bytes: [UInt8],
        expecting type: FrameType,
        until deadline: MonotonicTime
    ) throws(TransportFailure) -> Answer {
        try send(bytes, until: deadline)
        debt = .frame
        let answer = try receive(type, until: deadline) { body throws(WireError) in try Answer(type, body: body) }
        debt = .nothing
        if case .record(let record) = answer { noteEnd(record.resultCode) }
        return answer
    }

    /// What has become of an answer that did not come in time.
    enum LateAnswer { case pending, complete, broken }

    /// Reads what has arrived of a late answer, without waiting, and throws it away.
    func takeLateAnswer() -> LateAnswer {
        do {
            for _ in 0..<TransportLimits.lateReadsPerTurn {
                if let frame = try assembler.next() {
                    guard try isLast(frame) else { continue }
                    debt = .nothing
                    return frame.type == .message && !hasPending ? .complete : .broken
                }
                switch try channel.receive(into: &assembler) {
                case .bytes: continue
                case .none: return .pending
                case .end: return .broken
                }
            }
            return .pending
        } catch {
            return .broken
        }
    }

    /// Whether a frame is the last one of the answer that is owed.
    private func isLast(_ frame: FrameAssembler.Frame) throws(WireError) -> Bool {
        guard debt == .rows, frame.type == .message else { return true }
        return try assembler.withBytes(of: frame) { body throws(WireError) in try RowGroup(body: body).end != nil }
    }

    /// Sends a whole request.
    func send(_ bytes: [UInt8], until deadline: MonotonicTime) throws(TransportFailure) {
        var offset = 0
        do throws(AerospikeError) {
            while offset < bytes.count || channel.hasUnsent {
                let count = try channel.send(bytes, from: offset)
                offset += count
                if count == 0 { try waitToSend(until: deadline) }
            }
        } catch {
            throw TransportFailure(error, wasSent: offset > 0)
        }
    }

    /// Waits until more can be sent, for which TLS may first have to read what belongs to it alone.
    private func waitToSend(until deadline: MonotonicTime) throws(AerospikeError) {
        let waitsForPeer = channel.waitsForPeer
        let events = Int32(waitsForPeer ? POLLIN : POLLOUT)
        guard try channel.wait(for: events, until: deadline) else { throw timeoutError }
        guard waitsForPeer, try channel.receive(into: &assembler) == .end else { return }
        throw .closed(by: address, "the server closed the connection")
    }

    /// Waits for the next part of a streamed answer.
    func rows(until deadline: MonotonicTime) throws(TransportFailure) -> RowGroup {
        debt = .rows
        let group = try receive(.message, until: deadline) { body throws(WireError) in try RowGroup(body: body) }
        if group.end != nil { debt = .nothing }
        return group
    }

    /// Learns how what was asked on it has ended.
    func noteEnd(_ resultCode: ResultCode) {
        debt = .nothing
        isShutOut = resultCode.isOfLostLogin
    }

    private func receive<Value>(
        _ type: FrameType,
        until deadline: MonotonicTime,
        _ decode: (Span<UInt8>) throws(WireError) -> Value
    ) throws(TransportFailure) -> Value {
        while true {
            do throws(WireError) {
                if let frame = try assembler.next() {
                    guard frame.type == type else { throw .unexpectedFrameType(frame.type.rawValue) }
                    return try assembler.withBytes(of: frame, decode)
                }
            } catch {
                throw TransportFailure(.violation(error, by: address), wasSent: true)
            }
            try fill(until: deadline)
        }
    }

    private func fill(until deadline: MonotonicTime) throws(TransportFailure) {
        do throws(AerospikeError) {
            switch try channel.receive(into: &assembler) {
            case .bytes: return
            case .end: throw .closed(by: address, "the server closed the connection")
            case .none:
                guard try channel.wait(for: Int32(POLLIN), until: deadline) else { throw timeoutError }
            }
        } catch {
            throw TransportFailure(error, wasSent: true)
        }
    }

    private var timeoutError: AerospikeError {
        AerospikeError(.timeout, "no answer in time", node: address.description)
    }
}

extension Channel {
    /// Waits on this thread until a handshake or a login can go on, or the time is up.
    fileprivate borrowing func waitForProgress(
        sending hasUnsent: Bool = false,
        until deadline: MonotonicTime
    ) throws(AerospikeError) -> Bool {
        let waitsToSend = (hasUnsent && !waitsForPeer) || self.hasUnsent
        return try wait(for: Int32(waitsToSend ? POLLIN | POLLOUT : POLLIN), until: deadline)
    }
}

extension LoginExchange {
    /// Logs in on this thread, which waits.
    ///
    /// - Returns: Whether the login is done; otherwise it goes on with another channel.
    fileprivate func finish(on channel: borrowing Channel, until limit: MonotonicTime) throws(AerospikeError) -> Bool {
        let deadline = min(limit, MonotonicTime.now().advanced(by: node.timeout))
        let late = AerospikeError.noLogin(at: destination.address)
        var progress = try advance(on: channel)
        while true {
            switch progress {
            case .done: return true
            case .needsChannel: return false
            case .needsTurn:
                guard let turn = node.waitForTurn(until: deadline) else { throw late }
                progress = try begin(turn, on: channel)
            case .waiting:
                guard try channel.waitForProgress(sending: hasUnsent, until: deadline) else { throw late }
                progress = try advance(on: channel)
            }
        }
    }
}
