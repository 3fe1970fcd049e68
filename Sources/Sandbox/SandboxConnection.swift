internal import AerospikeSDK
internal import Glibc

/// One client's connection: what has arrived, and what is still to be sent.
///
/// A connection is served one request at a time, as on a real server: the next request waits until the answer before is
/// on its way. It belongs to the sandbox's thread.
final class SandboxConnection {
    let token: UInt64
    let descriptor: Int32
    let node: Int
    var assembler = FrameAssembler()
    /// What the client calls itself.
    var userAgent: String?
    /// A query whose answer is not complete.
    var query: SandboxQuery?
    /// Until when the answer in `output` is held back.
    var heldUntil: MonotonicTime?
    /// Whether the connection ends when everything is sent.
    var closesAfterOutput = false
    /// Whether it had its turn before all that had arrived was done.
    var isCutShort = false
    /// What the thread waits for on its behalf.
    var interest: Poller.Readiness
    private var output: ArraySlice<UInt8> = []

    /// Takes over an accepted socket.
    init(token: UInt64, descriptor: Int32, node: Int, interest: Poller.Readiness) {
        self.token = token
        self.descriptor = descriptor
        self.node = node
        self.interest = interest
    }

    deinit { close(descriptor) }

    var hasOutput: Bool { !output.isEmpty }

    /// How much memory the connection takes, in bytes.
    var bufferedBytes: Int { assembler.pending + output.count }

    /// Whether the connection waits to be written to, or for another turn.
    var isBusy: Bool { !output.isEmpty || query != nil || closesAfterOutput || isCutShort }

    func enqueue(_ bytes: [UInt8]) {
        if output.isEmpty { output = bytes[...] } else { output += bytes }
    }

    /// Sends what the socket takes.
    ///
    /// - Returns: Whether the connection still lives.
    func flush() -> Bool {
        while !output.isEmpty {
            guard let count = SandboxSocket.send(output, on: descriptor) else { return false }
            guard count > 0 else { return true }
            output = output.dropFirst(count)
        }
        output = []
        return true
    }

    /// Reads what has arrived.
    ///
    /// - Parameter limit: The most bytes that may be waiting.
    /// - Returns: Whether the connection still lives.
    func receive(upTo limit: Int) -> Bool {
        for _ in 0..<SandboxLimits.readsPerTurn {
            // The buffer is the assembler's own free end and is filled before the call returns.
            let count = unsafe assembler.fill { buffer in
                unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
            }
            if count == 0 { return false }
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            guard assembler.pending <= limit else { return false }
        }
        return true
    }
}
