import AerospikeSDK

/// Reaches a cluster from outside its network: by the addresses that it publishes for that, and a map of those.
func connectFromOutside(to hosts: String) async throws {
    // snippet: definition
    let definition = try ClusterDefinition(hosts: hosts)
        .withNativeCredentials("app", "secret")
        .usingServicesAlternate()
        .withIPMap(["10.0.0.1": "127.0.0.1"])  // what servers publish, and what to dial instead

    try await definition.withClient { client in
        let session = client.createSession()
        let users = DataSet.of("test", "users")
        for number in 1...100 { try await session.put(users.id(number), ["number": Value(number)]) }
        print("every node was reached, with \(client.warnings.count) warnings")
    }
    // end
}
