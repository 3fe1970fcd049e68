import AerospikeSDK
import AerospikeSandbox

/// A sandbox that speaks TLS, and what its clients need to know.
enum Secured {
    static let name = "sandbox.test"
    /// More time than a loaded machine needs.
    static let patient = Behavior.default.derivingWithChanges("patient", totalTimeout: .seconds(60))

    /// Lends a cluster to a body.
    static func with<Result>(
        nodeCount: Int = 1,
        adjusting adjust: (inout SandboxConfiguration) -> Void = { _ in },
        _ body: (SandboxCluster, SandboxFiles) async throws -> Result
    ) async throws -> Result {
        var configuration = SandboxConfiguration(nodeCount: nodeCount)
        configuration.tls = SandboxTLS(name: name)
        adjust(&configuration)
        return try await SandboxCluster.withCluster(configuration) { cluster in
            guard let files = cluster.files else { throw AerospikeError(.tlsFailed, "the sandbox has no files") }
            return try await body(cluster, files)
        }
    }
}

extension SandboxFiles {
    /// A client that trusts the sandbox.
    var trusting: TLSConfiguration { TLSConfiguration(name: Secured.name, caFile: caFile) }

    /// The same with a certificate of its own.
    var mutual: TLSConfiguration {
        TLSConfiguration(
            name: Secured.name, caFile: caFile, clientCertFile: clientCertFile, clientKeyFile: clientKeyFile)
    }
}

extension SandboxCluster {
    /// A client that knows one node of the cluster, and has more time than a loaded machine needs.
    func definition(_ tls: TLSConfiguration?) -> ClusterDefinition {
        var definition = ClusterDefinition(hosts: Array(hosts.prefix(1)))
        definition.tls = tls
        definition.systemSettings.connections.waitForConnectionToComplete = .seconds(60)
        return definition
    }

    /// Connects, writes a record and reads it.
    func exchange(_ tls: TLSConfiguration?) async throws {
        try await definition(tls).withClient { client in
            let session = client.createSession(Secured.patient)
            let key = DataSet.of("test", "tls").id(1)
            try await session.put(key, ["n": 1])
            _ = try await session.get(key)
        }
    }
}
