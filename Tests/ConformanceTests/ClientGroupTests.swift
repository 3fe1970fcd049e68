import AerospikeConfigLoader
import AerospikeSDK
import AerospikeSandbox
import Testing

@Suite("Clients of several clusters")
struct ClientGroupTests {
    private let users = DataSet.of("test", "users")

    /// A profile of two clusters, each with the session of its own.
    private func profile(_ shop: SandboxCluster, _ olap: SandboxCluster) throws -> Profile {
        func hosts(_ cluster: SandboxCluster) -> String {
            cluster.hosts.map { "\"\($0)\"" }.joined(separator: ", ")
        }
        return try Profile(
            parsing: """
                cluster: { hosts: [\(hosts(shop))] }
                clients: { analytics: { like: default, hosts: [\(hosts(olap))] } }
                sessions: { default: patient, reports: { client: analytics, behavior: patient } }
                behaviors: { patient: { all_operations: { abandon_call_after: 30s } } }
                system: { DEFAULT: { connections: { wait_for_connection_to_complete: 30s } } }
                """)
    }

    private func withProfile(_ body: (Profile) async throws -> Void) async throws {
        try await Gate.clusters.pass {
            try await SandboxCluster.withCluster { shop in
                try await SandboxCluster.withCluster { olap in try await body(profile(shop, olap)) }
            }
        }
    }

    @Test("each session works on its own cluster, and none after the end")
    func tasks() async throws {
        try await withProfile { profile in
            var kept: Session?
            try await profile.withClients { clients in
                let (session, reports) = (try clients.session("default"), try clients.session("reports"))
                try await session.put(users.id(1), ["where": "shop"])
                try await reports.put(users.id(1), ["where": "olap"])
                #expect(try await session.get(users.id(1)).bins["where"] == "shop")
                #expect(
                    try await clients.client("analytics").session("reports").get(users.id(1)).bins["where"] == "olap")
                #expect(clients.clients.keys.sorted() == ["analytics", "default"])
                kept = session
            }
            let session = try #require(kept)
            await #expect(throws: AerospikeError.self) { try await session.get(users.id(1)) }
        }
    }

    @Test("threads have the same")
    func threads() async throws {
        try await withProfile { profile in
            let users = users
            let result = try await onThread {
                Result {
                    try profile.withSyncClients { clients in
                        let (session, reports) = (try clients.session("default"), try clients.session("reports"))
                        try session.put(users.id(1), ["where": "shop"])
                        try reports.put(users.id(1), ["where": "olap"])
                        #expect(try session.get(users.id(1)).bins["where"] == "shop")
                        #expect(
                            try clients.client("analytics").session("reports").get(users.id(1)).bins["where"] == "olap")
                    }
                }
            }
            try result.get()
        }
    }

    @Test("an unknown name is answered with the known ones")
    func names() async throws {
        try await withProfile { profile in
            try await profile.withClients { clients in
                let session = #expect(throws: AerospikeError.self) { try clients.session("report") }
                #expect(session?.code == .unknownName && session?.advice == "it names: default, reports")
                let client = #expect(throws: AerospikeError.self) { try clients.client("olap") }
                #expect(client?.code == .unknownName && client?.advice == "it names: analytics, default")
            }
        }
    }

    @Test("when one cluster cannot be reached, the error names its client, and the others are closed")
    func failure() async throws {
        try await Gate.clusters.pass {
            try await SandboxCluster.withCluster { cluster in
                let definitions = [
                    "default": ClusterDefinition(hosts: cluster.hosts),
                    "gone": ClusterDefinition(hosts: [Host("127.0.0.1", 1)]),
                ]
                let error = await #expect(throws: AerospikeError.self) {
                    _ = try await ClientGroup.connect(definitions)
                }
                #expect(error?.code == .connectFailed)
                #expect(error?.message == "client gone cannot connect")
                let other = await #expect(throws: AerospikeError.self) {
                    try await onThread { () throws(AerospikeError) in _ = try SyncClientGroup.connect(definitions) }
                }
                #expect(other?.message == error?.message)
            }
        }
    }
}
