import AerospikeSDK

/// Makes keys of a data set, and uses them.
func useDataSets(of hosts: String) async throws {
    // snippet: data-sets
    let users = DataSet.of("test", "users")

    let key = users.id(42)
    let keys = users.ids(1, 2, 3)
    let named = users.id("alice")
    let again = users.idFromDigest(named.digest)
    // end

    try await Client.connect(to: hosts) { client in
        let session = client.createSession()
        try await session.upsert([key, named]).put(["name": "Alice"]).execute()
        print(try await session.get(again).bins, "by its digest")
        print(try await session.exists(keys + [key]).execute().collect().map(\.isOK))
    }
}
