import AerospikeSandbox
import Dispatch
import Glibc
import Testing

@testable import AerospikeSDK

/// What it takes until a client is ready, counted rather than timed.
@Suite("Steps until a client is ready")
struct ReadinessTests {
    @Test("Each node has one connection and two questions to answer", arguments: [false, true])
    func steps(usesTLS: Bool) async throws {
        try await withSandbox(usesTLS: usesTLS) { sandbox in
            try await withCluster(sandbox.definition.quiet()) { cluster in
                #expect(cluster.topology.nodes.count == 3)
                for node in sandbox.nodes {
                    let counters = try await sandbox.counters(of: node.name)
                    #expect(counters.connectionsAccepted == 1, "\(node.name)")
                    // Who it is; then its peers and its partitions.
                    #expect(counters.infoRequests == 2, "\(node.name)")
                }
            }
        }
    }

    @Test("Peers are met side by side, handshakes included", arguments: [false, true])
    func sideBySide(usesTLS: Bool) async throws {
        try await withSandbox(usesTLS: usesTLS) { sandbox in
            let awaited = DispatchGroup()
            let peers = sandbox.hosts.dropFirst()
            for _ in peers { awaited.enter() }
            let fronts = try peers.map { try HoldingFront(to: $0.port, awaited: awaited) }
            defer { for front in fronts { front.stop() } }
            var definition = sandbox.definition.quiet()
            definition.addressMap = AddressMap(
                Dictionary(
                    uniqueKeysWithValues: zip(peers, fronts).map { peer, front in
                        (.init(host: peer.name, port: peer.port), .init(host: "127.0.0.1", port: front.port))
                    }))
            try await withCluster(definition) { cluster in #expect(cluster.topology.nodes.count == 3) }
        }
    }

    @Test("Seeds that never answer are not waited for")
    func silentSeeds() async throws {
        try await withSandbox { sandbox in
            // The system takes the connections in; nobody ever answers on them.
            let silent = try (0..<5).map { _ in try Loopback.listening() }
            defer { for seed in silent { close(seed.descriptor) } }
            var definition = sandbox.definition.quiet()
            definition.hosts = silent.map { Host("127.0.0.1", $0.port) } + definition.hosts
            definition.systemSettings.connections.waitForConnectionToComplete = .seconds(600)
            let start = ContinuousClock.now
            try await withCluster(definition) { cluster in #expect(cluster.topology.nodes.count == 3) }
            #expect(start.duration(to: .now) < .seconds(300))
        }
    }

    @Test("Later connections take up the sessions of the first")
    func resumption() async throws {
        try await withSandbox(usesTLS: true) { sandbox in
            try await withCluster(sandbox.definition.quiet()) { cluster in
                let loop = try #require(cluster.loops.first)
                for node in cluster.topology.nodes {
                    let connection = try await ControlConnection.open(
                        to: node.endpoint.address, as: node.endpoint.tls, on: loop,
                        until: MonotonicTime.now().advanced(by: .seconds(60)))
                    #expect(await connection.tlsSummary?.isResumed == true, "\(node)")
                }
            }
        }
    }

    private func withSandbox(usesTLS: Bool = false, _ body: (SandboxCluster) async throws -> Void) async throws {
        var configuration = SandboxConfiguration(nodeCount: 3)
        if usesTLS { configuration.tls = SandboxTLS() }
        let made = configuration
        try await Gate.clusters.pass { try await SandboxCluster.withCluster(made, body) }
    }

    private func withCluster(_ definition: ClusterDefinition, _ body: (Cluster) async throws -> Void) async throws {
        let cluster = try await Cluster.connect(definition)
        do {
            try await body(cluster)
            await cluster.close()
        } catch {
            await cluster.close()
            throw error
        }
    }
}

extension ClusterDefinition {
    /// The same with its first seed alone, time enough for everything, and no round of the tend after the first.
    fileprivate func quiet() -> ClusterDefinition {
        var copy = self
        copy.hosts = Array(hosts.prefix(1))
        copy.systemSettings.connections.waitForConnectionToComplete = .seconds(60)
        copy.systemSettings.tendInterval = .seconds(3600)
        return copy
    }
}
