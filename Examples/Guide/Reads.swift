import AerospikeSDK

/// Reads one record in every way that there is.
func read(from hosts: String) async throws {
    try await Client.connect(to: hosts) { client in
        let session = client.createSession()
        let users = DataSet.of("test", "users")
        try await session.put(users.id("alice"), ["name": "Alice", "age": 28, "tags": ["new", "vip"]])

        // snippet: get
        let alice = try await session.get(users.id("alice"))
        print(alice.bins["name"]?.stringValue ?? "", alice.bins["age"]?.integerValue ?? 0)
        print("written \(alice.generation) times, expires at", alice.expiration.unixTime ?? "no time")
        // end

        // snippet: get-bins
        let name = try await session.get(users.id("alice"), bins: ["name"])
        // end
        print(name.bins)

        // snippet: query-key
        if let row = try await session.query(users.id("bob")).withNoBins().execute().first() {
            print("generation", row.record.generation)
        } else {
            print("there is no bob")
        }
        // end

        // snippet: exists
        let exists = try await session.exists(users.id("bob")).execute().first()?.asBool() ?? false
        // end
        print(exists)
    }
}
