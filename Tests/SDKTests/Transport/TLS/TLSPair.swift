@testable import AerospikeSDK

/// The two ends of a connection within one test: what one has to send is carried to the other by hand.
final class TLSPair {
    let client: TLSEngine
    let server: TLSEngine
    var clientAssembler = FrameAssembler()
    var serverAssembler = FrameAssembler()
    /// How many bytes of ciphertext are carried at once.
    var pieceLength = Int.max

    init(
        _ configuration: TLSConfiguration = TLSFixture.configuration,
        name: String = "server.test",
        server context: TLSContext
    ) throws {
        client = try TLSEngine(connectingTo: TLSTarget(.client(configuration), name: name))
        server = try TLSEngine(accepting: context)
    }

    init(_ target: TLSTarget, server context: TLSContext) throws {
        client = try TLSEngine(connectingTo: target)
        server = try TLSEngine(accepting: context)
    }

    convenience init(
        _ configuration: TLSConfiguration = TLSFixture.configuration,
        name: String = "server.test",
        identity: String = "server",
        clientCAFile: String? = nil,
        protocols: [String] = []
    ) throws {
        let context = try TLSContext.server(
            TLSFixture.identity(identity), clientCAFile: clientCAFile, protocols: protocols)
        try self.init(configuration, name: name, server: context)
    }

    /// Carries on until both ends have agreed.
    ///
    /// - Throws: What the end that failed first throws; its last words have reached the other end.
    func shakeHands() throws(AerospikeError) {
        for _ in 0..<100_000 {
            let isClientDone = try step(client)
            carry(client, server)
            let isServerDone = try step(server)
            carry(server, client)
            if isClientDone, isServerDone { return }
        }
        throw AerospikeError(.timeout, "no end of the handshake")
    }

    private func step(_ engine: TLSEngine) throws(AerospikeError) -> Bool {
        do throws(AerospikeError) {
            return try engine.shakeHands()
        } catch {
            carry(engine, engine === client ? server : client)
            throw error
        }
    }

    /// Sends a frame to the server.
    func send(_ frame: [UInt8]) throws -> [UInt8] {
        try send(frame, from: client, to: server, &serverAssembler)
    }

    /// Sends a frame to the client.
    func answer(_ frame: [UInt8]) throws -> [UInt8] {
        try send(frame, from: server, to: client, &clientAssembler)
    }

    /// Sends a frame from one end to the other.
    ///
    /// - Returns: The body that arrived.
    private func send(
        _ frame: [UInt8],
        from source: TLSEngine,
        to target: TLSEngine,
        _ assembler: inout FrameAssembler
    ) throws -> [UInt8] {
        var offset = 0
        while true {
            while case let count = try source.write(frame, from: offset), count > 0 { offset += count }
            carry(source, target)
            _ = try target.read(into: &assembler)
            if let frame = try assembler.next() { return try assembler.withBytes(of: frame) { [UInt8](copying: $0) } }
        }
    }

    /// Carries one piece of ciphertext.
    func carry(_ source: TLSEngine, _ target: TLSEngine) {
        var rest = pieceLength
        // Both ends lend their buffers for the length of the closure.
        unsafe source.drain { bytes in
            let count = min(bytes.count, rest)
            rest -= count
            return unsafe target.take { room in
                let taken = min(count, room.count)
                unsafe room.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<taken]))
                return taken
            } ?? 0
        }
    }
}

extension TLSEngine {
    /// Gives the engine bytes as if the peer had sent them.
    func take(_ bytes: [UInt8]) {
        // The room is lent for the length of the closure.
        _ = unsafe take { room in
            unsafe room.copyBytes(from: bytes.prefix(room.count))
            return min(bytes.count, room.count)
        }
    }
}

extension Array<UInt8> {
    /// A frame with a body of zeros to 250, again and again.
    static func frame(bodyLength: Int) -> [UInt8] {
        var writer = ByteWriter()
        writer.frame(.message) { $0.append((0..<bodyLength).lazy.map { UInt8($0 % 251) }) }
        return writer.bytes
    }
}
