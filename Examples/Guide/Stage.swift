import AerospikeSDK
import AerospikeSandbox
import Foundation

/// An embedded cluster as a topic needs it, and a folder that holds the files which the topic names.
struct Stage: Sendable {
    /// The cluster.
    let cluster: SandboxCluster
    /// Its seeds.
    let hosts: String
    /// The folder, with `certs` and `profiles`.
    let folder: String

    /// Lends a stage to a body.
    static func withStage<Result>(for topic: Topic, _ body: (Stage) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "guide-\(UUID().uuidString)")
        let profiles = folder.appending(path: "profiles")
        try FileManager.default.createDirectory(at: profiles, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var configuration = topic.cluster
        if configuration.tls != nil { configuration.folder = folder.appending(path: "certs").path }
        return try await SandboxCluster.withCluster(configuration) { cluster in
            var seeds = cluster.hosts
            if topic.namesTLS { for index in seeds.indices { seeds[index].tlsName = configuration.tls?.name } }
            let hosts = seeds.map(\.description).joined(separator: ",")
            try profile(hosts).write(to: profiles.appending(path: "prod.yaml"), atomically: true, encoding: .utf8)
            return try await body(Stage(cluster: cluster, hosts: hosts, folder: folder.path))
        }
    }

    /// A profile of two clients, one of them with a session of its own.
    private static func profile(_ hosts: String) -> String {
        """
        cluster: { hosts: "\(hosts)" }
        clients:
          analytics: { like: default }
        sessions:
          reports: { client: analytics, behavior: patient }
        behaviors:
          patient: { all_operations: { abandon_call_after: 60s } }

        """
    }
}

/// Runs a body on a thread of its own, which may wait.
func onThread(_ body: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}
