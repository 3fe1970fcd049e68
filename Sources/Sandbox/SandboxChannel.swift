internal import AerospikeSDK
internal import Glibc

/// A client's socket, and TLS on top of it where its node speaks that; the connection does not see the difference.
///
/// Nothing here waits: a client that is slow, or falls silent in the middle of a handshake, keeps nobody else waiting.
struct SandboxChannel: ~Copyable {
    /// What a read brought.
    enum Reception {
        /// Something, so that there may be more.
        case some
        /// Nothing just now.
        case none
        /// The end of the connection.
        case end
    }

    let descriptor: Int32
    private let engine: TLSEngine?

    /// Takes over an accepted socket.
    ///
    /// - Parameter context: What the node shows its clients, or `nil` to talk in clear.
    init(_ descriptor: Int32, _ context: TLSContext?) throws(AerospikeError) {
        self.descriptor = descriptor
        do throws(AerospikeError) {
            engine = if let context { try TLSEngine(accepting: context) } else { nil }
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit {
        engine?.end()
        _ = flush()
        close(descriptor)
    }

    /// Whether something that was taken to be sent still waits here.
    var hasUnsent: Bool { engine?.hasCiphertext ?? false }

    /// What both ends have agreed on, once they have; `nil` for a channel in clear.
    var summary: TLSSummary? { engine?.summary }

    /// Sends what the system takes.
    ///
    /// - Returns: How many bytes were taken, some of which may still wait here, or `nil` when the connection is gone.
    borrowing func send(_ bytes: [UInt8], from offset: Int) -> Int? {
        guard let engine else { return SandboxSocket.send(bytes[offset...], on: descriptor) }
        var count = 0
        repeat {
            guard let taken = try? engine.write(bytes, from: offset + count), flush() else { return nil }
            count += taken
        } while !engine.hasCiphertext && offset + count < bytes.count
        return count
    }

    /// Reads what has arrived, into the free end of a frame assembler.
    borrowing func receive(into assembler: inout FrameAssembler) -> Reception {
        // Both lend their buffer's free end, and the call is given its length.
        let count =
            if let engine {
                unsafe engine.take { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) } ?? 0
            } else {
                unsafe assembler.fill { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
            }
        if count == 0 { return .end }
        if count < 0 { return errno == EAGAIN || errno == EINTR ? .none : .end }
        return decrypt(into: &assembler) ? .some : .end
    }

    /// Goes on with the handshake, or decrypts what came after it.
    ///
    /// - Returns: Whether the connection still lives.
    private borrowing func decrypt(into assembler: inout FrameAssembler) -> Bool {
        guard let engine else { return true }
        // Also a client that is refused is told why.
        defer { _ = flush() }
        do throws(AerospikeError) {
            if try engine.shakeHands() { _ = try engine.read(into: &assembler) }
            return !engine.hasEnded
        } catch {
            return false
        }
    }

    /// Sends the ciphertext that waits, as far as the system takes it.
    ///
    /// - Returns: Whether the connection still lives.
    private borrowing func flush() -> Bool {
        guard let engine else { return true }
        var lives = true
        // The engine lends its buffer for the length of each call, which is told how much there is.
        unsafe engine.drain { bytes in
            let count = unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            lives = count >= 0 || errno == EAGAIN || errno == EINTR
            return count
        }
        return lives
    }
}
