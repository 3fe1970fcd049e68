import AerospikeSDK

/// Connects to a cluster, in the two ways that there are.
func connect(to hosts: String) async throws {
    let alice = DataSet.of("test", "users").id("alice")

    // snippet: connect
    // Such as "localhost:3000". The client is closed on every way out.
    try await Client.connect(to: hosts) { client in
        let session = client.createSession()
        try await session.put(alice, ["name": "Alice"])
    }
    // end

    // snippet: connect-and-close
    let client = try Client(hosts)
    try await client.connect()
    let session = client.createSession()
    print(try await session.get(alice).bins)
    await client.close()
    // end
}
