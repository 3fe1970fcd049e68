import AerospikeSDK

/// Connects over TLS to servers that also want to know who their clients are.
func connectOverMutualTLS(to hosts: String) async throws {
    // snippet: mutual-tls
    let definition = try ClusterDefinition(hosts: hosts)
        .withTLS(
            TLSConfiguration(
                name: "myTlsName",
                caFile: "certs/ca.pem",
                clientCertFile: "certs/client.pem",
                clientKeyFile: "certs/client-key.pem")
        )
        .withNativeCredentials("app", "secret")
        .usingServicesAlternate()

    try await definition.withClient { client in
        let session = client.createSession()
        try await session.put(DataSet.of("test", "users").id("alice"), ["name": "Alice"])
        print(try await session.get(DataSet.of("test", "users").id("alice")).bins)
    }
    // end
}

/// Logs in as the user whom the client's certificate names, without a password.
func logInByCertificate(to hosts: String) async throws {
    // snippet: certificate-credentials
    let tls = TLSConfiguration(
        name: "myTlsName", caFile: "certs/ca.pem", clientCertFile: "certs/client.pem",
        clientKeyFile: "certs/client-key.pem")
    let definition = try ClusterDefinition(hosts: hosts).withTLS(tls).withCertificateCredentials()
    // end
    try await definition.withClient { client in
        try await client.createSession().put(DataSet.of("test", "users").id("alice"), ["name": "Alice"])
        print("logged in without a password")
    }
}

/// Logs in as a user of an external directory, whose password needs TLS on its way.
func logInToDirectory(to hosts: String) async throws {
    // snippet: external-credentials
    let definition = try ClusterDefinition(hosts: hosts)
        .withTLS(TLSConfiguration(name: "myTlsName", caFile: "certs/ca.pem"))
        .withExternalCredentials("app", "secret")
    // end
    try await definition.withClient { client in
        try await client.createSession().put(DataSet.of("test", "users").id("alice"), ["name": "Alice"])
        print("logged in by the directory")
    }
}
