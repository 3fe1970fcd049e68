import Testing

@testable import AerospikeSDK

@Suite("Seeds that lead to a node by another address than its own", .timeLimit(.minutes(5)))
struct LoadBalancerTests {
    /// Meets a seed as it would be met on another machine.
    private func meet(
        _ seed: ScriptedPeer,
        map: AddressMap = AddressMap(),
        _ change: (inout NodeDialer) -> Void = { _ in }
    ) async throws -> (port: UInt16, remark: AerospikeError?) {
        let loop = try EventLoop.start()
        var dialer = NodeDialer(
            loop: loop, addressMap: map, encryption: nil, logins: nil, clusterName: nil,
            connectTimeout: .seconds(60), detectsLoadBalancers: true, sparesLoopback: false)
        change(&dialer)
        let acquaintance = try await dialer.meet(seed: Host("127.0.0.1", seed.port))
        let met = (acquaintance.connection.address.port, acquaintance.remark)
        await loop.stop()
        return met
    }

    @Test("The node is met where it says that it is")
    func switched() async throws {
        let (seed, node) = (try ScriptedPeer(), try ScriptedPeer())
        seed.say("localhost:\(node.port)", for: "service-clear-std")
        let met = try await meet(seed)
        #expect(met.port == node.port)
        #expect(met.remark == nil)
    }

    @Test("The addresses that it publishes are mapped like all others")
    func mapped() async throws {
        let (seed, node) = (try ScriptedPeer(), try ScriptedPeer())
        seed.say("172.17.0.3:3000,172.17.0.4", for: "service-clear-std")
        let map = AddressMap([.init(host: "172.17.0.3", port: 3000): .init(host: "localhost", port: node.port)])
        #expect(try await meet(seed, map: map).port == node.port)
        let same = AddressMap([.init(host: "172.17.0.3"): .init(host: "127.0.0.1")])
        #expect(try await meet(seed, map: same).port == seed.port, "the node is reached at its own address")
    }

    @Test("When it cannot be reached there, the seed is kept, and the remark says what to do")
    func kept() async throws {
        let (seed, other) = (try ScriptedPeer(), try ScriptedPeer())
        other.stop()
        seed.say("localhost:\(other.port)", for: "service-clear-std")
        let met = try await meet(seed)
        #expect(met.port == seed.port)
        #expect(met.remark?.message.contains("localhost:\(other.port)") == true)
        #expect(met.remark?.advice?.contains("access-address") == true)
    }

    @Test("Another node at that address is not taken for it")
    func another() async throws {
        let (seed, other) = (try ScriptedPeer(), try ScriptedPeer())
        other.say("X1", for: "node")
        seed.say("localhost:\(other.port)", for: "service-clear-std")
        let met = try await meet(seed)
        #expect(met.port == seed.port)
        #expect(met.remark != nil)
    }

    @Test("Seeds on this machine, servers that name no address, and clients that say so are left alone")
    func leftAlone() async throws {
        let (seed, node) = (try ScriptedPeer(), try ScriptedPeer())
        #expect(try await meet(seed).port == seed.port, "the server does not know the request")
        seed.say("", for: "service-clear-std")
        #expect(try await meet(seed).remark == nil)
        seed.say("localhost:\(node.port)", for: "service-clear-std")
        #expect(try await meet(seed) { $0.sparesLoopback = true }.port == seed.port)
        #expect(try await meet(seed) { $0.detectsLoadBalancers = false }.port == seed.port)
        #expect(try await meet(seed) { $0.usesServicesAlternate = true }.port == seed.port, "another list is asked for")
    }

    @Test("Lists of addresses are read, and nothing else", arguments: ["", "ERROR:25:enterprise only", "a:b:c:d", ","])
    func malformed(text: String) {
        #expect(ServiceList(parsing: text, tlsName: nil) == nil)
        #expect(
            ServiceList(parsing: "10.0.0.1:3000,[::1]:3100", tlsName: "x")?.hosts
                == [Host("10.0.0.1", tlsName: "x"), Host("::1", 3100, tlsName: "x")])
    }
}
