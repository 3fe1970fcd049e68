import AerospikeSDK
import Glibc
import Testing

@testable import AerospikeConfigLoader

/// What is found in the files that a profile names, at the place where it names them.
@Suite struct LintTests {
    private static let good = "client_cert_file: certs/client.pem, client_key_file: certs/client.key"

    /// A section on TLS, and what is found in it.
    struct Case: Sendable, CustomTestStringConvertible {
        let tls: String
        let code: Diagnostic.Code?
        var value = ""
        var message = ""
        var help: String?
        var severity = Diagnostic.Severity.error

        var testDescription: String { tls }
    }

    static let cases = [
        Case(tls: "", code: nil),
        Case(tls: "ca_file: certs/ca.pem", code: nil),
        Case(tls: "ca_path: certs/authorities", code: nil),
        Case(tls: "ca_file: certs/ca.pem, \(good)", code: nil),
        Case(
            tls: "client_cert_file: certs/locked.pem, client_key_file: certs/locked.key, "
                + "client_key_password_file: secrets/passphrase", code: nil),
        Case(tls: "client_cert_file: certs/combined.pem, client_key_file: certs/combined.pem", code: nil),
        Case(tls: "ciphers: [TLS_AES_128_GCM_SHA256, ECDHE-RSA-AES256-GCM-SHA384]", code: nil),

        Case(
            tls: "ca_file: certs/missing.pem", code: .unusableFile, value: "certs/missing.pem",
            message: "cannot read ca_file 'certs/missing.pem': No such file or directory",
            help: "correct the path, or the rights of the file"),
        Case(
            tls: "ca_file: certs", code: .unusableFile, value: "certs",
            message: "cannot read ca_file 'certs': Is a directory"),
        Case(
            tls: "ca_file: pipe", code: .unusableFile, value: "pipe",
            message: "cannot read ca_file 'pipe': it is not a file"),
        Case(
            tls: "ca_path: certs/nowhere", code: .unusableFile, value: "certs/nowhere",
            message: "cannot read ca_path 'certs/nowhere': No such file or directory"),
        Case(
            tls: "ca_path: secrets", code: .malformedFile, value: "secrets",
            message: "ca_path 'secrets' holds no file with a certificate in PEM"),
        Case(
            tls: "ca_file: certs/empty.pem", code: .malformedFile, value: "certs/empty.pem",
            message: "ca_file 'certs/empty.pem' holds no certificate"),
        Case(
            tls: "ca_file: certs/damaged.pem", code: .malformedFile, value: "certs/damaged.pem",
            message: "ca_file 'certs/damaged.pem' holds no certificate"),
        Case(
            tls: "ca_file: certs/client.pem", code: .unfitCertificate, value: "certs/client.pem",
            message: "ca_file 'certs/client.pem' holds no certificate of an authority, only 'app'",
            help: "name the certificate of who signed it, 'Test Authority'"),
        Case(
            tls: "ca_file: certs/old-ca.pem", code: .expiredCertificate, value: "certs/old-ca.pem",
            message: "the authority 'Old Authority' of ca_file 'certs/old-ca.pem' expired on DATE UTC", help: "renew it"
        ),
        Case(
            tls: "ca_file: certs/bundle.pem", code: .expiredCertificate, value: "certs/bundle.pem",
            message: "the authority 'Old Authority' of ca_file 'certs/bundle.pem' expired on DATE UTC",
            help: "renew it", severity: .warning),
        Case(
            tls: "client_cert_file: certs/notes.txt, client_key_file: certs/client.key", code: .malformedFile,
            value: "certs/notes.txt", message: "client_cert_file 'certs/notes.txt' holds no certificate"),
        Case(
            tls: "client_cert_file: certs/client.pem, client_key_file: certs/other.pem", code: .malformedFile,
            value: "certs/other.pem", message: "client_key_file 'certs/other.pem' holds no private key",
            help: "give a file in PEM, with a line 'BEGIN PRIVATE KEY'"),
        Case(
            tls: "client_cert_file: certs/client.pem, client_key_file: certs/other.key", code: .keyMismatch,
            value: "certs/other.key",
            message: "the key in 'certs/other.key' does not belong to the certificate in 'certs/client.pem'"),
        Case(
            tls: "client_cert_file: certs/expired.pem, client_key_file: certs/expired.key", code: .expiredCertificate,
            value: "certs/expired.pem", message: "the certificate 'app' of 'certs/expired.pem' expired on DATE UTC"),
        Case(
            tls: "client_cert_file: certs/chain.pem, client_key_file: certs/client.key", code: .expiredCertificate,
            value: "certs/chain.pem",
            message: "the certificate 'Old Authority' of 'certs/chain.pem' expired on DATE UTC"),
        Case(
            tls: "client_cert_file: certs/later.pem, client_key_file: certs/later.key", code: .earlyCertificate,
            value: "certs/later.pem", message: "the certificate 'app' of 'certs/later.pem' holds from DATE UTC on",
            help: "wait, or correct this machine's clock"),
        Case(
            tls: "client_cert_file: certs/ending.pem, client_key_file: certs/ending.key", code: .endingCertificate,
            value: "certs/ending.pem",
            message: "the certificate 'app' of 'certs/ending.pem' ends on DATE UTC: 12 days left",
            severity: .warning),
        Case(
            tls: "client_cert_file: certs/server.pem, client_key_file: certs/server.key", code: .unfitCertificate,
            value: "certs/server.pem", message: "the certificate 'app' is not for clients"),
        Case(
            tls: "client_cert_file: certs/locked.pem, client_key_file: certs/locked.key", code: .lockedKey,
            value: "certs/locked.key",
            message: "client_key_file 'certs/locked.key' is encrypted, and there is no passphrase"),
        Case(
            tls: "client_cert_file: certs/locked.pem, client_key_file: certs/locked.key, "
                + "client_key_password_file: secrets/wrong-passphrase", code: .lockedKey, value: "certs/locked.key",
            message: "client_key_file 'certs/locked.key' cannot be decrypted: the passphrase is wrong"),
        Case(
            tls: "client_cert_file: certs/locked.pem, client_key_file: certs/locked.key, "
                + "client_key_password_file: secrets/missing", code: .unreadableSecret, value: "secrets/missing",
            message: "the file of the password cannot be used: No such file or directory"),
        Case(
            tls: "ca_file: certs/ca.pem, client_cert_file: certs/combined.pem, client_key_file: certs/client.key",
            code: .strayKey, value: "certs/combined.pem",
            message: "client_cert_file 'certs/combined.pem' holds a private key beside certificates",
            severity: .warning),
        Case(
            tls: "client_cert_file: certs/client.pem, client_key_file: certs/shared.key", code: .exposedSecret,
            value: "certs/shared.key",
            message: "'certs/shared.key' holds a secret, and every user of its group can read it (mode 0640)",
            help: "chmod 600 'certs/shared.key'", severity: .warning),
        Case(
            tls: "ciphers: [TLS_AES_128_GCM_SHA256, NONSENSE]", code: .invalidValue, value: "NONSENSE",
            message: "OpenSSL knows no cipher suite 'NONSENSE', or does not allow it"),
        Case(
            tls: "ca_file: \"certs/\\x1B[2J.pem\"", code: .unusableFile, value: "\"certs/\\x1B[2J.pem\"",
            message: "cannot read ca_file 'certs/\u{FFFD}[2J.pem': No such file or directory"),
    ]

