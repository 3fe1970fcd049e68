import Glibc
import Testing

@testable import AerospikeSDK

/// The patience of these clients is longer than any test: who waits for a seed that never answers, waits in vain.
@Suite("Seeds that answer late, never, or not yet", .timeLimit(.minutes(5)))
struct SeedTests {
    private func definition(_ seeds: [Host]) -> ClusterDefinition {
        var definition = ClusterDefinition(hosts: seeds)
        definition.systemSettings.connections.waitForConnectionToComplete = .seconds(3600)
        return definition
    }

    @Test("One seed behind five that never answer is enough, whichever place it has", arguments: [0, 3, 5])
    func blackHoles(place: Int) async throws {
        let peer = try ScriptedPeer()
        let holes = try (0..<5).map { _ in try BlackHole() }
        var seeds = holes.map { Host("127.0.0.1", $0.port) }
        seeds.insert(Host("127.0.0.1", peer.port), at: place)
        let cluster = try await Cluster.connect(definition(seeds))
        #expect(cluster.topology.nodes.map(\.name) == ["S1"])
        #expect(cluster.warnings.isEmpty)
        await cluster.close()
    }

    @Test("A server that has just started is waited for")
    func unready() async throws {
        let peer = try ScriptedPeer()
        peer.say("-1", for: "partition-generation")
        let cluster = Cluster(definition([Host("127.0.0.1", peer.port)]))
        let connecting = Task { try await cluster.connect() }
        try await eventually("it is asked again") { peer.questions.count > 1 }
        peer.say("0", for: "partition-generation")
        try await connecting.value
        #expect(cluster.topology.nodes.map(\.name) == ["S1"])
        await cluster.close()
    }

    @Test("A server that does not get ready in time is named, with what to do")
    func neverReady() async throws {
        let peer = try ScriptedPeer()
        peer.say("-1", for: "partition-generation")
        var definition = peer.definition
        definition.systemSettings.connections.waitForConnectionToComplete = .seconds(1)
        let cluster = Cluster(definition)
        let error = await #expect(throws: AerospikeError.self) { try await cluster.connect() }
        #expect(error?.code == .connectFailed)
        #expect(error?.causes.map(\.code) == [.nodeNotReady])
        #expect(error?.causes.first?.advice == "wait until it has started")
        await cluster.close()
    }

    @Test("A client whose nodes are all gone tells why, as long as that lasts")
    func lost() async throws {
        let peer = try ScriptedPeer()
        var definition = peer.definition
        definition.systemSettings.tendInterval = .milliseconds(250)
        let client = Client(definition)
        try await client.connect()
        #expect(client.warnings.isEmpty)
        peer.stop()
        try await eventually("its seed is asked, in vain") { client.warnings.contains { $0.code == .connectFailed } }
        let warning = try #require(client.warnings.first)
        #expect(warning.message == "cannot connect to the seed")
        #expect(warning.causes.map(\.node) == ["127.0.0.1:\(peer.port)"])
        #expect(!client.isConnected)
        await client.close()
    }

    @Test("Seeds that are replaced are used as soon as no node answers")
    func replaced() async throws {
        let (first, second) = (try ScriptedPeer(), try ScriptedPeer())
        let client = Client(definition([Host("127.0.0.1", first.port)]))
        try await client.connect()
        first.stop()
        try client.replaceSeeds(with: [Host("127.0.0.1", second.port)])
        try await eventually("the other server is found") {
            client.cluster.topology.nodes.map(\.endpoint.address.port) == [second.port]
        }
        #expect(client.definition.hosts.map(\.port) == [first.port])
        await client.close()
        let error = #expect(throws: AerospikeError.self) { try client.replaceSeeds(with: [Host("db")]) }
        #expect(error?.code == .clientClosed)
    }

    @Test(
        "Seeds that cannot be dialled are refused, and the old ones kept",
        arguments: [[], [Host("")], [Host("db", 0)], Array(repeating: Host("db"), count: ClusterLimits.seeds + 1)])
    func invalid(seeds: [Host]) throws {
        let client = SyncClient(ClusterDefinition("db"))
        let error = #expect(throws: AerospikeError.self) { try client.replaceSeeds(with: seeds) }
        #expect(error?.code == .invalidArgument)
        #expect(client.cluster.seeds == [Host("db")])
    }

    @Test("Servers are told once on a connection who the client is, and may refuse to hear it")
    func userAgent() async throws {
        let peer = try ScriptedPeer()
        let cluster = try await Cluster.connect(definition([Host("127.0.0.1", peer.port)]).appID("orders"))
        let count = peer.questions.count
        cluster.tendSoon()
        try await eventually("another round") { peer.questions.count > count }
        #expect(peer.questions.joined().count { $0.hasPrefix("user-agent-set:") } == 1)
        #expect(
            peer.questions.allSatisfy { $0.first?.hasPrefix("user-agent-set:") != true },
            "it has no round trip of its own")
        #expect(cluster.warnings.isEmpty)
        await cluster.close()
    }

    @Test("The tend can be asked for at once, long before its time")
    func tendSoon() async throws {
        let peer = try ScriptedPeer()
        var definition = definition([Host("127.0.0.1", peer.port)])
        definition.systemSettings.tendInterval = .seconds(3600)
        let cluster = try await Cluster.connect(definition)
        for round in 1...3 {
            let count = peer.questions.count
            for _ in 1...100 { cluster.tendSoon() }
            try await eventually("round \(round)") { peer.questions.count > count }
        }
        await cluster.close()
    }
}

/// A port that takes connections and never answers.
private final class BlackHole: Sendable {
    let port: UInt16
    private let descriptor: Int32

    init() throws { (descriptor, port) = try PeerSocket.listening() }

    deinit { close(descriptor) }
}
