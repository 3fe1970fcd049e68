internal import Glibc

/// A socket, and TLS on top of it where the endpoint asks for that; connections do not see the difference.
///
/// Without TLS, every call is the socket's own, and nothing is copied.
struct Channel: ~Copyable {
    private let socket: Socket
    private let engine: TLSEngine?
    private let address: SocketAddress

    /// Begins a connection; ``connectionError()`` tells how it ended once the socket can be written to.
    ///
    /// - Parameter target: The server as TLS sees it, or `nil` for a connection in clear.
    static func connecting(to address: SocketAddress, as target: TLSTarget?) throws(AerospikeError) -> Channel {
        let engine: TLSEngine? = if let target { try TLSEngine(connectingTo: target) } else { nil }
        do throws(SystemError) {
            return Channel(try Socket.connecting(to: address), engine, address)
        } catch {
            throw .cannotConnect(to: address, error)
        }
    }

    private init(_ socket: consuming Socket, _ engine: TLSEngine?, _ address: SocketAddress) {
        self.socket = socket
        self.engine = engine
        self.address = address
    }

    /// The number under which the system knows the socket.
    var descriptor: Int32 { socket.descriptor }

    /// Whether something that was taken to be sent still waits here.
    var hasUnsent: Bool { engine?.hasCiphertext ?? false }

    /// Whether nothing more can be sent before something has been received.
    var waitsForPeer: Bool { engine?.waitsForPeer ?? false }

    /// What both ends have agreed on; `nil` for a connection in clear.
    var summary: TLSSummary? { engine?.summary }

    /// Why the connection did not come about, or `nil` when it did.
    borrowing func connectionError() -> AerospikeError? {
        socket.connectionError().map { .cannotConnect(to: address, $0) }
    }

    /// Waits on this thread until the socket is ready or the time is up.
    borrowing func wait(for events: Int32, until deadline: MonotonicTime) throws(AerospikeError) -> Bool {
        do throws(SystemError) {
            return try socket.wait(for: events, until: deadline)
        } catch {
            throw .closed(by: address, "\(error)")
        }
    }

    /// Agrees with the server on how to talk, as far as that goes without waiting.
    ///
    /// - Returns: Whether data may flow; at once on a connection in clear.
    borrowing func shakeHands() throws(AerospikeError) -> Bool {
        guard let engine else { return true }
        for _ in 0..<TransportLimits.readsPerTurn {
            guard try !goOn(with: engine) else { return true }
            do throws(AerospikeError) {
                guard try receiveCiphertext(engine) else { return false }
            } catch {
                throw located(error)
            }
        }
        // What came last must not lie here unseen: the system would not tell of it again.
        return try goOn(with: engine)
    }

    /// Takes the handshake as far as what has been received allows.
    ///
    /// - Returns: Whether it is done.
    private borrowing func goOn(with engine: TLSEngine) throws(AerospikeError) -> Bool {
        do throws(AerospikeError) {
            let isDone = try engine.shakeHands()
            try flush()
            return isDone
        } catch {
            // The server may want to know, too, why nothing comes of it.
            try? flush()
            throw located(error)
        }
    }

    /// Reads what has come of the handshake.
    ///
    /// - Returns: Whether there was anything.
    private borrowing func receiveCiphertext(_ engine: TLSEngine) throws(AerospikeError) -> Bool {
        do throws(SystemError) {
            switch try socket.receive(into: engine) {
            case .bytes: return true
            case .none: return false
            case .end: throw SystemError(number: ECONNRESET)
            }
        } catch {
            throw engine.hungUp
        }
    }

    /// Sends what is taken at once.
    ///
    /// - Returns: How many bytes were taken; some may still wait here, see ``hasUnsent``.
    borrowing func send(_ bytes: [UInt8], from offset: Int) throws(AerospikeError) -> Int {
        guard let engine else { return try sendInClear(bytes, from: offset) }
        var count = 0
        while true {
            // Who has said good-bye reads nothing more: what is not sent then cannot be in doubt.
            if engine.hasEnded {
                guard count > 0 else { throw .closed(by: address, "the server closed the connection") }
                return count
            }
            do throws(AerospikeError) {
                while case let taken = try engine.write(bytes, from: offset + count), taken > 0 { count += taken }
                try flush()
            } catch {
                throw located(error)
            }
            if engine.hasCiphertext || engine.waitsForPeer || offset + count == bytes.count { return count }
        }
    }

    private borrowing func sendInClear(_ bytes: [UInt8], from offset: Int) throws(AerospikeError) -> Int {
        do throws(SystemError) {
            return try socket.send(bytes, from: offset)
        } catch {
            throw .closed(by: address, "\(error)")
        }
    }

    /// Sends the ciphertext that waits, as far as the system takes it.
    private borrowing func flush() throws(AerospikeError) {
        guard let engine else { return }
        do throws(SystemError) {
            // The engine lends its buffer for the length of each call.
            try unsafe engine.drain { bytes throws(SystemError) in try unsafe socket.send(bytes) }
        } catch {
            throw lastWords(of: engine) ?? .closed(by: address, "\(error)")
        }
    }

    /// Why the server closed a connection, when it has said so before.
    private borrowing func lastWords(of engine: TLSEngine) -> AerospikeError? {
        var nowhere = FrameAssembler()
        do throws(AerospikeError) {
            _ = try? socket.receive(into: engine)
            guard try engine.shakeHands() else { return located(engine.hungUp) }
            _ = try engine.read(into: &nowhere)
            return nil
        } catch {
            return located(error)
        }
    }

    /// Reads what has arrived, into the free end of a frame assembler.
    borrowing func receive(into assembler: inout FrameAssembler) throws(AerospikeError) -> Socket.Reception {
        let reception: Socket.Reception
        do throws(SystemError) {
            guard let engine else { return try socket.receive(into: &assembler) }
            reception = try socket.receive(into: engine)
        } catch {
            throw engine.flatMap { lastWords(of: $0) } ?? .closed(by: address, "\(error)")
        }
        return try decrypt(reception, into: &assembler)
    }

    /// Decrypts all that has arrived, so that nothing is left here of which the system would not tell again.
    private borrowing func decrypt(
        _ reception: Socket.Reception,
        into assembler: inout FrameAssembler
    ) throws(AerospikeError) -> Socket.Reception {
        guard let engine else { return reception }
        do throws(AerospikeError) {
            let count = try engine.read(into: &assembler)
            if count > 0 { return .bytes(count) }
            return reception == .end || engine.hasEnded ? .end : .none
        } catch {
            throw located(error)
        }
    }

    /// Lends itself to a body, for owners that hold it as an optional.
    borrowing func lend<Value>(
        to body: (borrowing Channel) throws(AerospikeError) -> Value
    ) throws(AerospikeError) -> Value {
        try body(self)
    }

    /// Ends the connection in good order, as far as that goes without waiting.
    borrowing func close() {
        guard let engine else { return }
        engine.end()
        try? flush()
    }

    /// The same error, with the server's address.
    private borrowing func located(_ error: AerospikeError) -> AerospikeError {
        var error = error
        error.node = address.description
        return error
    }
}