    @Test(arguments: cases) func isFoundInItsPlace(_ one: Case) throws {
        let folder = try CertificateFolder()
        try folder.write(Fixtures.text("\(folder.path)/certs/ca.pem"), to: "certs/authorities/one")
        try folder.write(Fixtures.text("\(folder.path)/certs/client.key"), to: "certs/shared.key", mode: 0o640)
        for pipe in ["pipe", "certs/authorities/pipe"] {
            try #require(unsafe mkfifo("\(folder.path)/\(pipe)", 0o600) == 0)
        }
        let text = "cluster:\n  hosts: [a]\n  tls: { \(one.tls) }\n"
        let found = try folder.lint(text)
        guard let code = one.code else {
            return #expect(found.isEmpty, "\(found)")
        }
        let diagnostic = try #require(found.first)
        #expect(found.count == 1, "\(found)")
        #expect(diagnostic.code == code)
        #expect(diagnostic.severity == one.severity)
        #expect(diagnostic.file == "\(folder.path)/p.yaml")
        let message = folder.plain(diagnostic.message).replacing(/\d{4}-\d\d-\d\d \d\d:\d\d/, with: "DATE")
        #expect(message == one.message)
        if let help = one.help { #expect(diagnostic.help.map(folder.plain) == help) }
        let span = try #require(diagnostic.span)
        let shown = span.sourceLine.unicodeScalars.dropFirst(span.column - 1).prefix(span.endColumn - span.column)
        #expect(span.line == 3 && String(String.UnicodeScalarView(shown)) == one.value)
    }

    @Test func allIsFoundInOnePassInTheOrderOfTheFile() throws {
        let folder = try CertificateFolder()
        let found = try folder.lint(
            """
            cluster:
              hosts: [a]
              auth: { user: app, password_file: secrets/missing }
              tls:
                client_key_file: certs/other.key
                client_cert_file: certs/expired.pem
                ca_file: certs/notes.txt
            """)
        #expect(found.map(\.code) == [.unreadableSecret, .keyMismatch, .expiredCertificate, .malformedFile])
        #expect(found.compactMap(\.span?.line) == [3, 5, 6, 7])
    }

    @Test func aKeyThatIsTooWeakIsTold() throws {
        let folder = try CertificateFolder()
        for name in ["weak.pem", "weak.key"] {
            try folder.write(Fixtures.text("\(Fixtures.certificates)/\(name)"), to: "certs/\(name)")
        }
        let found = try folder.lint(tls: "client_cert_file: certs/weak.pem, client_key_file: certs/weak.key")
        #expect(found.map(\.code) == [.unfitCertificate] && found.first?.severity == .error)
        #expect(found.first?.message.contains("OpenSSL does not take the certificate in") == true)
        #expect(found.first?.message.contains("key too small") == true)
        #expect(
            found.first?.help == "use a certificate with a key of 2048 bits (RSA) or 256 bits (EC) at least")
    }

