import AerospikeSDK
import Dispatch
import Glibc
import Synchronization

/// Stands before a server and makes it distant: whatever passes takes a time in each direction, the connection itself a
/// whole round trip.
final class DistantFront: Sendable {
    let port: UInt16
    private let target: UInt16
    private let delay: Double
    private let listener: Int32
    private let sockets = Mutex<[Int32]>([])

    /// Begins to listen.
    ///
    /// - Parameter delay: The time of one direction, in seconds.
    init(to target: UInt16, delay: Double) throws {
        self.target = target
        self.delay = delay
        (listener, port) = try LoopbackSocket.listening()
        let front = self
        onThread { front.accept() }
    }

    /// Ends every connection.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        for socket in sockets.withLock({ $0 }) { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    private func accept() {
        // A thread waits for clients, and two more for each of them; the sockets are shut down to end them.
        while case let client = Glibc.accept(listener, nil, nil), client >= 0 {
            guard let server = try? LoopbackSocket.connected(to: target) else {
                close(client)
                continue
            }
            sockets.withLock { $0 += [client, server] }
            let ends = Ends(client, server)
            // The client has its connection at once here: the round trip that it takes elsewhere is added to its first
            // words.
            onThread { self.pass(from: client, to: server, first: 3 * self.delay, ends) }
            onThread { self.pass(from: server, to: client, first: self.delay, ends) }
        }
        close(listener)
    }

    /// Passes on what comes, each piece late by the delay.
    private func pass(from source: Int32, to sink: Int32, first: Double, _ ends: Ends) {
        let queue = DispatchQueue(label: "front")
        var delay = first
        while let bytes = LoopbackSocket.receive(from: source) {
            queue.asyncAfter(deadline: .now() + delay) { LoopbackSocket.send(bytes, on: sink) }
            delay = self.delay
        }
        queue.asyncAfter(deadline: .now() + delay) {
            shutdown(sink, Int32(SHUT_WR))
            ends.close()
        }
    }
}

/// The two sockets of a connection, closed when both directions have ended.
private final class Ends: Sendable {
    private let sockets: [Int32]
    private let open = Atomic<Int>(2)

    init(_ sockets: Int32...) { self.sockets = sockets }

    func close() {
        guard open.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 else { return }
        for socket in sockets { Glibc.close(socket) }
    }
}
