import AerospikeSDK

/// Meets what can go wrong, and decides what to do.
func handleErrors(of hosts: String) async throws {
    // snippet: connect-failed
    do {
        let client = try await ClusterDefinition("127.0.0.1", 1).connect()
        await client.close()
    } catch {
        print(error.code, "because of \(error.causes.count) seed")
    }
    // end

    try await Client.connect(to: hosts) { client in
        let session = client.createSession()
        let users = DataSet.of("test", "users")
        try await session.put(users.id("alice"), ["name": "Alice", "visits": 1])

        try await register(users.id("alice"), in: session)

        print("visits:", try await countVisit(of: users.id("alice"), in: session))
        try await addOnce(to: users.id("alice"), in: session)
        print(try await session.get(users.id("alice")).bins)
    }
}

/// Makes a record, unless there is one.
private func register(_ key: Key, in session: Session) async throws(AerospikeError) {
    // snippet: result-code
    do {
        try await session.insert(key).put(["name": "Alice"]).execute()
    } catch {
        guard error.resultCode == .keyExists else { throw error }
        print("there is an alice already")
    }
    // end
}

// snippet: lock
/// Changes a record as it was read, and starts anew when somebody else was faster.
func countVisit(of key: Key, in session: Session) async throws(AerospikeError) -> Int64 {
    while true {
        let record = try await session.get(key)
        let visits = (record.bins["visits"]?.integerValue ?? 0) + 1
        do {
            try await session.update(key)
                .put(["visits": .integer(visits)])
                .ensureGeneration(is: record.generation)
                .execute()
            return visits
        } catch {
            guard error.resultCode == .generationError else { throw error }
        }
    }
}
// end

// snippet: in-doubt
/// Adds once, not twice: a write that may have been carried out is not simply made again.
func addOnce(to key: Key, in session: Session) async throws(AerospikeError) {
    let before = try await session.get(key)
    do {
        try await session.update(key).bin("visits").incrementBy(1).execute()
    } catch {
        if error.isInDoubt {
            // It was carried out if the record has been written since.
            guard try await session.get(key).generation == before.generation else { return }
        } else if !error.isSafeToRetry {
            throw error
        }
        try await session.update(key).bin("visits").incrementBy(1).ensureGeneration(is: before.generation).execute()
    }
}
// end
