import AerospikeSDK
import Glibc

/// An address that never answers: whoever connects to it waits, because the queue before it is full.
final class SilentSeed: Sendable {
    let host: Host
    private let descriptors: [Int32]

    init() throws {
        let (listener, port) = try LoopbackSocket.listening(backlog: 0)
        // The system lets one more in than the queue is said to hold.
        descriptors = [listener] + (try (0..<4).map { _ in try LoopbackSocket.connected(to: port, waits: false) })
        host = Host("127.0.0.1", port)
    }

    deinit {
        for descriptor in descriptors { close(descriptor) }
    }
}
