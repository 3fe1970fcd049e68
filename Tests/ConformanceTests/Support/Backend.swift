import AerospikeConfigLoader
import AerospikeSandbox
import Foundation

@testable import AerospikeSDK

/// A cluster that the same tests are run against.
enum Backend: Hashable, Sendable {
    /// Three nodes within this process.
    case sandbox
    /// Real servers.
    case servers(hosts: String)
    /// Real servers that a profile leads to.
    case profile(String)

    /// The sandbox always; real servers where the environment names them.
    static let available: [Backend] = {
        let hosts = environment("AEROSPIKE_HOSTS").map { Backend.servers(hosts: $0) }
        let profile = environment("AEROSPIKE_PROFILE").map { Backend.profile($0) }
        return [.sandbox, hosts, profile].compactMap(\.self)
    }()

    private static func environment(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    var name: String {
        switch self {
        case .sandbox: "sandbox"
        case .servers: "servers"
        case .profile: "profile"
        }
    }

    /// A namespace that the tests may write to.
    var namespace: String { self == .sandbox ? "test" : Self.environment("AEROSPIKE_NAMESPACE") ?? "test" }

    /// Lends a cluster to a body.
    func withDefinition<Result>(_ body: (ClusterDefinition) async throws -> Result) async throws -> Result {
        switch self {
        case .servers(let hosts):
            let definition = try ClusterDefinition(hosts: hosts).unhurried()
            return try await Gate.clusters.pass { try await body(definition) }
        case .profile(let profile):
            let definition = try Self.load(profile).unhurried()
            return try await Gate.clusters.pass { try await body(definition) }
        case .sandbox:
            return try await Self.withSandbox { cluster in
                try await body(ClusterDefinition(hosts: cluster.hosts).unhurried())
            }
        }
    }

    /// Loads a profile, whose hosts are not those that `AEROSPIKE_HOSTS` names for the other backend.
    private static func load(_ profile: String) throws -> ClusterDefinition {
        let locator = ProfileLocator(
            directory: nil, environment: { $0 == "AEROSPIKE_HOSTS" ? nil : environment($0) })
        return try Profile.load(path: locator.path(of: profile), locator).makeDefinition()
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
