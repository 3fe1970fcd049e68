import AerospikeConfigLoader
import AerospikeSDK
import AerospikeSandbox

/// Reads and writes a few records.
///
/// `QuickStart` alone does so against an embedded cluster; `QuickStart prod` against the cluster of the profile `prod`.
@main
struct QuickStart {
    static func main() async throws {
        if let profile = CommandLine.arguments.dropFirst().first {
            try await useProfile(profile)
        } else {
            try await useSandbox()
        }
    }

    static func useProfile(_ name: String) async throws {
        // snippet: use-profile
        try await ClusterDefinition.load(profile: name).withClient { client in
            try await greet(client.createSession(.default))
        }
        // end
    }

    static func useSandbox() async throws {
        // snippet: use-sandbox
        try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: 3)) { cluster in
            try await ClusterDefinition(hosts: cluster.hosts).withClient { client in
                try await greet(client.createSession(.default))
            }
        }
        // end
    }

    static func greet(_ session: Session) async throws {
        // snippet: greet
        let users = DataSet.of("test", "users")
        try await session.upsert(users.id("alice")).put(["name": "Alice", "age": 28]).execute()
        try await session.upsert(users.id("alice")).bin("visits").incrementBy(1).execute()
        try await session.put(users.id("bob"), ["name": "Bob"])

        let alice = try await session.get(users.id("alice"))
        print("alice:", alice.bins, "generation \(alice.generation)")

        let everybody = users.ids("alice", "bob", "carol")
        for try await row in try await session.query(everybody).includeMissingKeys().execute() {
            print(row.index, row.isOK ? "\(row.record.bins)" : "no record")
        }

        do {
            _ = try await session.get(users.id("carol"))
        } catch {
            guard error.resultCode == .keyNotFound else { throw error }
            print("carol:", error)
        }

        var names: [Value] = []
        for try await row in try await session.query(users).bins("name").execute() {
            names += [row.record.bins["name"]].compactMap { $0 }
        }
        print("all users:", names.map(\.description).sorted().joined(separator: ", "))
        // end
    }

    /// The same verbs on a thread that waits: for programs without tasks.
    static func useThread(_ definition: ClusterDefinition) throws {
        // snippet: use-thread
        try SyncClient.withClient(definition) { client in
            let session = client.createSession(.readFast)
            let alice = try session.get(DataSet.of("test", "users").id("alice"), bins: ["name"])
            print(alice.bins)
        }
        // end
    }
}
