internal import AerospikeSDK
internal import Glibc

/// The sandbox's thread: listeners, connections, and the clock, around ``SandboxState``.
///
/// Confined to one thread: nothing here is touched from another; wishes come through the mailbox.
final class SandboxServer {
    var state: SandboxState
    /// How far the sandbox's clock is ahead of the system's.
    var clockOffset: Duration = .zero
    /// The certificates, where the nodes speak TLS; their files are gone with them.
    private(set) var security: SandboxSecurity?
    private var isRunning = true
    private var afterStop: [@Sendable () -> Void] = []

    private(set) var poller: Poller
    let board: SandboxBoard
    private let mailbox: SandboxMailbox<SandboxServer>
    var doors: [SandboxDoor] = []
    /// The connections by the token under which the poller knows them.
    var connections: [UInt64: SandboxConnection] = [:]
    /// The nodes whose listeners the poller knows by a token, and which of their entrances it is.
    var listeners: [UInt64: (node: Int, entrance: Int)] = [:]
    /// The connections whose answer is held back.
    var held: Set<UInt64> = []
    private var lastToken: UInt64 = 0
    /// When to try to accept again, when the process was out of descriptors.
    private var nextAcceptance: MonotonicTime?

    init(_ configuration: SandboxConfiguration, board: SandboxBoard, mailbox: SandboxMailbox<SandboxServer>) throws {
        self.board = board
        self.mailbox = mailbox
        poller = try Poller.make()
        security = try configuration.tls.map { try SandboxSecurity($0, in: SandboxFolder(at: configuration.folder)) }
        let accounts = try SandboxAccounts(configuration.users)
        doors = try SandboxDoor.all(of: configuration, context: security?.context())
        state = SandboxState(configuration, ports: doors.map(\.ports))
        state.accounts = accounts
        for node in doors.indices { try open(node) }
        board.files = security?.files
        publish()
        mailbox.open(wakeDescriptor: poller.wakeDescriptor)
    }

    deinit { closeEverything() }

    private func closeEverything() {
        for door in doors { door.closeEntrances() }
        (connections, doors, listeners, held) = ([:], [], [:], [])
        security = nil
    }

    var now: SandboxTime { .now.advanced(by: clockOffset) }

    /// Serves until it is told to stop.
    func run() {
        while isRunning {
            let deadline = min(nextRelease, nextAcceptance ?? .distantFuture)
            for index in 0..<poller.wait(milliseconds: MonotonicTime.now().milliseconds(until: deadline)) {
                if let (token, readiness) = poller.event(index) { handle(token, readiness) }
            }
            for job in mailbox.take() { job(self) }
            releaseHeld()
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

    /// A token that no other listener or connection has or had.
    func nextToken() -> UInt64 {
        lastToken += 1
        return lastToken
    }

    private func handle(_ token: UInt64, _ readiness: Poller.Readiness) {
        if let connection = connections[token] {
            serve(connection, readiness)
        } else if let (node, entrance) = listeners[token] {
            accept(on: node, through: doors[node].entrances[entrance])
        }
    }
}

extension SandboxServer {
    private func accept(on node: Int, through entrance: SandboxEntrance) {
        while true {
            do {
                guard let descriptor = try SandboxSocket.accept(from: entrance.descriptor) else { return }
                welcome(descriptor, node, entrance.context)
            } catch {
                guard error.number == EMFILE || error.number == ENFILE else { return }
                // Whoever waits stays ready to be accepted: without a break, the thread would spin.
                nextAcceptance = .now().advanced(by: SandboxLimits.acceptanceBreak)
                watchListeners([])
                return
            }
        }
    }

    private func welcome(_ descriptor: Int32, _ node: Int, _ context: TLSContext?) {
        let conduct = doors[node].conduct
        if conduct == .resetting { SandboxSocket.prepareReset(descriptor) }
        let interest: Poller.Readiness = conduct.isSilent ? [] : .readable
        guard let channel = try? SandboxChannel(descriptor, context), conduct != .resetting else { return }
        let connection = SandboxConnection(token: nextToken(), channel: channel, node: node, interest: interest)
        guard state.nodes[node].counters.connectionsOpen < SandboxLimits.connectionsPerNode,
            (try? poller.add(descriptor, interest, token: connection.token)) != nil
        else { return }
        state.nodes[node].counters.connectionsAccepted += 1
        state.nodes[node].counters.connectionsOpen += 1
        connections[connection.token] = connection
    }

    /// Ends a connection; it is closed when nobody holds it any more.
    func end(_ connection: SandboxConnection) {
        connections[connection.token] = nil
        held.remove(connection.token)
        poller.remove(connection.descriptor)
        state.nodes[connection.node].counters.connectionsOpen -= 1
        state.nodes[connection.node].forget(connection.userAgent)
    }

    private func acceptAgain() {
        guard let time = nextAcceptance, time <= .now() else { return }
        nextAcceptance = nil
        watchListeners(.readable)
    }

    private func watchListeners(_ interest: Poller.Readiness) {
        for (token, place) in listeners {
            let entrance = doors[place.node].entrances[place.entrance]
            try? poller.change(entrance.descriptor, interest, token: token)
        }
    }
}
