import Testing

@testable import AerospikeSDK

@Suite("TLS failures") struct TLSFailureTests {
    /// What one end shows and the other makes of it.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var identity = "server"
        var clientCAFile: String?
        var protocols: [String] = []
        var configuration = TLSConfiguration(caFile: TLSFiles.path("authority"))
        var name = "server.test"
        let message: [String]
        let advice: String

        func version(_ version: String) -> Case {
            var copy = self
            copy.protocols = [version]
            return copy
        }
    }

    private static let mutual = Case(
        testDescription: "missing client certificate", clientCAFile: TLSFiles.path("authority"),
        protocols: ["TLSv1.3"], message: ["a client certificate is required"], advice: "client_cert_file")

    private static let stranger = Case(
        testDescription: "client certificate of another authority", clientCAFile: TLSFiles.path("authority"),
        protocols: ["TLSv1.3"],
        configuration: TLSConfiguration(
            caFile: TLSFiles.path("authority"), clientCertFile: TLSFiles.path("stranger"),
            clientKeyFile: TLSFiles.path("stranger-key")),
        message: ["unknown certificate authority"], advice: "give it that authority")

    static let cases = [
        Case(
            testDescription: "wrong authority",
            configuration: TLSConfiguration(caFile: TLSFiles.path("other-authority")),
            message: ["unable to get local issuer certificate", "issued by 'Test Authority'", "chain of 1"],
            advice: "name a ca_file that holds the authority 'Test Authority'"),
        Case(
            testDescription: "wrong name", name: "db.example.com",
            message: ["hostname mismatch", "expected the name 'db.example.com'", "the names server.test, *.wild.test"],
            advice: "set tls: name (or host:name:port) to a name of the certificate, such as 'server.test'"),
        Case(
            testDescription: "expired", identity: "expired",
            message: ["certificate has expired", "to 2021-01-01 00:00 UTC"],
            advice: "renew the certificate of 'server.test'"),
        Case(
            testDescription: "not yet valid", identity: "early",
            message: ["not yet valid", "valid from 2123-01-01 00:00"], advice: "compare the clocks"),
        Case(
            testDescription: "no common version", protocols: ["TLSv1.2"],
            configuration: TLSConfiguration(caFile: TLSFiles.path("authority"), protocols: ["TLSv1.3"]),
            message: ["no common protocol version"], advice: "compare protocols"),
        Case(
            testDescription: "no common cipher suite",
            configuration: TLSConfiguration(
                caFile: TLSFiles.path("authority"), protocols: ["TLSv1.2"],
                ciphers: ["ECDHE-RSA-AES128-GCM-SHA256"]),
            message: ["handshake failure"], advice: "shares no cipher suite"),
        mutual, stranger, stranger.version("TLSv1.2"),
    ]

    @Test("each says what was found and what to do", arguments: TLSDriver.allCases, cases)
    func failure(driver: TLSDriver, of it: Case) async throws {
        try await withFront(of: it) { front in
            let target = try TLSTarget(.client(it.configuration), name: it.name)
            let error = try await #require(throws: AerospikeError.self) {
                try await driver.ask(front.port, as: target)
            }
            #expect(error.code == .tlsFailed)
            #expect(error.node == "127.0.0.1:\(front.port)")
            for words in it.message { #expect(error.message.contains(words), "\(error)") }
            #expect(error.advice?.contains(it.advice) == true, "\(error)")
        }
    }

    @Test(
        "a handshake that does not end in time is told apart from a server that is away", arguments: TLSDriver.allCases)
    func silence(driver: TLSDriver) async throws {
        // The system takes the connection, and nobody answers on it.
        let (listener, port) = try Loopback.listening()
        defer { Loopback.hangUp(listener) }
        let target = try TLSTarget(.client(TLSConfiguration()), name: "server.test")
        let error = try await #require(throws: AerospikeError.self) {
            try await driver.ask(port, as: target, patience: .milliseconds(100))
        }
        #expect(error.message.contains("the TLS handshake with 127.0.0.1:\(port) did not end in time"))
        #expect(error.advice != nil)
    }

    /// Lends a front before a server that takes connections and never answers.
    private func withFront(of it: Case, _ body: (TLSFront) async throws -> Void) async throws {
        let (listener, port) = try Loopback.listening()
        defer { Loopback.hangUp(listener) }
        let front = try TLSFront(
            to: port, identity: it.identity, clientCAFile: it.clientCAFile, protocols: it.protocols)
        try await TLSFront.with(front, body)
    }
}
