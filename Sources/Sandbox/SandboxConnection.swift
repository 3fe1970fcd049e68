internal import AerospikeSDK

/// One client's connection: what has arrived, and what is still to be sent.
///
/// A connection is served one request at a time, as on a real server: the next request waits until the answer before is
/// on its way. It belongs to the sandbox's thread.
final class SandboxConnection {
    let token: UInt64
    let node: Int
    var assembler = FrameAssembler()
    /// What the client calls itself.
    var userAgent: String?
    /// Who is logged in.
    var user: String?
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
    private let channel: SandboxChannel
    private var output: [UInt8] = []
    /// How much of the output has gone.
    private var sentCount = 0

    /// Takes over an accepted socket.
    init(token: UInt64, channel: consuming SandboxChannel, node: Int, interest: Poller.Readiness) {
        self.token = token
        self.channel = channel
        self.node = node
        self.interest = interest
    }

    /// The number under which the system knows the socket.
    var descriptor: Int32 { channel.descriptor }

    /// What both ends have agreed on, once they have; `nil` for a connection in clear.
    private(set) var summary: TLSSummary?

    /// Whom the client's certificate names, where it has shown one.
    var certificateUser: String? { summary?.certificate?.commonName }

    var hasOutput: Bool { sentCount < output.count || channel.hasUnsent }

    /// How much memory the connection takes, in bytes.
    var bufferedBytes: Int { assembler.pending + output.count }

    /// Whether the connection waits to be written to, or for another turn.
    var isBusy: Bool { hasOutput || query != nil || closesAfterOutput || isCutShort }

    func enqueue(_ bytes: [UInt8]) {
        if output.isEmpty { output = bytes } else { output += bytes }
    }

    /// Sends what the socket takes.
    ///
    /// - Returns: Whether the connection still lives.
    func flush() -> Bool {
        guard hasOutput else { return true }
        repeat {
            guard let count = channel.send(output, from: sentCount) else { return false }
            sentCount += count
            if count == 0 { break }
        } while hasOutput && !channel.hasUnsent
        if !hasOutput { (output, sentCount) = ([], 0) }
        return true
    }

    /// Reads what has arrived.
    ///
    /// - Parameter limit: The most bytes that may be waiting.
    /// - Returns: Whether the connection still lives.
    func receive(upTo limit: Int) -> Bool {
        for _ in 0..<SandboxLimits.readsPerTurn {
            switch channel.receive(into: &assembler) {
            case .end: return false
            case .none: return true
            case .some:
                if summary == nil { summary = channel.summary }
                if assembler.pending > limit { return false }
            }
        }
        return true
    }
}
