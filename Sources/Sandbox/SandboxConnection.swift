internal import AerospikeSDK

/// One client's connection: what has arrived, and what is still to be sent.
///
/// A connection is served one request at a time, as on a real server: the next request waits until the answer before is
/// on its way.
struct SandboxConnection {
    let node: Int
    var assembler = FrameAssembler()
    var userAgent: String?
    /// A query whose answer is not complete.
    var query: SandboxQuery?
    /// Whether the answer in `output` is held back.
    var isHeld = false
    /// Whether the connection ends when everything is sent.
    var closesAfterOutput = false
    /// Whether it had its turn before all that had arrived was done.
    var isCutShort = false
    var interest: SandboxPoller.Interest = .read
    private var output: ArraySlice<UInt8> = []

    init(node: Int) {
        self.node = node
    }

    var hasOutput: Bool { !output.isEmpty }

    /// Whether the connection waits to be written to, or for another turn.
    var isBusy: Bool { !output.isEmpty || query != nil || closesAfterOutput || isCutShort }

    mutating func enqueue(_ bytes: [UInt8]) {
        if output.isEmpty { output = bytes[...] } else { output += bytes }
    }

    /// Sends what the socket takes.
    ///
    /// - Returns: Whether the connection still lives.
    mutating func flush(to descriptor: Int32) -> Bool {
        while !output.isEmpty {
            guard let count = SandboxSocket.send(output, on: descriptor) else { return false }
            guard count > 0 else { return true }
            output = output.dropFirst(count)
        }
        output = []
        return true
    }
}
