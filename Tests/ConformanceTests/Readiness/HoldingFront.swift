import Dispatch
import Glibc

@testable import AerospikeSDK

/// Stands before a server and holds back what a client says first, until so many connections have begun to speak.
///
/// A client that waits for one connection before it begins the next never gets anywhere.
final class HoldingFront: Sendable {
    let port: UInt16
    private let listener: Int32
    private let target: UInt16
    private let awaited: DispatchGroup

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - target: The server's port on the loopback interface.
    ///   - awaited: What the first word of the first connection leaves, and what all the connections wait for.
    init(to target: UInt16, awaited: DispatchGroup) throws {
        self.target = target
        self.awaited = awaited
        (listener, port) = try Loopback.listening()
        let front = self
        try Thread.start { front.accept() }
    }

    /// Lets nobody in any more; connections that stand end with their client.
    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func accept() {
        var isFirst = true
        while case let client = Glibc.accept(listener, nil, nil), client >= 0 {
            let leaves = isFirst
            isFirst = false
            if (try? Thread.start { self.serve(client, leaves: leaves) }) == nil { close(client) }
        }
        close(listener)
    }

    private func serve(_ client: Int32, leaves: Bool) {
        defer { close(client) }
        guard let server = try? Loopback.connect(to: target) else { return }
        defer { close(server) }
        var isHeld = true
        while true {
            let (fromClient, fromServer) = Loopback.wait(for: client, server)
            if fromClient {
                guard let bytes = Loopback.receive(from: client) else { return }
                if isHeld {
                    if leaves { awaited.leave() }
                    awaited.wait()
                    isHeld = false
                }
                guard Loopback.send(bytes, on: server) else { return }
            }
            if fromServer {
                guard let bytes = Loopback.receive(from: server), Loopback.send(bytes, on: client) else { return }
            }
        }
    }
}
