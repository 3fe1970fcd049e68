import Glibc

@testable import AerospikeSDK

/// What ends TLS in front of a plain server, such as stunnel or an ingress: frames pass through it in both directions.
final class TLSFront: Sendable {
    private struct State {
        var sockets: Set<Int32> = []
        var resumedCount = 0
        var clientNames: Set<String> = []
        var isStopped = false

        func hangUp() {
            for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }

    let port: UInt16
    private let listener: Int32
    private let target: UInt16
    private let context: TLSContext
    private let state = Lock(State())

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - target: The server's port on the loopback interface.
    ///   - clientCAFile: The authorities of which clients must have a certificate, or `nil` for none.
    ///   - protocols: The versions to accept; empty for all.
    init(
        to target: UInt16,
        identity: String = "server",
        clientCAFile: String? = nil,
        protocols: [String] = []
    ) throws {
        context = try .server(TLSFiles.identity(identity), clientCAFile: clientCAFile, protocols: protocols)
        self.target = target
        (listener, port) = try Loopback.listening()
        let front = self
        try Thread.start { front.accept() }
    }

    /// How many connections took up an earlier session.
    var resumedCount: Int { state.withLock { $0.resumedCount } }

    /// The names in the certificates that clients have shown.
    var clientNames: Set<String> { state.withLock { $0.clientNames } }

    /// Where clients find it.
    var definition: ClusterDefinition { ClusterDefinition("127.0.0.1", port).unhurried() }

    // The number of a socket that is closed goes to the next one that anybody opens: sockets are shut down under the lock
    // under which they are known, and only until they are closed.

    /// Ends every connection, and takes no more.
    func stop() {
        state.withLock { state in
            if !state.isStopped { shutdown(listener, Int32(SHUT_RDWR)) }
            state.isStopped = true
            state.hangUp()
        }
    }

    /// Hangs up on every client, and takes them again.
    func dropConnections() { state.withLock { $0.hangUp() } }

    /// Lends a front to a body.
    static func with<Result>(
        _ front: TLSFront,
        _ body: (TLSFront) async throws -> Result
    ) async throws -> Result {
        defer { front.stop() }
        return try await body(front)
    }

    private func accept() {
        // A thread waits for clients, and one more for each of them; the sockets are shut down to end them.
        while case let client = Glibc.accept(listener, nil, nil), client >= 0 {
            let isWelcome = state.withLock { state in
                if !state.isStopped { state.sockets.insert(client) }
                return !state.isStopped
            }
            let serve = { @Sendable in
                try? self.serve(client)
                self.state.withLock { _ = $0.sockets.remove(client) }
                close(client)
            }
            guard isWelcome, (try? Thread.start(serve)) != nil else {
                close(client)
                continue
            }
        }
        state.withLock { $0.isStopped = true }
        close(listener)
    }

    private func serve(_ client: Int32) throws {
        let engine = try TLSEngine(accepting: context)
        let server = try Loopback.connect(to: target)
        defer { close(server) }
        var assembler = FrameAssembler()
        while true {
            let (fromClient, fromServer) = Loopback.wait(for: client, server)
            if fromClient, !(try takeRequests(engine, client, server, &assembler)) { return }
            if fromServer, !(try giveAnswers(engine, client, server)) { return }
        }
    }

    /// Passes on what the client has sent; `false` at its end.
    private func takeRequests(
        _ engine: TLSEngine,
        _ client: Int32,
        _ server: Int32,
        _ assembler: inout FrameAssembler
    ) throws -> Bool {
        // The engine lends its buffer for the length of the call.
        guard let count = unsafe engine.take({ unsafe recv(client, $0.baseAddress, $0.count, 0) }), count > 0 else {
            return false
        }
        defer { Loopback.drain(engine, to: client) }
        let wasEstablished = engine.isEstablished
        guard try engine.shakeHands() else { return true }
        if !wasEstablished { note(engine.summary) }
        _ = try engine.read(into: &assembler)
        while let frame = try assembler.next() {
            var writer = ByteWriter()
            let body = try assembler.withBytes(of: frame) { [UInt8](copying: $0) }
            writer.frame(frame.type) { $0.append(body) }
            guard Loopback.send(writer.bytes, on: server) else { return false }
        }
        return !engine.hasEnded
    }

    private func note(_ summary: TLSSummary?) {
        state.withLock { state in
            if summary?.isResumed == true { state.resumedCount += 1 }
            if let name = summary?.certificate?.commonName { state.clientNames.insert(name) }
        }
    }

    /// Passes on what the server has answered; `false` at its end.
    private func giveAnswers(_ engine: TLSEngine, _ client: Int32, _ server: Int32) throws -> Bool {
        guard let bytes = Loopback.receive(from: server) else { return false }
        var offset = 0
        while offset < bytes.count {
            offset += try engine.write(bytes, from: offset)
            Loopback.drain(engine, to: client)
            if engine.hasCiphertext { return false }
        }
        return true
    }
}
