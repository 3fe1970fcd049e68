internal import AerospikeSDK
internal import Glibc

/// A connection through a front: a client on one side, a node on the other.
///
/// It belongs to the front's thread.
final class SandboxPipe {
    /// Which end of the pipe.
    enum End: CaseIterable {
        case client, node

        var other: End { self == .client ? .node : .client }
    }

    /// One end's socket, and what is still to be sent to it.
    struct Side {
        let token: UInt64
        let descriptor: Int32
        var interest: Poller.Readiness
        var output: ArraySlice<UInt8> = []
    }

    /// Which of the front's addresses the client came to.
    let gate: Int
    private(set) var client: Side
    private(set) var node: Side
    /// Whether the way to the node stands.
    private(set) var isConnected = false
    /// Whether one side has said farewell: what it sent still goes to the other.
    private var isEnding = false
    /// Whether something was swallowed, after which neither side understands the other.
    private(set) var isBroken = false

    init(gate: Int, client: Side, node: Side) {
        self.gate = gate
        self.client = client
        self.node = node
    }

    deinit {
        close(client.descriptor)
        close(node.descriptor)
    }

    subscript(end: End) -> Side {
        get { end == .client ? client : node }
        set { if end == .client { client = newValue } else { node = newValue } }
    }

    /// Lets both sockets be closed with a reset instead of a farewell.
    func prepareReset() {
        for end in End.allCases { SandboxSocket.prepareReset(self[end].descriptor) }
    }

    /// Takes note that the way to the node stands, or not.
    ///
    /// - Returns: Whether it does.
    func connect() -> Bool {
        isConnected = isConnected || SandboxSocket.error(of: node.descriptor) == 0
        return isConnected
    }

    /// Sends an end what the other one has sent.
    ///
    /// - Returns: Whether the pipe still lives.
    func flush(_ end: End) -> Bool {
        while !self[end].output.isEmpty {
            guard let count = SandboxSocket.send(self[end].output, on: self[end].descriptor) else { return false }
            if count == 0 { return true }
            self[end].output = self[end].output.dropFirst(count)
        }
        return true
    }

    /// Whether one side is gone, and the other has everything that it sent.
    var isFinished: Bool { isEnding && client.output.isEmpty && node.output.isEmpty }

    /// Takes what an end has sent.
    ///
    /// - Parameter swallows: Whether it is thrown away.
    /// - Returns: How many bytes came, or `nil` when the connection broke.
    func receive(from end: End, swallows: Bool) -> Int? {
        let room = SandboxLimits.pipeLength - self[end.other].output.count
        guard room > 0, !isEnding else { return 0 }
        switch SandboxSocket.receive(upTo: room, on: self[end].descriptor) {
        case .broken: return nil
        case .nothing: return 0
        case .farewell:
            isEnding = true
            return 0
        case .bytes(let bytes):
            if swallows { isBroken = true } else { self[end.other].output += bytes }
            return bytes.count
        }
    }

    /// What to wait for at an end.
    ///
    /// - Parameter passes: Whether anything is passed on at all.
    func interest(of end: End, passes: Bool) -> Poller.Readiness {
        var interest: Poller.Readiness = []
        guard passes else { return interest }
        if end == .node, !isConnected { return .writable }
        if self[end.other].output.count < SandboxLimits.pipeLength, !isEnding { interest.insert(.readable) }
        if !self[end].output.isEmpty, isConnected { interest.insert(.writable) }
        return interest
    }
}
