import AerospikeSDK

/// Uses several sessions of one client side by side, each for another kind of work.
func useSessions(of hosts: String) async throws {
    try await Client.connect(to: hosts) { client in try await work(with: client) }
}

private func work(with client: Client) async throws(AerospikeError) {
    let alice = DataSet.of("test", "users").id("alice")
    // snippet: sessions
    let session = client.createSession(.default)
    let fast = client.createSession(.readFast)
    let consistent = client.createSession(.strictlyConsistent)
    // end

    // snippet: session-for
    try await session.put(alice, ["name": "Alice"])
    let patient = session.sessionFor(.default.derivingWithChanges("patient", totalTimeout: .seconds(30)))
    print(try await patient.get(alice).bins)
    // end

    for session in [session, fast, consistent, patient] { print(session.behavior.name) }
    print(try await lookUp(alice, quicklyIn: fast, orIn: patient).bins)
}

// snippet: session-fallback
/// Asks for an answer at once, and where that does not come, with more patience.
func lookUp(_ key: Key, quicklyIn fast: Session, orIn patient: Session) async throws(AerospikeError) -> Record {
    do {
        return try await fast.get(key)
    } catch {
        guard error.isSafeToRetry else { throw error }
        return try await patient.get(key)
    }
}
// end
