import Foundation
import Testing

@testable import AerospikeSDK

@Suite("TLS context") struct TLSContextTests {
    @Test(
        "keys are read in every form",
        arguments: [
            ("client-key-pkcs1", nil), ("client-key-pkcs8", nil),
            ("client-key-encrypted-pkcs1", TLSFixture.passphrase),
            ("client-key-encrypted-pkcs8", TLSFixture.passphrase),
        ])
    func keys(file: String, passphrase: Secret?) throws {
        var configuration = TLSFixture.mutual
        configuration.clientKeyFile = TLSFixture.path(file)
        configuration.clientKeyPassword = passphrase
        _ = try TLSContext.client(configuration)
    }

    @Test(
        "an encrypted key wants its passphrase",
        arguments: ["client-key-encrypted-pkcs1", "client-key-encrypted-pkcs8"])
    func passphrases(file: String) {
        var configuration = TLSFixture.mutual
        configuration.clientKeyFile = TLSFixture.path(file)
        #expect(refusal(configuration).contains("is encrypted, and there is no passphrase"))
        configuration.clientKeyPassword = "wrong-and-secret"
        let message = refusal(configuration)
        #expect(message.contains("the passphrase is wrong"))
        #expect(!message.contains("wrong-and-secret"))
    }

    @Test("a certificate and its key come together")
    func halves() {
        var configuration = TLSFixture.mutual
        configuration.clientKeyFile = nil
        #expect(refusal(configuration) == "the definition gives client_cert_file without client_key_file")
        configuration = TLSFixture.mutual
        configuration.clientCertFile = nil
        #expect(refusal(configuration) == "the definition gives client_key_file without client_cert_file")
    }

    @Test("a key belongs to its certificate", arguments: ["server-key", "stranger-key"])
    func mismatch(key: String) {
        var configuration = TLSFixture.mutual
        configuration.clientKeyFile = TLSFixture.path(key)
        #expect(refusal(configuration).contains("does not belong to the certificate"))
    }

    @Test("files that hold something else are named")
    func wrongFiles() {
        var configuration = TLSFixture.mutual
        configuration.clientKeyFile = TLSFixture.path("client")
        #expect(refusal(configuration).contains("holds no private key"))
        #expect(refusal(TLSConfiguration(caFile: TLSFixture.path("server-key"))).contains("holds no certificate"))
        #expect(refusal(TLSConfiguration(caFile: "nowhere.pem")).contains("'nowhere.pem': No such file or directory"))
        #expect(refusal(TLSConfiguration(caPath: "nowhere")).contains("'nowhere': No such file or directory"))
    }

    @Test("a damaged certificate is not passed over")
    func damaged() throws {
        let whole = try String(contentsOfFile: TLSFixture.path("authority"), encoding: .utf8)
        let begin = "-----BEGIN CERTIFICATE-----\n", end = "-----END CERTIFICATE-----\n"
        try TemporaryFile.with(whole + begin + "AAAA\n" + end) { path in
            #expect(refusal(TLSConfiguration(caFile: path)).contains("cannot be read behind certificate 1"))
        }
    }

    @Test("a folder is trusted whatever its files are called")
    func folder() throws {
        try TLSPair(TLSConfiguration(caPath: TLSFixture.folder)).shakeHands()
    }

    @Test("versions are known or refused", arguments: ["TLSv1.1", "SSLv3", "tlsv1.2", ""])
    func versions(name: String) {
        var configuration = TLSFixture.configuration
        configuration.protocols = ["TLSv1.3", name]
        #expect(refusal(configuration) == "'\(name)' is no version of TLS that is spoken here")
    }

    @Test(
        "cipher suites of both versions are told apart",
        arguments: [
            ("TLSv1.2", "ECDHE-ECDSA-AES256-GCM-SHA384"), ("TLSv1.3", "TLS_CHACHA20_POLY1305_SHA256"),
        ])
    func ciphers(version: String, expected: String) throws {
        var configuration = TLSFixture.configuration
        configuration.ciphers = ["TLS_CHACHA20_POLY1305_SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384"]
        let pair = try TLSPair(configuration, protocols: [version])
        try pair.shakeHands()
        #expect(pair.client.summary?.cipher == expected)
    }

    @Test(
        "cipher suites are known or refused",
        arguments: ["NO-SUCH-SUITE", "TLS_NO_SUCH_SUITE", "ECDHE-RSA-AES128-GCM-SHA256:BOGUS"])
    func unknownCiphers(name: String) {
        var configuration = TLSFixture.configuration
        configuration.ciphers = ["ECDHE-ECDSA-AES256-GCM-SHA384", name]
        #expect(refusal(configuration).contains("OpenSSL knows no cipher suite"))
    }

    @Test("suites without certificates stay out, whoever asks for them")
    func anonymousCiphers() {
        var configuration = TLSFixture.configuration
        configuration.ciphers = ["aNULL:@SECLEVEL=0"]
        #expect(refusal(configuration).contains("OpenSSL knows no cipher suite"))
    }

    private func refusal(_ configuration: TLSConfiguration) -> String {
        do throws(AerospikeError) {
            _ = try TLSContext.client(configuration)
            return "accepted"
        } catch {
            #expect(error.code == .invalidArgument)
            return error.message
        }
    }
}

private enum TemporaryFile {
    static func with(_ text: String, _ body: (String) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "/aerospike-" + UUID().uuidString
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }
}
