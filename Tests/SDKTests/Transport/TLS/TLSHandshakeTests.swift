import Testing

@testable import AerospikeSDK

@Suite("TLS handshake") struct TLSHandshakeTests {
    @Test("both ends agree on a version", arguments: ["TLSv1.2", "TLSv1.3"])
    func versions(version: String) throws {
        let pair = try TLSPair(protocols: [version])
        try pair.shakeHands()
        let summary = try #require(pair.client.summary)
        #expect(summary.version == version)
        #expect(summary.certificate?.commonName == "server.test")
        #expect(summary.certificate?.names == ["server.test", "*.wild.test", "127.0.0.1", "::1"])
        #expect(try #require(summary.certificate).daysLeft > 3650)
        #expect(!summary.isResumed)
        #expect("\(summary)".contains("\(version), "))
    }

    @Test(
        "a server proves names and addresses",
        arguments: ["server.test", "server.test.", "db1.wild.test", "127.0.0.1", "::1"])
    func names(name: String) throws {
        let pair = try TLSPair(name: name)
        try pair.shakeHands()
        #expect(pair.client.isEstablished && pair.server.isEstablished)
    }

    @Test("a certificate without names proves its subject's")
    func subject() throws {
        try TLSPair(name: "nameOnly", identity: "server-by-name-only").shakeHands()
    }

    @Test("an intermediate authority is followed")
    func chain() throws {
        try TLSPair(identity: "chained").shakeHands()
    }

    @Test("another name is refused, and the error says which there are")
    func wrongName() throws {
        let error = try failure(TLSPair(name: "db1.example.com"))
        #expect(error.code == .tlsFailed)
        #expect(error.message.contains("hostname mismatch"))
        #expect(error.message.contains("expected the name 'db1.example.com'"))
        #expect(error.message.contains("names server.test, *.wild.test, 127.0.0.1, ::1"))
        #expect(error.message.contains("issued by 'Test Authority'; valid from 2024-01-01 00:00 to 2124-01-01 00:00"))
        #expect(error.advice?.contains("'server.test'") == true)
        #expect(!error.isSafeToRetry)
    }

    @Test("another address is refused")
    func wrongAddress() throws {
        let error = try failure(TLSPair(name: "127.0.0.2"))
        #expect(error.message.contains("IP address mismatch"))
    }

    @Test("an authority that nobody named is not believed")
    func unknownAuthority() throws {
        let path = TLSFixture.path("other-authority")
        let error = try failure(TLSPair(TLSConfiguration(caFile: path)))
        #expect(error.message.contains("unable to get local issuer certificate"))
        #expect(error.advice?.contains("ca_file '\(path)'") == true)
        #expect(error.advice?.contains("'Test Authority'") == true)
    }

    @Test("the system's store does not know the authority, and the error says where trust came from")
    func systemStore() throws {
        let error = try failure(TLSPair(TLSConfiguration()))
        #expect(error.code == .tlsFailed)
        #expect(error.advice?.contains("the system's store") == true)
    }

    @Test("certificates out of their time are refused")
    func time() throws {
        let expired = try failure(TLSPair(identity: "expired"))
        #expect(expired.message.contains("certificate has expired"))
        #expect(expired.message.contains("to 2021-01-01 00:00 UTC"))
        #expect(expired.advice == "renew the certificate of 'server.test'")
        #expect(try failure(TLSPair(identity: "early")).message.contains("not yet valid"))
    }

    @Test("an end without the other's version is told so")
    func noCommonVersion() throws {
        var configuration = TLSFixture.configuration
        configuration.protocols = ["TLSv1.3"]
        let pair = try TLSPair(configuration, protocols: ["TLSv1.2"])
        _ = failure(pair)
        let error = try #require(throws: AerospikeError.self) { try pair.client.shakeHands() }
        #expect(error.message == "the peer ended the TLS connection: no common protocol version")
    }

    @Test("no name that a certificate cannot carry", arguments: ["", ".test", "a b", "a\u{0}b", "\u{1B}[2J"])
    func impossibleNames(name: String) throws {
        let error = try #require(throws: AerospikeError.self) { try TLSPair(name: name) }
        #expect(error.code == .invalidArgument)
        #expect(error.message.utf8.allSatisfy { 0x20...0x7E ~= $0 })
    }

    @Test("a failure leaves nothing behind for the next connection")
    func errorQueue() throws {
        let good = try TLSPair()
        _ = try failure(TLSPair(name: "other"))
        try good.shakeHands()
        _ = try failure(TLSPair(identity: "expired"))
        #expect(try good.send(.frame(bodyLength: 10)).count == 10)
    }
}

/// Why a handshake fails; records an issue when it does not.
func failure(_ pair: TLSPair, sourceLocation: SourceLocation = #_sourceLocation) -> AerospikeError {
    do throws(AerospikeError) {
        try pair.shakeHands()
        Issue.record("the handshake succeeded", sourceLocation: sourceLocation)
        return AerospikeError(.notSupported, "")
    } catch {
        return error
    }
}
