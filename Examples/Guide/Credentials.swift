import AerospikeSDK

/// Logs in as a user of the cluster's own.
func logIn(to hosts: String) async throws {
    // snippet: credentials
    let definition = try ClusterDefinition(hosts: hosts).withNativeCredentials("app", "secret")
    try await definition.withClient { client in
        try await client.createSession().put(DataSet.of("test", "users").id("alice"), ["name": "Alice"])
        print("logged in as", definition.credentials?.user ?? "nobody")
    }
    // end

    // snippet: refused-login
    do {
        let client = try await definition.withNativeCredentials("app", "guess").connect()
        await client.close()
    } catch {
        // Each seed has its own cause.
        for cause in error.causes where cause.code == .loginRefused {
            print(cause.message)
        }
    }
    // end
}
