import AerospikeSDK

/// Connects over TLS to servers that prove who they are.
func connectOverTLS(to hosts: String) async throws {
    // snippet: tls
    let definition = try ClusterDefinition(hosts: hosts)  // such as "localhost:4333"
        .withTLS(TLSConfiguration(name: "myTlsName", caFile: "certs/ca.pem"))
        .withNativeCredentials("app", "secret")
        .usingServicesAlternate()

    try await definition.withClient { client in
        let session = client.createSession()
        try await session.put(DataSet.of("test", "users").id("alice"), ["name": "Alice"])
        print(try await session.get(DataSet.of("test", "users").id("alice")).bins)
    }
    // end
}

/// Logs in over TLS, and does all else in clear, with servers that are set up for that.
func logInOverTLS(to hosts: String) async throws {
    // snippet: login-over-tls
    let definition = try ClusterDefinition(hosts: hosts)
        .withTLS(TLSConfiguration(name: "myTlsName", caFile: "certs/ca.pem", forLoginOnly: true))
        .withNativeCredentials("app", "secret")
    // end
    try await definition.withClient { client in
        try await client.createSession().put(DataSet.of("test", "users").id("alice"), ["name": "Alice"])
        print("written in clear")
    }
}
