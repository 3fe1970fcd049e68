import Glibc
import Synchronization

@testable import AerospikeSDK

/// A server of one node that answers info requests as it should, and each command as its script says.
///
/// When the script is at its end, every command is answered properly: a read with a record that holds the digest that was
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
        var commandCount = 0
        var connections: Set<Int32> = []
        var acceptedCount = 0
        var isStopped = false
    }

    /// What the peer shares with its threads, which may outlive it.
    private final class Shared: Sendable {
        private let state: Mutex<State>

        init(_ script: [[Step]]) { state = Mutex(State(script: script)) }

        func withLock<Value: Sendable>(_ body: (inout State) -> Value) -> Value { state.withLock { body(&$0) } }
    }

    let port: UInt16
    private let listener: Int32
    private let state: Shared

    /// Begins to listen.
    ///
    /// - Parameter script: What to do about the first command, the second …, and nothing more after `silence`.
    init(_ script: [[Step]] = []) throws {
        (listener, port) = try PeerSocket.listening()
        state = Shared(script)
        let (listener, weakSelf) = (listener, Weak(self))
        try Thread.start {
            while let connection = PeerSocket.accept(from: listener) { weakSelf.value?.welcome(connection) }
        }
    }

    deinit { stop() }

    /// Where clients find the peer.
    var definition: ClusterDefinition { ClusterDefinition("127.0.0.1", port) }

    /// How many commands have come so far.
    var commandCount: Int { state.withLock { $0.commandCount } }

    /// How many connections there have been so far, those for info requests included.
    var acceptedCount: Int { state.withLock { $0.acceptedCount } }

    /// How many connections there are.
    var connectionCount: Int { state.withLock { $0.connections.count } }

    /// Adds to the script.
    func script(_ steps: Step...) { state.withLock { $0.script.append(steps) } }

    /// Ends every connection.
    func stop() {
        state.withLock { state in
            guard !state.isStopped else { return }
            state.isStopped = true
            shutdown(listener, Int32(SHUT_RDWR))
            // Under the lock: once a connection is closed, its number may be another one's.
            for connection in state.connections { shutdown(connection, Int32(SHUT_RDWR)) }
        }
    }

    private func welcome(_ connection: Int32) {
        let isWelcome = state.withLock { state in
            guard !state.isStopped else { return false }
            state.acceptedCount += 1
            state.connections.insert(connection)
            return true
        }
        let serve = { @Sendable [weak self, state] in
            while let frame = PeerSocket.frame(from: connection), let self, self.answer(frame, on: connection) {}
            state.withLock { state in
                state.connections.remove(connection)
                close(connection)
            }
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
        guard frame[1] == FrameType.message.rawValue else {
            return PeerSocket.send(PeerAnswers.info(frame), on: connection)
        }
        let steps = state.withLock { state in
            state.commandCount += 1
            return state.script.isEmpty ? [.answer] : state.script.removeFirst()
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
