import AerospikeSandbox
import Foundation

@testable import AerospikeSDK

/// A cluster that the same tests are run against.
enum Backend: Hashable, Sendable {
    /// Three nodes within this process.
    case sandbox
    /// Real servers, and a namespace that the tests may write to.
    case servers(hosts: String, namespace: String)

    /// The sandbox always; real servers where the environment names them.
    static let available: [Backend] = {
        let environment = ProcessInfo.processInfo.environment
        guard let hosts = environment["AEROSPIKE_HOSTS"], !hosts.isEmpty else { return [.sandbox] }
        return [.sandbox, .servers(hosts: hosts, namespace: environment["AEROSPIKE_NAMESPACE"] ?? "test")]
    }()

    var name: String { self == .sandbox ? "sandbox" : "servers" }

    var namespace: String {
        switch self {
        case .sandbox: "test"
        case .servers(_, let namespace): namespace
        }
    }

    /// Lends a cluster to a body.
    func withDefinition<Result>(_ body: (ClusterDefinition) async throws -> Result) async throws -> Result {
        switch self {
        case .servers(let hosts, _):
            let definition = try ClusterDefinition(hosts: hosts).unhurried()
            return try await Gate.clusters.pass { try await body(definition) }
        case .sandbox:
            return try await Self.withSandbox { cluster in
                try await body(ClusterDefinition(hosts: cluster.hosts).unhurried())
            }
        }
    }

    /// Lends a sandbox of three nodes to a body.
    static func withSandbox<Result>(
        nodeCount: Int = 3,
        _ body: (SandboxCluster) async throws -> Result
    ) async throws -> Result {
        try await Gate.clusters.pass {
            try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: nodeCount), body)
        }
    }
}

extension ClusterDefinition {
    /// The same with more time for connecting than a loaded machine needs.
    func unhurried() -> ClusterDefinition {
        var copy = self
        copy.systemSettings.connections.waitForConnectionToComplete = .seconds(20)
        return copy
    }
}
