import Testing

@testable import AerospikeSDK

@Suite("TLS client certificates") struct TLSClientCertificateTests {
    private static let authority = TLSFixture.path("authority")

    @Test("a server learns who the client is", arguments: ["TLSv1.2", "TLSv1.3"])
    func mutual(version: String) throws {
        let pair = try TLSPair(TLSFixture.mutual, clientCAFile: Self.authority, protocols: [version])
        try pair.shakeHands()
        #expect(pair.server.summary?.certificate?.commonName == "client")
    }

    @Test("a client without one is told during the handshake of TLS 1.2")
    func missingInOldVersion() throws {
        let pair = try TLSPair(clientCAFile: Self.authority, protocols: ["TLSv1.2"])
        _ = failure(pair)
        let error = try #require(throws: AerospikeError.self) { try pair.client.shakeHands() }
        #expect(error.message == "the peer ended the TLS connection: handshake failure")
        #expect(error.advice?.contains("client_cert_file") == true)
    }

    @Test("a client without one is told when it first reads in TLS 1.3")
    func missingInNewVersion() throws {
        let pair = try TLSPair(clientCAFile: Self.authority, protocols: ["TLSv1.3"])
        _ = failure(pair)
        #expect(try pair.client.shakeHands())
        let error = try #require(throws: AerospikeError.self) {
            try pair.client.read(into: &pair.clientAssembler)
        }
        #expect(error.message == "the peer ended the TLS connection: a client certificate is required")
        #expect(error.advice?.contains("client_key_file") == true)
    }

    @Test("a client of another authority is refused, and both ends know why")
    func stranger() throws {
        var configuration = TLSFixture.configuration
        configuration.clientCertFile = TLSFixture.path("stranger")
        configuration.clientKeyFile = TLSFixture.path("stranger-key")
        let pair = try TLSPair(configuration, clientCAFile: Self.authority)
        let error = failure(pair)
        #expect(error.message.contains("the client's certificate is refused"))
        #expect(error.message.contains("CN 'stranger'"))
        let other = try #require(throws: AerospikeError.self) {
            try pair.client.read(into: &pair.clientAssembler)
        }
        #expect(other.message.contains("unknown certificate authority"))
    }
}
