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
    private let sockets = Mutex<Set<Int32>>([])

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
        sockets.withLock { sockets in
            for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }

    private func accept() {
        // A thread waits for clients, and two more for each of them; the sockets are shut down to end them.
        while case let client = Glibc.accept(listener, nil, nil), client >= 0 {
            guard let server = try? LoopbackSocket.connected(to: target) else {
                Glibc.close(client)
                continue
            }
            sockets.withLock { $0.formUnion([client, server]) }
            let ends = Ends { self.close(client, server) }
            // The client has its connection at once here: the round trip that it takes elsewhere is added to its first
            // words.
            onThread { self.pass(from: client, to: server, first: 3 * self.delay, ends) }
            onThread { self.pass(from: server, to: client, first: self.delay, ends) }
        }
        Glibc.close(listener)
    }

    private func close(_ ends: Int32...) {
        // Under the lock, because their numbers go to the next sockets that are opened.
        sockets.withLock { sockets in
            sockets.subtract(ends)
            for socket in ends { Glibc.close(socket) }
        }
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

/// The two directions of a connection, which is over when both have ended.
private final class Ends: Sendable {
    private let open = Atomic<Int>(2)
    private let end: @Sendable () -> Void

    init(_ end: @escaping @Sendable () -> Void) { self.end = end }

    func close() {
        if open.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { end() }
    }
}
