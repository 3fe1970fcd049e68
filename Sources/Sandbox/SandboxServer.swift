internal import AerospikeSDK
internal import Glibc

/// The sandbox's thread: listeners, connections, and the clock, around ``SandboxState``.
///
/// Confined to one thread: nothing here is touched from another; wishes come through the mailbox.
final class SandboxServer {
    var state: SandboxState
    /// How far the sandbox's clock is ahead of the system's.
    var clockOffset: Duration = .zero
    private(set) var isRunning = true
    /// What is done when everything is closed.
    var afterStop: [@Sendable () -> Void] = []

    let poller: SandboxPoller
    let board: SandboxBoard
    private let mailbox: SandboxMailbox
    var doors: [SandboxDoor] = []
    var connections: [Int32: SandboxConnection] = [:]
    /// The connections whose answer is held back, and until when.
    var held: [Int32: ContinuousClock.Instant] = [:]
    /// Which node listens on a socket.
    var listeners: [Int32: Int] = [:]
    /// Whether the process is out of descriptors: until a connection ends, none is accepted.
    private var isShortOfDescriptors = false

    init(_ configuration: SandboxConfiguration, board: SandboxBoard, mailbox: SandboxMailbox) throws(AerospikeError) {
        self.board = board
        self.mailbox = mailbox
        poller = try SandboxPoller()
        poller.add(mailbox.descriptor, .read)
        state = SandboxState(configuration, ports: [])
        for _ in 0..<configuration.nodeCount { try addNode() }
        state.forgetHistory()
        publish()
    }

    deinit { closeEverything() }

    private func closeEverything() {
        for descriptor in connections.keys { close(descriptor) }
        for door in doors { close(door.descriptor) }
        (connections, doors, listeners, held) = ([:], [], [:], [:])
    }

    var now: SandboxTime { .now.advanced(by: clockOffset) }

    /// Serves until it is told to stop.
    func run() {
        while isRunning {
            for (descriptor, interest) in poller.wait(timeUntilNextRelease) { handle(descriptor, interest) }
            releaseHeld()
        }
        closeEverything()
        for job in mailbox.closeAndTake() { job(self) }
        for action in afterStop { action() }
    }

    func stop() { isRunning = false }

    private func handle(_ descriptor: Int32, _ interest: SandboxPoller.Interest) {
        if descriptor == mailbox.descriptor {
            for job in mailbox.take() { job(self) }
        } else if let node = listeners[descriptor] {
            accept(from: descriptor, node)
        } else if connections[descriptor] != nil {
            serve(descriptor, interest)
        }
    }

    private func accept(from listener: Int32, _ node: Int) {
        while true {
            switch SandboxSocket.accept(from: listener) {
            case .success(let descriptor): welcome(descriptor, node)
            case .failure(let error):
                if error.number == EMFILE || error.number == ENFILE {
                    isShortOfDescriptors = true
                    for listener in listeners.keys { poller.change(listener, []) }
                }
                if !error.isNothing || error.number == EAGAIN { return }
            }
        }
    }

    private func welcome(_ descriptor: Int32, _ node: Int) {
        guard state.nodes[node].counters.connectionsOpen < SandboxLimits.connectionsPerNode else {
            close(descriptor)
            return
        }
        state.nodes[node].counters.connectionsAccepted += 1
        state.nodes[node].counters.connectionsOpen += 1
        var connection = SandboxConnection(node: node)
        connection.interest = doors[node].isPaused ? [] : .read
        connections[descriptor] = connection
        poller.add(descriptor, connection.interest)
    }

    /// Ends a connection that has been taken out of the table.
    func end(_ descriptor: Int32, _ connection: SandboxConnection, withReset: Bool = false) {
        held[descriptor] = nil
        state.nodes[connection.node].counters.connectionsOpen -= 1
        state.nodes[connection.node].forget(connection.userAgent)
        if withReset { SandboxSocket.reset(descriptor) } else { close(descriptor) }
        guard isShortOfDescriptors else { return }
        isShortOfDescriptors = false
        for listener in listeners.keys { poller.change(listener, .read) }
    }
}
