import AerospikeSDK

/// Reads and writes many records by their keys.
func useBatches(of hosts: String) async throws {
    try await Client.connect(to: hosts) { client in
        let session = client.createSession()
        let users = DataSet.of("test", "users")
        try await doOne(with: users, in: session)
        try await doSeveral(with: users, in: session)
        try await chooseWhatBecomesOfFailures(of: users, in: session)
    }
}

private func doOne(with users: DataSet, in session: Session) async throws {
    // snippet: batch-write
    let rows = try await session.upsert(users.ids(1...3)).put(["country": "FR"]).execute()
    for failure in try await rows.failures() { print(failure.index, failure.error ?? "") }
    // end

    // snippet: batch-read
    let keys = users.ids(1...4)
    for try await row in try await session.query(keys).includeMissingKeys().execute() {
        print(row.index, row.isOK ? "\(row.record.bins)" : "no record")
    }
    // end

    // snippet: batch-stream
    var found = 0
    for try await row in try await session.query(users.ids(1...1000)).bins("country").executeStream() {
        found += row.isOK ? 1 : 0
    }
    print("found:", found)
    // end
}

private func doSeveral(with users: DataSet, in session: Session) async throws {
    // snippet: batch-mixed
    let commands = session.upsert(users.id(1)).put(["name": "Alice"])
        .update(users.id(2)).bin("visits").incrementBy(1)
        .delete(users.id(4))
        .query(users.id(3)).bins("country")
    for try await row in try await commands.execute() {
        print(row.index, row.resultCode ?? .ok, row.record.bins)
    }
    // end

    // snippet: batch-loop
    var batch = session.batch()
    for number in 1...3 {
        batch.add(session.update(users.id(number)).bin("visits").incrementBy(number))
    }
    try await batch.execute(onError: .raise)
    // end
}

private func chooseWhatBecomesOfFailures(of users: DataSet, in session: Session) async throws {
    // snippet: on-error
    let updated = try await session.update(users.ids(2...5)).put(["seen": true])
        .execute(onError: .handler { _, index, error in print("failed:", index, error.resultCode ?? .ok) })
    print("updated:", try await updated.collect().count)
    // end

    // snippet: in-stream
    let rows = try await session.insert(users.id(1)).put(["name": "Alice"]).execute(onError: .inStream)
    if try await rows.first()?.resultCode == .keyExists { print("there is one already") }
    // end
}