    /// To the superuser every file is readable.
    @Test(.enabled(if: geteuid() != 0)) func aFileThatMayNotBeReadIsTold() throws {
        let folder = try CertificateFolder()
        try folder.write("", to: "certs/closed.pem", mode: 0)
        let found = try folder.lint(tls: "ca_file: certs/closed.pem")
        #expect(found.map(\.code) == [.unusableFile])
        #expect(found.first?.message.hasSuffix("Permission denied") == true)
    }

    @Test func anOldAuthorityOfAFolderIsTold() throws {
        let folder = try CertificateFolder()
        try folder.write(Fixtures.text("\(folder.path)/certs/old-ca.pem"), to: "old/ca.pem")
        #expect(try folder.lint(tls: "ca_path: old").map(\.severity) == [.error])
        try folder.write(Fixtures.text("\(folder.path)/certs/ca.pem"), to: "old/new.pem")
        #expect(try folder.lint(tls: "ca_path: old").map(\.severity) == [.warning])
    }

    /// Warnings must not crowd out the one error that keeps a profile from being used.
    @Test func noErrorIsLostAmongWarnings() throws {
        let folder = try CertificateFolder()
        let clients = (0..<60).map { number in
            "  c\(number): { hosts: [a], auth: { mode: external_insecure, user: app, password: x\(number) } }"
        }
        let last = "  last: { hosts: [a], tls: { ca_file: certs/missing.pem } }"
        let found = try folder.lint((["clients:"] + clients + [last]).joined(separator: "\n"))
        #expect(found.count == ProfileLimits.diagnostics)
        #expect(found.last?.code == .unusableFile)
    }

    @Test func everyClientIsLookedAtAndWhatTheyShareOnce() throws {
        let folder = try CertificateFolder()
        let found = try folder.lint(
            """
            cluster: { hosts: [a], tls: { ca_file: certs/missing.pem } }
            clients:
              one: { like: default, hosts: [b] }
              two: { hosts: [c], tls: { ca_file: certs/empty.pem } }
            """)
        #expect(found.map(\.code) == [.unusableFile, .malformedFile])
    }

    @Test func whatAnotherProfileNamesIsToldThere() throws {
        let folder = try CertificateFolder()
        try folder.write("cluster: { hosts: [a], tls: { ca_file: missing.pem } }", to: "base/base.yaml")
        let found = try folder.lint("extends: base/base.yaml\ncluster: { name: prod }")
        #expect(found.map(\.file) == ["\(folder.path)/base/base.yaml"])
        #expect(found.first?.message.contains("\(folder.path)/base/missing.pem") == true)
    }
}
