import AerospikeSDK

/// Reads and writes many records by their keys.
func useBatches(of hosts: String) async throws {
    try await Client.connect(to: hosts) { client in
        let session = client.createSession()
        let users = DataSet.of("test", "users")

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
    }
}
