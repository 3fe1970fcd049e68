import AerospikeSDK

/// Writes records, and walks along all that there are.
func queryAndUpsert(in hosts: String) async throws {
    try await Client.connect(to: hosts) { client in
        let session = client.createSession()

        // snippet: query-and-upsert
        let users = DataSet.of("test", "users")
        try await session.upsert(users.id(1)).put(["name": "Alice"]).execute()

        for try await row in try await session.query(users).execute() {
            print(row.record.bins)
        }
        // end
    }
}
