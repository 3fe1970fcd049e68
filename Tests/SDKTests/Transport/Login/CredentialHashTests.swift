import Synchronization
import Testing

@testable import AerospikeSDK

@Suite("One hash for all logins of a client")
struct CredentialHashTests {
    @Test("It is computed once, however many ask at the same time")
    func once() async throws {
        let gate = ThreadSignal<Void>()
        let count = Atomic(0)
        let hash = CredentialHash { () throws(AerospikeError) in
            gate.wait()
            count.add(1, ordering: .relaxed)
            return SecretBytes([7])
        }
        try await withThrowingTaskGroup(of: SecretBytes.self) { group in
            for _ in 0..<20 { group.addTask { try await hash.value() } }
            gate.send(())
            for try await bytes in group { #expect(bytes == SecretBytes([7])) }
        }
        #expect(try await hash.value() == SecretBytes([7]))
        #expect(count.load(ordering: .relaxed) == 1)
    }

    @Test("A thread that waits gets the same hash as a task")
    func blocking() async throws {
        let hash = CredentialHash(of: "s3cret")
        let waited = await withCheckedContinuation { continuation in
            do {
                try Thread.start {
                    continuation.resume(returning: Result { () throws(AerospikeError) in try hash.wait() })
                }
            } catch {
                continuation.resume(returning: .failure(AerospikeError(.notSupported, "\(error)")))
            }
        }
        let value = try await hash.value()
        #expect(try waited.get() == value)
        #expect(try PasswordHash.compute("s3cret") == value)
    }

    @Test("A failure reaches everybody, and is not kept")
    func failure() async throws {
        let count = Atomic(0)
        let hash = CredentialHash { () throws(AerospikeError) in
            guard count.add(1, ordering: .relaxed).newValue > 1 else {
                throw AerospikeError(.notSupported, "no bcrypt")
            }
            return SecretBytes([7])
        }
        await #expect(throws: AerospikeError(.notSupported, "no bcrypt")) { try await hash.value() }
        #expect(try await hash.value() == SecretBytes([7]))
    }

    @Test("Credentials become what the protocol sends")
    func identities() async throws {
        let hash = try PasswordHash.compute("s3cret")
        let external = LoginIdentity.external(user: "app", hash: hash, password: "s3cret")
        for (credentials, identity) in [
            (Credentials.native(user: "app", password: "s3cret"), LoginIdentity.native(user: "app", hash: hash)),
            (.external(user: "app", password: "s3cret"), external),
            (.externalInsecure(user: "app", password: "s3cret"), external),
            (.certificate, .certificate),
        ] {
            let logins = LoginCredentials(credentials)
            #expect(try await logins.identity() == identity)
            // The hash is there by now, so that nothing is waited for.
            #expect(try logins.waitForIdentity() == identity)
        }
    }

    @Test("A password that cannot be hashed is told by the login")
    func refused() async {
        let logins = LoginCredentials(.native(user: "app", password: "a\0b"))
        await #expect(throws: AerospikeError.self) { try await logins.identity() }
    }
}
