import AerospikeSDK

/// Reads from the racks nearby, as long as they have a copy.
func readNearby(from hosts: String) async throws {
    // snippet: racks
    let definition = try ClusterDefinition(hosts: hosts).preferringRacks(1, 2)
    try await definition.withClient { client in
        let users = DataSet.of("test", "users")
        let keys = users.ids(1...100)
        try await client.createSession().upsert(keys).put(["country": "FR"]).execute()

        // Writes go to the node that holds the master copy, wherever that is.
        let near = client.createSession(Behavior.default.derivingWithChanges("near", replica: .preferRack))
        for key in keys { _ = try await near.get(key) }
        print("read \(keys.count) records nearby")
    }
    // end
}
