import AerospikeSDK
import AerospikeSandbox
import Testing

@Suite("Events at somebody's wish")
struct EventTests {
    @Test("A node restarts on another port, under another name, or both, and its peers say so")
    func restarts() async throws {
        try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: 2)) { cluster in
            let witness = try await RawClient.connect(to: cluster.hosts[0])
            let old = cluster.hosts[1]
            let doomed = try await RawClient.connect(to: old)
            _ = try await doomed.info("node")
            try await cluster.restart("A2", port: 0, name: "B2")
            await #expect(throws: RawClient.Failure.closed) { try await doomed.info("node") }
            await #expect(throws: RawClient.Failure.refused) { try await RawClient.connect(to: old) }
            let node = try #require(cluster.nodes.last)
            #expect(node.name == "B2" && node.host != old && node.isUp)
            #expect(try await RawClient.connect(to: node.host).info("node") == "B2")
            let peer = "[B2,,[127.0.0.1:\(node.host.port)]]"
            #expect(try await witness.info("peers-clear-std").contains(peer))
            try await cluster.kill("B2")
            try await cluster.restart("B2")
            #expect(cluster.nodes.last?.host == node.host)
        }
    }

    @Test("A restart that cannot be leaves the node as it was")
    func refusedRestarts() async throws {
        try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: 2)) { cluster in
            for name in ["A1", "", "a b", String(repeating: "x", count: 17)] {
                let error = await #expect(throws: AerospikeError.self) { try await cluster.restart("A2", name: name) }
                #expect(error?.code == .invalidArgument)
            }
            let taken = cluster.hosts[0].port
            let client = try await RawClient.connect(to: cluster.hosts[1])
            _ = try await client.info("node")
            await #expect(throws: AerospikeError.self) { try await cluster.restart("A2", port: taken) }
            #expect(try await client.info("node") == "A2")
            try await cluster.restart("A2", port: cluster.hosts[1].port)
            #expect(try await RawClient.connect(to: cluster.hosts[1]).info("node") == "A2")
            await #expect(throws: AerospikeError.self) { try await cluster.rename("A2", to: "A1") }
        }
    }

    @Test("What goes into a black hole is never answered, and who met it is cut off afterwards")
    func blackHole() async throws {
        try await SandboxCluster.withCluster { cluster in
            let client = try await RawClient.connect(to: cluster.hosts[0])
            _ = try await client.info("node")
            try await cluster.cause(.blackhole, on: "A1")
            try await client.send(Commands.put(1))
            let late = try await RawClient.connect(to: cluster.hosts[0])
            try await late.send(Commands.put(1))
            #expect(try await cluster.counters(of: "A1").writes == 0)
            #expect(try await cluster.troubles(of: "A1") == [.blackhole])
            // A black hole does not go on: only healing ends it.
            try await cluster.resume("A1")
            #expect(try await cluster.troubles(of: "A1") == [.blackhole])
            try await cluster.heal("A1")
            for client in [client, late] {
                await #expect(throws: RawClient.Failure.closed) { _ = try await client.receive() }
            }
            #expect(try await cluster.counters(of: "A1").writes == 0)
            #expect(try await RawClient.connect(to: cluster.hosts[0]).info("node") == "A1")
        }
    }

    @Test("A node that resets connections resets those that exist and those that come")
    func resets() async throws {
        try await SandboxCluster.withCluster { cluster in
            let client = try await RawClient.connect(to: cluster.hosts[0])
            _ = try await client.info("node")
            try await cluster.cause(.reset, on: "A1")
            await #expect(throws: RawClient.Failure.closed) { try await client.info("node") }
            // A reset can also come before the connection is taken for established.
            await #expect(throws: RawClient.Failure.self) {
                try await RawClient.connect(to: cluster.hosts[0]).info("node")
            }
            try await cluster.heal("A1")
            #expect(try await RawClient.connect(to: cluster.hosts[0]).info("node") == "A1")
        }
    }

    @Test("A node that speaks nonsense speaks no frames, to any request, until it is healed")
    func garbage() async throws {
        try await SandboxCluster.withCluster { cluster in
            try await cluster.cause(.spoil(.noise), on: "A1")
            for request in [Commands.get(), InfoMessage.request(["node"])] {
                let client = try await RawClient.connect(to: cluster.hosts[0])
                await #expect(throws: RawClient.Failure.garbled(.unknownVersion(0xA5))) {
                    try await client.exchange(request)
                }
            }
            try await cluster.heal("A1")
            #expect(try await RawClient.connect(to: cluster.hosts[0]).info("node") == "A1")
        }
    }

    @Test("Troubles add up, are told, and end together")
    func troubles() async throws {
        try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: 2)) { cluster in
            #expect(try await cluster.troubles(of: "A1") == [])
            let events: [SandboxEvent] = [
                .pause, .refuse, .delay(.seconds(1)), .spoil(.silence, .command), .forgetPartitions,
            ]
            for event in events { try await cluster.cause(event, on: "A1") }
            #expect(try await cluster.troubles(of: "A1") == events)
            try await cluster.heal("A1")
            #expect(try await cluster.troubles(of: "A1") == [])
            #expect(try await RawClient.connect(to: cluster.hosts[0]).info("partition-generation") == "0")
            try await cluster.kill("A1")
            try await cluster.kill("A1")
            #expect(try await cluster.troubles(of: "A1") == [.kill])
            for event in [.heal, .pause] as [SandboxEvent] {
                let error = await #expect(throws: AerospikeError.self) { try await cluster.cause(event, on: "A1") }
                #expect(error?.message == "the sandbox's node A1 is down")
            }
            await #expect(throws: RawClient.Failure.refused) { try await RawClient.connect(to: cluster.hosts[0]) }
        }
    }
}
