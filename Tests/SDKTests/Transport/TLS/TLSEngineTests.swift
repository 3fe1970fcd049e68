import TestSupport
import Testing

@testable import AerospikeSDK

@Suite("TLS engine") struct TLSEngineTests {
    @Test("bytes may come one by one", arguments: ["TLSv1.2", "TLSv1.3"])
    func fragments(version: String) throws {
        let pair = try TLSPair(protocols: [version])
        pair.pieceLength = 1
        try pair.shakeHands()
        #expect(try pair.send(.frame(bodyLength: 300)).count == 300)
        #expect(try pair.answer(.frame(bodyLength: 300)).count == 300)
    }

    @Test("more than any buffer holds passes both ways", arguments: ["TLSv1.2", "TLSv1.3"])
    func large(version: String) throws {
        let pair = try TLSPair(protocols: [version])
        try pair.shakeHands()
        let length = 3 << 20
        let expected = Array([UInt8].frame(bodyLength: length).dropFirst(FrameHeader.length))
        #expect(try pair.send(.frame(bodyLength: length)) == expected)
        #expect(try pair.answer(.frame(bodyLength: length)) == expected)
    }

    @Test("what waits to be sent is limited")
    func bounded() throws {
        let pair = try TLSPair()
        try pair.shakeHands()
        let bytes = [UInt8](repeating: 7, count: 1 << 20)
        var offset = 0
        while case let count = try pair.client.write(bytes, from: offset), count > 0 { offset += count }
        #expect(offset < TLSLimits.ciphertextLength)
        pair.client.take([])
        pair.carry(pair.client, pair.server)
        #expect(try pair.client.write(bytes, from: offset) > 0)
    }

    @Test("the end is told")
    func end() throws {
        let pair = try TLSPair()
        try pair.shakeHands()
        pair.server.end()
        pair.carry(pair.server, pair.client)
        #expect(try pair.client.read(into: &pair.clientAssembler) == 0)
        #expect(pair.client.hasEnded)
    }

    @Test("an answer is not lost over the failure behind it")
    func belatedFailure() throws {
        let pair = try TLSPair(protocols: ["TLSv1.3"])
        try pair.shakeHands()
        _ = try pair.send(.frame(bodyLength: 1))
        var frame = [UInt8].frame(bodyLength: 20)
        _ = try pair.server.write(frame, from: 0)
        pair.carry(pair.server, pair.client)
        // A record that no key of this connection has made.
        frame = [0x17, 3, 3, 0, 32] + [UInt8](repeating: 9, count: 32)
        pair.client.take(frame)
        #expect(try pair.client.read(into: &pair.clientAssembler) == 28)
        #expect(try pair.clientAssembler.next() != nil)
        let error = try #require(throws: AerospikeError.self) {
            try pair.client.read(into: &pair.clientAssembler)
        }
        #expect(error.code == .tlsFailed)
        #expect(error.message.hasPrefix("what came over TLS cannot be used: "))
    }

    @Test("a session is taken up by a later connection", arguments: ["TLSv1.2", "TLSv1.3"])
    func resumption(version: String) throws {
        let target = try TLSTarget(.client(TLSFixture.configuration), name: "server.test")
        let context = try TLSContext.server(TLSFixture.identity("server"), protocols: [version])
        for round in 0..<3 {
            let pair = try TLSPair(target, server: context)
            try pair.shakeHands()
            let summary = try #require(pair.client.summary)
            #expect(summary.isResumed == (round > 0))
            #expect(summary.certificate?.commonName == "server.test")
            _ = try pair.send(.frame(bodyLength: 1))
            _ = try pair.answer(.frame(bodyLength: 1))
        }
    }

    @Test("a session that the server has forgotten does no harm")
    func forgottenSession() throws {
        let target = try TLSTarget(.client(TLSFixture.configuration), name: "server.test")
        for _ in 0..<2 {
            let pair = try TLSPair(target, server: .server(TLSFixture.identity("server")))
            try pair.shakeHands()
            #expect(pair.client.summary?.isResumed == false)
            _ = try pair.send(.frame(bodyLength: 1))
            _ = try pair.answer(.frame(bodyLength: 1))
        }
    }

    @Test(
        "what does not speak TLS is recognised by its first byte",
        arguments: [
            (Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), "the server answers in HTTP"),
            (Array("SSH-2.0-OpenSSH_9.2\r\n".utf8), "the server answers like SSH"),
            ([2, 1, 0, 0, 0, 0, 0, 4, 110, 111, 100, 101], "the server answers in clear"),
            ([0xFF, 0, 0xFF, 0, 0xFF, 0], "byte 0xff"),
        ])
    func otherProtocols(bytes: [UInt8], expected: String) throws {
        let client = try greetingClient()
        client.take(bytes)
        let error = try #require(throws: AerospikeError.self) { try client.shakeHands() }
        #expect(error.code == .foreignProtocol)
        #expect(error.message.hasPrefix("the server does not speak TLS on this port: "))
        #expect(error.message.lowercased().contains(expected.lowercased()))
    }

    @Test("a server that hangs up has either not understood, or not agreed")
    func hungUp() throws {
        let client = try greetingClient()
        #expect(client.hungUp.code == .foreignProtocol)
        #expect(client.hungUp.message.contains("hung up at the greeting"))
        client.take([0x16, 3, 3])
        #expect(try !client.shakeHands())
        #expect(client.hungUp.code == .tlsFailed)
    }

    @Test("no bytes from a peer do any harm", arguments: 0..<64)
    func garbage(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let pair = try TLSPair()
        let isShaken = Bool.random(using: &random)
        if isShaken { try pair.shakeHands() }
        for _ in 0..<20 {
            var bytes = (0..<Int.random(in: 1...600, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            // Often enough it looks like a record at first.
            if Bool.random(using: &random) {
                bytes = [UInt8.random(in: 0x14...0x18, using: &random), 3, 3, 0, 64] + bytes
            }
            pair.client.take(bytes)
            do {
                guard try pair.client.shakeHands() else { continue }
                _ = try pair.client.read(into: &pair.clientAssembler)
            } catch {
                break
            }
        }
        #expect(pair.clientAssembler.pending == 0)
    }

    private func greetingClient() throws -> TLSEngine {
        let client = try TLSEngine(connectingTo: TLSTarget(.client(TLSFixture.configuration), name: "server.test"))
        #expect(try !client.shakeHands())
        #expect(client.hasCiphertext)
        return client
    }
}
