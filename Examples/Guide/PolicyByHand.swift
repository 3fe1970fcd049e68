import AerospikeSDK

/// Connects with a policy in place of a definition, as programs for the other Aerospike clients do.
func connectByPolicy(to hosts: String) async throws {
    // snippet: policy
    var policy = ClientPolicy()
    policy.tlsConfig = TlsConfig(caFile: "certs/ca.pem")
    policy.authMode = .native
    policy.user = "app"
    policy.password = "secret"
    policy.useServicesAlternate = true

    // The TLS name stands between the host and the port: "localhost:myTlsName:4333".
    try await Client.connect(to: hosts, policy: policy) { client in
        let session = client.createSession()
        try await session.put(DataSet.of("test", "users").id("alice"), ["name": "Alice"])
        print(try await session.get(DataSet.of("test", "users").id("alice")).bins)
    }
    // end
}
