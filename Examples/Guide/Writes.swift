import AerospikeSDK

/// Writes one record in every way that there is.
func write(to hosts: String) async throws {
    try await Client.connect(to: hosts) { client in
        let session = client.createSession()
        try await writeBins(session)
        try await limitLives(session)
        try await writeUnlessChanged(session)
    }
}

private func writeBins(_ session: Session) async throws {
    // snippet: put
    let users = DataSet.of("test", "users")
    try await session.put(users.id("alice"), ["name": "Alice", "age": 28])
    // end

    // snippet: upsert
    try await session.upsert(users.id("alice"))
        .put(["name": "Alice", "tags": ["new", "vip"]])
        .bin("visits").incrementBy(1)
        .bin("log").append("in;")
        .bin("age").remove()
        .execute()
    // end
    print(try await session.get(users.id("alice")).bins)

    // snippet: operate
    let record = try await session.upsert(users.id("alice"))
        .bin("visits").incrementBy(1)
        .bin("visits").get()
        .bin("log").get()
        .execute().firstOrThrow().record
    print(record.bins["visits"] ?? .null, record.results)
    // end

    // snippet: delete
    let existed = try await session.delete(users.id("alice")).execute().first()?.isOK ?? false
    print("deleted:", existed)
    // end
}

private func limitLives(_ session: Session) async throws {
    let carts = DataSet.of("test", "carts")
    // snippet: expire
    try await session.upsert(carts.id(1)).put(["items": 3]).expireRecordAfter(.seconds(3600)).execute()
    try await session.touch(carts.id(1)).expireRecordAfterSeconds(7200).execute()
    try await session.update(carts.id(1)).bin("items").incrementBy(1).withNoChangeInExpiration().execute()
    // end
    let cart = try await session.get(carts.id(1))
    print(cart.bins, cart.expiration == .never ? "for ever" : "for a while")
}

private func writeUnlessChanged(_ session: Session) async throws {
    let accounts = DataSet.of("test", "accounts")
    try await session.put(accounts.id(1), ["balance": 100])
    // snippet: generation
    let account = try await session.get(accounts.id(1))
    try await session.update(accounts.id(1))
        .put(["balance": 90])
        .ensureGeneration(is: account.generation)
        .execute()
    // end
    print("generation", try await session.get(accounts.id(1)).generation)
}
