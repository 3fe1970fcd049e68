import Testing

@testable import AerospikeSDK

@Suite("What the check says of load balancers", .timeLimit(.minutes(5)))
struct BalancerCheckTests {
    /// Checks seeds as they would be checked on another machine.
    private func steps(
        _ seeds: ScriptedPeer...,
        sparingLoopback: Bool = false,
        _ change: (ClusterDefinition) -> ClusterDefinition = { $0 }
    ) async throws -> [CheckStep] {
        let loop = try EventLoop.start()
        var definition = ClusterDefinition(hosts: seeds.map { Host("127.0.0.1", $0.port) })
        definition.systemSettings.connections.waitForConnectionToComplete = .seconds(60)
        definition = change(definition)
        let host = HostCheck(definition: definition, encryption: nil, logins: nil, loop: loop)
        var found: [HostCheck.Finding] = []
        for seed in definition.hosts { found.append(try #require(await host.meet(seed) { _ in })) }
        let steps = await BalancerCheck(host: host, sparesLoopback: sparingLoopback).steps(found)
        await loop.stop()
        return steps
    }

    @Test("A node that is met at its own address is named")
    func switched() async throws {
        let (seed, node) = (try ScriptedPeer(), try ScriptedPeer())
        seed.say("localhost:\(node.port)", for: "service-clear-std")
        let steps = try await steps(seed)
        #expect(steps.map(\.name) == [.node])
        #expect(steps.map(\.status) == [.passed])
        #expect(steps.first?.target == "127.0.0.1:\(seed.port)")
        #expect(steps.first?.detail == "behind a load balancer; S1 is used at its own localhost:\(node.port)")
    }

    @Test("A node that cannot be reached at its own address is a warning, with what to do")
    func kept() async throws {
        let (seed, other) = (try ScriptedPeer(), try ScriptedPeer())
        other.stop()
        seed.say("localhost:\(other.port)", for: "service-clear-std")
        let step = try #require(try await steps(seed).first)
        #expect(step.status == .warning)
        #expect(step.detail.contains("publishes localhost:\(other.port) and cannot be reached there"))
        #expect(step.advice?.contains("access-address") == true)
        #expect(step.error?.code == .nodeUnavailable)
    }

    @Test("Only the seeds that something stands before are told of")
    func oneOfTwo() async throws {
        let (seed, plain, node) = (try ScriptedPeer(), try ScriptedPeer(), try ScriptedPeer())
        seed.say("localhost:\(node.port)", for: "service-clear-std")
        plain.say("127.0.0.1:\(plain.port)", for: "service-clear-std")
        #expect(try await steps(plain, seed).map(\.target) == ["127.0.0.1:\(seed.port)"])
    }

    @Test("Nothing is told where nobody looks for them, or the addresses are mapped to the seed's own")
    func silence() async throws {
        let seed = try ScriptedPeer()
        #expect(try await steps(seed).isEmpty, "the server does not know the request")
        seed.say("172.17.0.3:3000", for: "service-clear-std")
        #expect(try await steps(seed, sparingLoopback: true).isEmpty)
        #expect(try await steps(seed) { $0.detectingLoadBalancers(false) }.isEmpty)
        #expect(try await steps(seed) { $0.forceSingleNode() }.isEmpty)
        let map = AddressMap([.init(host: "172.17.0.3"): .init(host: "127.0.0.1")])
        #expect(try await steps(seed) { $0.withAddressMap(map) }.isEmpty)
    }
}
