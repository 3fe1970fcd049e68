import Glibc

@testable import AerospikeSDK

/// A server of one node that answers info requests as it should, and each command as its script says.
///
/// When the script is at its end, every command is answered properly, unless the test says otherwise: a read with a record that holds the digest that was
/// asked for, so that a test sees whether an answer is the right one.
final class ScriptedPeer: Sendable {
    /// One thing that the peer does about a command.
    enum Step: Sendable {
        /// Sends these bytes.
        case send([UInt8])
        /// Sends the proper answer.
        case answer
        /// Waits until the test lets it go on.
        case wait(ThreadSignal<Void>)
        /// Closes the connection.
        case close
        /// Resets the connection, as a server that crashes does.
        case reset
    }

    private struct State {
        var script: [[Step]]
        /// What is done about every command when the script is at its end.
        var habit = [Step.answer]
        var commands: [[UInt8]] = []
        /// What it says of itself instead of what a well-behaved server would.
        var sayings: [String: String] = [:]
        /// The info requests that have come so far.
        var questions: [[String]] = []
        var connections: Set<Int32> = []
        var acceptedCount = 0
        var isListening = true

        func disconnect() {
            for connection in connections { shutdown(connection, Int32(SHUT_RDWR)) }
        }
    }

    let port: UInt16
    /// The peer's logins, or `nil` where it has no security.
    let door: PeerDoor?
    private let listener: Int32
    private let state: Lock<State>

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - script: What to do about the first command, the second …, and nothing more after `silence`.
    ///   - door: Who is let in; everybody unless given.
    init(_ script: [[Step]] = [], door: PeerDoor? = nil) throws {
        self.door = door
        (listener, port) = try PeerSocket.listening()
        state = Lock(State(script: script))
        let (listener, weakSelf) = (listener, Weak(self))
        try Thread.start {
            while let connection = PeerSocket.accept(from: listener) { weakSelf.value?.welcome(connection) }
            weakSelf.value?.state.withLock { $0.isListening = false }
            close(listener)
        }
    }

    deinit { stop() }

    /// Where clients find the peer.
    var definition: ClusterDefinition { ClusterDefinition("127.0.0.1", port) }

    /// How many commands have come so far.
    var commandCount: Int { state.withLock { $0.commands.count } }

    /// The commands that have come so far.
    var commands: [Message] {
        state.withLock { $0.commands }.compactMap { try? messages(in: Array($0.dropFirst(FrameHeader.length))).first }
    }

    /// The names of each info request that has come so far.
    var questions: [[String]] { state.withLock { $0.questions } }

    /// Answers an info request otherwise than a well-behaved server would.
    func say(_ value: String, for name: String) { state.withLock { $0.sayings[name] = value } }

    /// How many connections there have been so far, those for info requests included.
    var acceptedCount: Int { state.withLock { $0.acceptedCount } }

    /// How many connections there are.
    var connectionCount: Int { state.withLock { $0.connections.count } }

    /// Changes what is done about every command when the script is at its end.
    func setHabit(_ steps: Step...) { state.withLock { $0.habit = steps } }

    // The number of a socket that is closed goes to the next one that anybody opens: sockets are shut down under the lock
    // under which they are known, and only until they are closed.

    /// Ends every connection; further ones are welcome.
    func disconnect() { state.withLock { $0.disconnect() } }

    /// Ends every connection, and takes no more.
    func stop() {
        state.withLock { state in
            if state.isListening { shutdown(listener, Int32(SHUT_RDWR)) }
            state.isListening = false
            state.disconnect()
        }
    }

    private func welcome(_ connection: Int32) {
        let isWelcome = state.withLock { state in
            guard state.isListening else { return false }
            state.acceptedCount += 1
            state.connections.insert(connection)
            door?.welcome(connection)
            return true
        }
        let serve = { @Sendable [weak self] in
            while let frame = PeerSocket.frame(from: connection), let self, self.answer(frame, on: connection) {}
            self?.state.withLock { _ = $0.connections.remove(connection) }
            close(connection)
        }
        guard isWelcome, (try? Thread.start(serve)) != nil else {
            close(connection)
            return
        }
    }

    /// Answers a request.
    ///
    /// - Returns: Whether the connection stays open.
    private func answer(_ frame: [UInt8], on connection: Int32) -> Bool {
        if let door {
            if frame[1] == FrameType.admin.rawValue {
                return door.answer(frame, on: connection).map { PeerSocket.send($0, on: connection) } ?? false
            }
            guard door.admits(connection) else { return false }
        }
        guard frame[1] == FrameType.message.rawValue else {
            let names = PeerAnswers.names(frame)
            let sayings = state.withLock { state in
                state.questions.append(names)
                return state.sayings
            }
            return PeerSocket.send(PeerAnswers.info(names, saying: sayings), on: connection)
        }
        let steps = state.withLock { state in
            state.commands.append(frame)
            return state.script.isEmpty ? state.habit : state.script.removeFirst()
        }
        for step in steps {
            switch step {
            case .send(let bytes): guard PeerSocket.send(bytes, on: connection) else { return false }
            case .answer: guard PeerSocket.send(PeerAnswers.command(frame), on: connection) else { return false }
            case .wait(let signal): signal.wait()
            case .close: return false
            case .reset:
                PeerSocket.resetWhenClosed(connection)
                return false
            }
        }
        return true
    }
}

private final class Weak: Sendable {
    // Set once, before the thread that reads it begins.
    private nonisolated(unsafe) weak var peer: ScriptedPeer?

    init(_ peer: ScriptedPeer) { unsafe self.peer = peer }

    var value: ScriptedPeer? { unsafe peer }
}
