import AerospikeSDK

/// Connects from a program without tasks: every call waits on the thread that makes it.
func connectAndWait(to hosts: String) throws {
    let alice = DataSet.of("test", "users").id("alice")

    // snippet: sync-connect
    let definition = try ClusterDefinition(hosts: hosts)
    try SyncClient.withClient(definition) { client in
        let session = client.createSession()
        try session.put(alice, ["name": "Alice"])
    }
    // end

    // snippet: sync-connect-and-close
    let client = try SyncClient(hosts)
    try client.connect()
    defer { client.close() }
    let session = client.createSession()
    print(try session.get(alice).bins)

    let everybody = try session.query(DataSet.of("test", "users")).execute()
    while let row = try everybody.next() { print(row.record.bins) }
    // end
}
