import AerospikeSDK

/// Asks nodes what they are and hold, and empties a data set.
func administer(_ hosts: String) async throws {
    try await Client.connect(to: hosts) { client in
        let session = client.createSession()
        let events = DataSet.of("test", "events")
        try await session.upsert(events.ids(1...500)).put(["kind": "click"]).execute()
        try await ask(client, about: events)
        try await empty(events, in: session)
    }
}

private func ask(_ client: Client, about events: DataSet) async throws {
    // snippet: info
    for node in try await client.info.nodes() { print(node.name, "is", node.edition, node.build) }
    if let namespace = try await client.info.namespaceDetails("test") {
        print("records:", namespace.masterObjects, "copies:", namespace.objects)
    }
    for set in try await client.info.sets("test") {
        print(set.dataSet.setName, "holds", set.objects, "copies on", set.nodes.count, "nodes")
    }
    // end

    // snippet: info-command
    let answers = try await client.info.infoOnAllNodes("namespaces")
    for (node, answer) in answers.sorted(by: { $0.key < $1.key }) { print(node, "serves", try answer.get()) }
    // end
}

private func empty(_ events: DataSet, in session: Session) async throws {
    // snippet: truncate
    try await session.truncate(events)
    // end
    print("left:", try await session.query(events).execute().collect().count)
}
