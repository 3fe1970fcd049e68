import AerospikeSDK

/// Walks along the records of a data set.
func query(_ hosts: String) async throws {
    try await Client.connect(to: hosts) { client in
        let session = client.createSession()
        let events = DataSet.of("test", "events")
        try await session.upsert(events.ids(1...500)).put(["kind": "click", "weight": 2]).execute()

        // snippet: query
        var weight: Int64 = 0
        for try await row in try await session.query(events).bins("weight").execute() {
            weight += row.record.bins["weight"]?.integerValue ?? 0
        }
        // end
        print("weight:", weight)

        // snippet: query-some
        let some = try await session.query(events).limit(10).recordsPerSecond(1000).execute().collect()
        // end
        print("some:", some.count)
    }
}
