internal import AerospikeSDK
internal import Glibc

/// The front's thread: its ports, and the pipes between clients and nodes.
///
/// Confined to one thread; wishes come through the mailbox.
final class SandboxFrontServer {
    private let kind: SandboxFront.Kind
    private let board: SandboxBoard
    private let mailbox: SandboxMailbox<SandboxFrontServer>
    private var poller: Poller
    private var isRunning = true
    private var afterStop: [@Sendable () -> Void] = []

    private(set) var hosts: [Host] = []
    private(set) var counters = SandboxFront.Counters()
    private(set) var conduct = SandboxFront.Conduct.passing
    /// The sockets that listen; their tokens are their places counted from 1.
    private var gates: [Int32] = []
    private var pipes: [UInt64: (pipe: SandboxPipe, end: SandboxPipe.End)] = [:]
    private var lastToken: UInt64
    /// How many connections have been given to a node.
    private var turn = 0
    /// When to try to accept again, when the process was out of descriptors.
    private var nextAcceptance: MonotonicTime?

    init(
        _ kind: SandboxFront.Kind,
        _ board: SandboxBoard,
        _ mailbox: SandboxMailbox<SandboxFrontServer>,
        firstPort: UInt16?
    ) throws {
        (self.kind, self.board, self.mailbox) = (kind, board, mailbox)
        poller = try Poller.make()
        let count = kind == .loadBalancer ? 1 : board.nodes.count
        lastToken = UInt64(count)
        for number in 0..<count {
            guard let port = UInt16(exactly: firstPort.map { Int($0) + SandboxLimits.portsPerNode * number } ?? 0)
            else {
                throw AerospikeError(.invalidArgument, "the front would need a port above 65535")
            }
            try open(port)
        }
        mailbox.open(wakeDescriptor: poller.wakeDescriptor)
    }

    deinit { closeEverything() }

    private func open(_ wanted: UInt16) throws {
        let descriptor = try SandboxSocket.bound(to: wanted)
        gates.append(descriptor)
        let port = SandboxSocket.port(of: descriptor)
        hosts.append(Host("127.0.0.1", port))
        try SandboxSocket.startListening(descriptor, port)
        try poller.add(descriptor, .readable, token: UInt64(gates.count))
    }

    private func closeEverything() {
        for gate in gates { close(gate) }
        (gates, pipes) = ([], [:])
    }

    /// Serves until it is told to stop.
    func run() {
        while isRunning {
            let deadline = nextAcceptance ?? .distantFuture
            for index in 0..<poller.wait(milliseconds: MonotonicTime.now().milliseconds(until: deadline)) {
                if let (token, readiness) = poller.event(index) { handle(token, readiness) }
            }
            for job in mailbox.take() { job(self) }
            acceptAgain()
        }
        closeEverything()
        for job in mailbox.closeAndTake() { job(self) }
        for action in afterStop { action() }
    }

    /// Ends the thread; `then` is called when everything is closed.
    func stop(then: @escaping @Sendable () -> Void) {
        isRunning = false
        afterStop.append(then)
    }

    func setConduct(_ conduct: SandboxFront.Conduct) {
        self.conduct = conduct
        for (pipe, end) in pipes.values where end == .client {
            if pipe.isBroken, conduct == .passing { cut(pipe) } else { watch(pipe) }
        }
    }

    func resetConnections() {
        for (pipe, end) in pipes.values where end == .client { cut(pipe) }
    }
}

extension SandboxFrontServer {
    private func handle(_ token: UInt64, _ readiness: Poller.Readiness) {
        if let (pipe, end) = pipes[token] {
            serve(pipe, end, readiness)
        } else if token <= gates.count {
            accept(at: Int(token) - 1)
        }
    }

    private func accept(at gate: Int) {
        while true {
            do {
                guard let client = try SandboxSocket.accept(from: gates[gate]) else { return }
                welcome(client, gate)
            } catch {
                guard error.number == EMFILE || error.number == ENFILE else { return }
                nextAcceptance = .now().advanced(by: SandboxLimits.acceptanceBreak)
                for (index, gate) in gates.enumerated() { try? poller.change(gate, [], token: UInt64(index + 1)) }
                return
            }
        }
    }

    private func acceptAgain() {
        guard let time = nextAcceptance, time <= .now() else { return }
        nextAcceptance = nil
        for (index, gate) in gates.enumerated() { try? poller.change(gate, .readable, token: UInt64(index + 1)) }
    }

    /// Joins a client to a node; where there is none, the client is cut off.
    private func welcome(_ client: Int32, _ gate: Int) {
        guard let port = nextPort(gate), counters.connectionsOpen < SandboxLimits.connectionsPerNode,
            let node = try? SandboxSocket.connecting(to: port)
        else {
            SandboxSocket.prepareReset(client)
            close(client)
            return
        }
        let pipe = SandboxPipe(
            gate: gate, client: .init(token: nextToken(), descriptor: client, interest: []),
            node: .init(token: nextToken(), descriptor: node, interest: []))
        for end in SandboxPipe.End.allCases {
            guard (try? poller.add(pipe[end].descriptor, [], token: pipe[end].token)) != nil else { return }
        }
        for end in SandboxPipe.End.allCases { pipes[pipe[end].token] = (pipe, end) }
        counters.connectionsAccepted += 1
        counters.connectionsOpen += 1
        watch(pipe)
    }

    /// Where a connection goes: to the node of its address, or to the next that is up.
    private func nextPort(_ gate: Int) -> UInt16? {
        let nodes = board.nodes
        guard kind == .loadBalancer else { return nodes.indices.contains(gate) ? nodes[gate].host.port : nil }
        let up = nodes.filter(\.isUp)
        guard !up.isEmpty else { return nil }
        turn += 1
        return up[(turn - 1) % up.count].host.port
    }

    private func nextToken() -> UInt64 {
        lastToken += 1
        return lastToken
    }
}

extension SandboxFrontServer {
    private func serve(_ pipe: SandboxPipe, _ end: SandboxPipe.End, _ readiness: Poller.Readiness) {
        guard readiness.isDisjoint(with: .gone), end == .client || pipe.connect() else { return cut(pipe) }
        if readiness.contains(.readable), conduct != .paused {
            guard let count = pipe.receive(from: end, swallows: conduct == .swallowing) else { return cut(pipe) }
            if end == .client { counters.bytesFromClients += count } else { counters.bytesFromNodes += count }
        }
        let lives = pipe.flush(.client) && (!pipe.isConnected || pipe.flush(.node))
        if lives, !pipe.isFinished { watch(pipe) } else { finish(pipe) }
    }

    /// Waits for what a pipe needs next.
    private func watch(_ pipe: SandboxPipe) {
        for end in SandboxPipe.End.allCases {
            let interest = pipe.interest(of: end, passes: conduct != .paused)
            guard interest != pipe[end].interest else { continue }
            pipe[end].interest = interest
            guard (try? poller.change(pipe[end].descriptor, interest, token: pipe[end].token)) != nil else {
                return cut(pipe)
            }
        }
    }

    /// Ends a pipe with a reset on both sides.
    private func cut(_ pipe: SandboxPipe) {
        pipe.prepareReset()
        finish(pipe)
    }

    /// Ends a pipe; it is closed when nobody holds it any more.
    private func finish(_ pipe: SandboxPipe) {
        for end in SandboxPipe.End.allCases {
            poller.remove(pipe[end].descriptor)
            pipes[pipe[end].token] = nil
        }
        counters.connectionsOpen -= 1
    }
}
