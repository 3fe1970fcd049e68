import CAerospikeOpenSSL
import Glibc
import Testing

@testable import AerospikeSDK

/// A server's ticket may be longer than one record, and come in pieces, with requests in between.
@Suite("Tickets that come in pieces") struct TLSTicketTests {
    private static var deadline: MonotonicTime { .now().advanced(by: .seconds(60)) }

    /// A server whose tickets hold the client's certificate, in records of 512 bytes.
    private static func context() throws -> TLSContext {
        let context = try TLSContext.server(
            TLSFixture.identity("server"), clientCAFile: TLSFixture.path("authority"), protocols: ["TLSv1.3"])
        // The context is the object's own, and the call takes a number.
        #expect(unsafe SSL_CTX_ctrl(context.handle, SSL_CTRL_SET_MAX_SEND_FRAGMENT, 512, nil) == 1)
        return context
    }

    @Test("what is to be written waits for the rest")
    func engine() throws {
        let pair = try TLSPair(TLSFixture.mutual, server: Self.context())
        while try !pair.client.shakeHands() {
            pair.carry(pair.client, pair.server)
            _ = try pair.server.shakeHands()
            pair.carry(pair.server, pair.client)
        }
        pair.carry(pair.client, pair.server)
        #expect(try pair.server.shakeHands())
        let (first, rest) = pair.server.firstRecord()
        try #require(!rest.isEmpty)
        let request = [UInt8].frame(bodyLength: 10)
        pair.client.take(first)
        #expect(try pair.client.read(into: &pair.clientAssembler) == 0)
        #expect(try pair.client.write(request, from: 0) == 0)
        #expect(pair.client.waitsForPeer)
        #expect(!pair.client.hasCiphertext)
        pair.client.take(rest)
        #expect(try pair.client.read(into: &pair.clientAssembler) == 0)
        #expect(try pair.client.write(request, from: 0) == request.count)
        #expect(!pair.client.waitsForPeer)
    }

    @Test("a thread's request waits for the rest")
    func thread() async throws {
        let (isAsked, port) = try Self.listen()
        let address = try #require(SocketAddress(ip: "127.0.0.1", port: port))
        let target = try TLSTarget(.client(TLSFixture.mutual), name: "server.test")
        let connection = try await onThread { () throws(AerospikeError) -> BlockingConnection in
            let connection = try BlockingConnection.open(
                to: address, as: target, within: .seconds(60), until: Self.deadline)
            var request = pollfd(fd: connection.descriptor, events: Int16(POLLIN), revents: 0)
            // One structure, and the call is told so.
            _ = unsafe poll(&request, 1, 60_000)
            return connection
        }
        #expect(!connection.isStale(), "the first piece is no answer")
        isAsked.send(())
        let answer = try await onThread { () throws(AerospikeError) -> Answer in
            do throws(TransportFailure) {
                return try connection.exchange(InfoMessage.request(["a"]), expecting: .info, until: Self.deadline)
            } catch {
                throw error.error
            }
        }
        guard case .info(let answers) = answer else {
            Issue.record("another kind of answer")
            return
        }
        #expect(answers == [InfoMessage.Answer("a", "")])
    }

    @Test("a loop's request waits for the rest")
    func loop() async throws {
        let (isAsked, port) = try Self.listen()
        let address = try #require(SocketAddress(ip: "127.0.0.1", port: port))
        let target = try TLSTarget(.client(TLSFixture.mutual), name: "server.test")
        let loop = try EventLoopGroup.start(count: 1).loops[0]
        let connection = try await ControlConnection.open(to: address, as: target, on: loop, until: Self.deadline)
        // Each question is a turn of the loop, in which it reads what has come.
        for _ in 0..<50 { _ = await connection.tlsSummary }
        async let answers = connection.ask(["a"], until: Self.deadline)
        _ = await connection.tlsSummary
        isAsked.send(())
        #expect(try await answers.value("a") == "")
        await loop.stop()
    }

    /// Takes one client: it gets the first record behind the handshake, and the others once it has asked.
    private static func listen() throws -> (isAsked: ThreadSignal<Void>, port: UInt16) {
        let isAsked = ThreadSignal<Void>()
        let context = try context()
        let (listener, port) = try PeerSocket.listening()
        try Thread.start {
            guard let client = PeerSocket.accept(from: listener) else { return }
            try? TLSEngine(accepting: context).serve(client, isAsked)
            close(client)
            close(listener)
        }
        return (isAsked, port)
    }
}

extension TLSEngine {
    /// Takes what waits to be sent: the first record, and the others.
    fileprivate func firstRecord() -> (first: [UInt8], rest: [UInt8]) {
        var bytes: [UInt8] = []
        // The engine lends its buffer for the length of the call, and is told that all of it was taken.
        unsafe drain { piece in
            unsafe bytes.append(contentsOf: piece)
            return piece.count
        }
        // A record has a header of five bytes, which ends with its length.
        let end = bytes.count < 5 ? 0 : 5 + Int(bytes[3]) << 8 + Int(bytes[4])
        return (Array(bytes.prefix(end)), Array(bytes.dropFirst(end)))
    }

    /// Answers each request with its own body, as info requests may be.
    fileprivate func serve(_ client: Int32, _ isAsked: ThreadSignal<Void>) throws {
        var assembler = FrameAssembler()
        var isGreeted = false
        while true {
            // The engine lends its buffer for the length of the call.
            guard let count = unsafe take({ unsafe recv(client, $0.baseAddress, $0.count, 0) }), count > 0 else {
                return
            }
            if try shakeHands() {
                let (first, rest) = firstRecord()
                if !isGreeted {
                    isGreeted = true
                    guard PeerSocket.send(first, on: client) else { return }
                    isAsked.wait()
                    guard PeerSocket.send(rest, on: client) else { return }
                }
                _ = try read(into: &assembler)
                while let frame = try assembler.next() {
                    var writer = ByteWriter()
                    let body = try assembler.withBytes(of: frame) { [UInt8](copying: $0) }
                    writer.frame(frame.type) { $0.append(body) }
                    _ = try write(writer.bytes, from: 0)
                }
            }
            let (first, rest) = firstRecord()
            guard PeerSocket.send(first + rest, on: client) else { return }
        }
    }
}
