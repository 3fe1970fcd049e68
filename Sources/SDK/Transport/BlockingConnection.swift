internal import Glibc

/// One socket on which the calling thread itself sends, waits and reads.
package final class BlockingConnection: @unchecked Sendable {
    // Unchecked: it belongs to one thread at a time, because `BlockingPool` hands it out and takes it back under a lock.

    private let address: SocketAddress
    private let socket: Socket
    private var assembler = FrameAssembler()
    /// When it was last given back.
    var idleSince = MonotonicTime(nanoseconds: 0)

    private init(_ socket: consuming Socket, to address: SocketAddress) {
        self.socket = socket
        self.address = address
    }

    /// Connects, and waits for it.
    static func open(
        to address: SocketAddress,
        until deadline: MonotonicTime
    ) throws(AerospikeError) -> BlockingConnection {
        do throws(SystemError) {
            let socket = try Socket.connecting(to: address)
            guard try socket.wait(for: Int32(POLLOUT), until: deadline) else {
                throw SystemError(number: ETIMEDOUT)
            }
            if let error = socket.connectionError() { throw error }
            return BlockingConnection(socket, to: address)
        } catch {
            throw .cannotConnect(to: address, error)
        }
    }

    /// Whether the server has closed it, or sent what nobody asked for, while it idled.
    var isStale: Bool {
        let isReadable = try? socket.wait(for: Int32(POLLIN), until: MonotonicTime(nanoseconds: 0))
        return isReadable != false
    }

    /// The number under which the system knows the socket.
    var descriptor: Int32 { socket.descriptor }

    /// Whether a whole frame may have arrived already.
    var hasPending: Bool { assembler.pending > 0 }

    /// Sends a request and waits for the one frame that answers it.
    func exchange(
        _ bytes: [UInt8],
        expecting type: FrameType,
        until deadline: MonotonicTime
    ) throws(TransportFailure) -> Answer {
        try send(bytes, until: deadline)
        return try receive(type, until: deadline) { body throws(WireError) in try Answer(type, body: body) }
    }

    /// Sends a whole request.
    func send(_ bytes: [UInt8], until deadline: MonotonicTime) throws(TransportFailure) {
        var offset = 0
        do throws(SystemError) {
            while offset < bytes.count {
                let count = try socket.send(bytes, from: offset)
                offset += count
                if count == 0, !(try socket.wait(for: Int32(POLLOUT), until: deadline)) {
                    throw SystemError(number: ETIMEDOUT)
                }
            }
        } catch {
            throw TransportFailure(failure(error), wasSent: offset > 0)
        }
    }

    /// Waits for the next part of a streamed answer.
    func rows(until deadline: MonotonicTime) throws(TransportFailure) -> RowGroup {
        try receive(.message, until: deadline) { body throws(WireError) in try RowGroup(body: body) }
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
        do throws(SystemError) {
            switch try socket.receive(into: &assembler) {
            case .bytes: return
            case .end: throw SystemError(number: ECONNRESET)
            case .none:
                guard try socket.wait(for: Int32(POLLIN), until: deadline) else { throw SystemError(number: ETIMEDOUT) }
            }
        } catch {
            throw TransportFailure(failure(error), wasSent: true)
        }
    }

    private func failure(_ error: SystemError) -> AerospikeError {
        guard error.number != ETIMEDOUT else {
            return AerospikeError(.timeout, "no answer in time", node: address.description)
        }
        return AerospikeError(
            .connectionClosed, "the connection was closed: \(error)", node: address.description)
    }
}
