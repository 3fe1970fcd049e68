import AerospikeSDK
import Testing

@Suite("The hash of a password")
struct PasswordHashTests {
    @Test("A published client's login holds the hash of its password")
    func recorded() throws {
        let request = try #require(try Recording.named("login.internal").frames(.request, .admin).first)
        let message = try AdminMessage(body(of: request).body)
        let credential = try #require(message.fields.first { $0.id == .credential })
        #expect(try PasswordHash.compute("s3cret").reveal() == credential.bytes)
    }

    /// The hashes are those of the `bcrypt` package of Python.
    @Test(
        "Text of any kind is hashed as others hash it",
        arguments: [
            ("", "$2a$10$7EqJtq98hPqEX7fNZaFWoOLCkFexA7A9eoJ0Ew.mTDdk.E60D.9zS"),
            ("grüße, €5 😀", "$2a$10$7EqJtq98hPqEX7fNZaFWoOFIWj3bKo8Gyc/KJpWnbqIsVoNJ4IcCC"),
            ("ÿ", "$2a$10$7EqJtq98hPqEX7fNZaFWoOfq2SpLu42xgKtaamZsxXof2KUzKbkgK"),
            ("\u{80}\u{7FF}", "$2a$10$7EqJtq98hPqEX7fNZaFWoOxeer/48OFt1NATsdvMba3CxL0oXKseC"),
            (
                String(repeating: "a", count: LoginLimits.passwordLength),
                "$2a$10$7EqJtq98hPqEX7fNZaFWoOPUUZnSMu.D1zNssShAP9NmDTgyrl8XS"
            ),
        ])
    func known(password: String, hash: String) throws {
        let bytes = try PasswordHash.compute(Secret(password)).reveal()
        #expect(bytes.count == PasswordHash.length)
        #expect(String(decoding: bytes, as: UTF8.self) == hash)
    }

    @Test(
        "A password of which bcrypt would see only the beginning is refused, and not shown",
        arguments: [
            ("hunter2\0hunter2", "NUL"),
            ("\0", "NUL"),
            (String(repeating: "hunter2 ", count: 8), "64 bytes long; the most is 63"),
            (String(repeating: "ü", count: 32), "64 bytes long; the most is 63"),
            (String(repeating: "hunter2", count: 1000), "7000 bytes long; the most is 63"),
        ])
    func refused(password: String, reason: String) throws {
        let error = try #require(throws: AerospikeError.self) { try PasswordHash.compute(Secret(password)) }
        #expect(error.code == .invalidArgument)
        #expect(error.description.contains(reason))
        #expect(!error.description.contains("hunter2"))
    }

    @Test("Threads hash side by side")
    func threads() async throws {
        let expected = try PasswordHash.compute("s3cret")
        let hashes = (0..<4).map { CredentialHash(of: $0.isMultiple(of: 2) ? "s3cret" : Secret("other \($0)")) }
        let results = try await withThrowingTaskGroup(of: SecretBytes.self) { group in
            for hash in hashes { group.addTask { try await hash.value() } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(results.count == 3)
        #expect(results.contains(expected))
    }
}
