import AerospikeSDK
import Glibc
import Testing

@testable import AerospikeConfigLoader

/// What is found about secrets, and that none of them shows.
@Suite struct LintSecretTests {
    private func lint(auth: String, mode: mode_t = 0o600, variables: [String: String] = [:]) throws -> [Diagnostic] {
        let folder = try CertificateFolder()
        let text = "cluster:\n  hosts: [a]\n  auth: { user: app, \(auth) }\n"
        let path = try folder.write(text, to: "p.yaml", mode: mode)
        let locator = ProfileLocator(directory: folder.path, environment: { variables[$0] })
        return try Profile.load(path: path, locator).lint()
    }

    @Test func aPasswordInTheProfileIsAWarning() throws {
        let found = try lint(auth: "password: correct-horse")
        #expect(found.map(\.code) == [.plaintextSecret])
        #expect(found.first?.severity == .warning)
        #expect(found.first?.span?.column == 32)
        #expect(!"\(found)".contains("correct-horse"))
    }

    @Test func aProfileWithAPasswordIsNotForOthersToRead() throws {
        let found = try lint(auth: "password: correct-horse", mode: 0o644)
        #expect(found.map(\.code) == [.plaintextSecret, .exposedSecret])
        #expect(found.last?.message.hasSuffix("every user of this machine can read it (mode 0644)") == true)
    }

    @Test(arguments: [
        ("${APP_PASSWORD}", false), ("${file:secrets/app}", false), ("${APP}${PASSWORD}", true),
        ("x${APP_PASSWORD}", true), ("${PASSWORD:-correct-horse}", true), ("${APP_PASSWORD}$$", true),
    ])
    func whatComesFromOutsideIsNotInTheProfile(_ text: String, _ isPlain: Bool) throws {
        let variables = ["APP_PASSWORD": "correct-horse", "APP": "correct", "PASSWORD": ""]
        let found = try lint(auth: "password: \"\(text)\"", mode: 0o644, variables: variables)
        #expect(found.contains { $0.code == .plaintextSecret } == (isPlain && text != "${APP}${PASSWORD}"))
    }

    @Test func aFileThatAReferenceNamesIsNotForOthersToRead() throws {
        let found = try lint(auth: "password: \"${file:secrets/shared}\"", mode: 0o644)
        #expect(found.map(\.code) == [.exposedSecret])
        #expect(found.first?.message.contains("secrets/shared' holds a secret") == true)
    }

    @Test func aPasswordFileIsNotForOthersToRead() throws {
        #expect(try lint(auth: "password_file: secrets/app", mode: 0o644).isEmpty)
        #expect(try lint(auth: "password_file: secrets/shared").map(\.code) == [.exposedSecret])
    }

    @Test func aPassphraseIsASecretToo() throws {
        let folder = try CertificateFolder()
        let found = try folder.lint(
            tls: "client_cert_file: certs/locked.pem, client_key_file: certs/locked.key, client_key_password: wrong")
        #expect(Set(found.map(\.code)) == [.lockedKey, .plaintextSecret])
        #expect(!"\(found)".contains(": wrong"))
    }

    @Test func aPasswordThatNoServerTakesIsToldWhereItsFileIsNamed() throws {
        let folder = try CertificateFolder()
        try folder.write(String(repeating: "x", count: 64), to: "secrets/long")
        let found = try folder.lint("cluster: { hosts: [a], auth: { user: app, password_file: secrets/long } }")
        #expect(found.map(\.code) == [.unreadableSecret])
        #expect(found.first?.message.hasSuffix("the password is 64 bytes long; the most is 63") == true)
    }

    @Test func lengthsAreHeldToWhileLoading() throws {
        let long = String(repeating: "x", count: 64)
        let error = try parsingError("cluster: { hosts: [a], auth: { user: \(long), password: \(long) } }")
        #expect(error.diagnostics.map(\.code) == [.invalidValue, .invalidValue])
        #expect(error.diagnostics.map(\.message).last == "the password is 64 bytes long; the most is 63")
    }

    @Test func whatTravelsInClearIsAWarning() throws {
        let folder = try CertificateFolder()
        let login = "auth: { user: app, password_file: secrets/app }"
        let insecure = "auth: { mode: external_insecure, user: app, password_file: secrets/app }"
        for cluster in ["tls: { for_login_only: true }, \(login)", insecure, "tls: {}, \(insecure)"] {
            let found = try folder.lint("cluster: { hosts: [a], \(cluster) }")
            #expect(found.map(\.code) == [.unencrypted])
            #expect(found.first?.severity == .warning)
        }
        #expect(try folder.lint("cluster: { hosts: [a], tls: { for_login_only: false }, \(login) }").isEmpty)
    }
}
