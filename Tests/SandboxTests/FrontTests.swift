import AerospikeSDK
import AerospikeSandbox
import Testing

@Suite("Fronts")
struct FrontTests {
    @Test("A load balancer gives each connection to the next node, and none to one that is down")
    func balancing() async throws {
        try await withFront(.loadBalancer, nodes: 3) { cluster, front in
            #expect(front.hosts.count == 1)
            var names: [String] = []
            for _ in 0..<6 { names.append(try await RawClient.connect(to: front.hosts[0]).info("node")) }
            #expect(names == ["A1", "A2", "A3", "A1", "A2", "A3"])
            try await cluster.kill("A2")
            var rest: Set<String> = []
            for _ in 0..<4 { rest.insert(try await RawClient.connect(to: front.hosts[0]).info("node")) }
            #expect(rest == ["A1", "A3"])
            #expect(await front.counters.connectionsAccepted == 10)
        }
    }

    @Test("A translating router has an address for each node")
    func translation() async throws {
        try await withFront(.translation, nodes: 3) { cluster, front in
            #expect(Set(front.hosts + cluster.hosts).count == 6)
            for (node, host) in zip(cluster.nodes, front.hosts) {
                #expect(try await RawClient.connect(to: host).info("node") == node.name)
            }
            try await cluster.kill("A1")
            let client = try await RawClient.connect(to: front.hosts[0])
            await #expect(throws: RawClient.Failure.closed) { try await client.info("node") }
            try await cluster.restart("A1")
            #expect(try await RawClient.connect(to: front.hosts[0]).info("node") == "A1")
        }
    }

    @Test("Large records go through whole, in both directions")
    func volume() async throws {
        try await withFront(.loadBalancer, nodes: 1) { _, front in
            let client = try await RawClient.connect(to: front.hosts[0])
            let value = Value.blob((0..<900_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) })
            for _ in 0..<5 { try await client.send(Commands.put(value)) }
            for _ in 0..<5 { _ = try await client.receive() }
            for _ in 0..<5 { try await client.send(Commands.get()) }
            for _ in 0..<5 {
                #expect(try messages(in: try await client.receive()).first?.operations.first?.value == value)
            }
            let counters = await front.counters
            #expect(counters.bytesFromClients > 4_500_000)
            #expect(counters.bytesFromNodes > 4_500_000)
        }
    }

    @Test("A paused front passes everything on later; a swallowing one nothing, and cuts off whoever met it")
    func conduct() async throws {
        try await withFront(.loadBalancer, nodes: 1) { cluster, front in
            let client = try await RawClient.connect(to: front.hosts[0])
            _ = try await client.info("node")
            await front.setConduct(.paused)
            try await client.send(InfoMessage.request(["status"]))
            let late = try await RawClient.connect(to: front.hosts[0])
            try await late.send(InfoMessage.request(["status"]))
            #expect(try await cluster.counters(of: "A1").infoRequests == 1)
            await front.setConduct(.passing)
            #expect(try await client.receive().count > FrameHeader.length)
            #expect(try await late.receive().count > FrameHeader.length)

            let seen = await front.counters.bytesFromClients
            await front.setConduct(.swallowing)
            try await client.send(InfoMessage.request(["status"]))
            while await front.counters.bytesFromClients == seen {}
            await front.setConduct(.passing)
            await #expect(throws: RawClient.Failure.closed) { _ = try await client.receive() }
            #expect(try await late.info("node") == "A1")
        }
    }

    @Test("Connections through a front can be reset, and end with the node's")
    func endings() async throws {
        try await withFront(.loadBalancer, nodes: 1) { cluster, front in
            let client = try await RawClient.connect(to: front.hosts[0])
            _ = try await client.info("node")
            await front.resetConnections()
            await #expect(throws: RawClient.Failure.closed) { try await client.info("node") }
            let another = try await RawClient.connect(to: front.hosts[0])
            _ = try await another.info("node")
            try await cluster.resetConnections(to: "A1")
            await #expect(throws: RawClient.Failure.closed) { try await another.info("node") }
            while await front.counters.connectionsOpen > 0 {}
            await front.stop()
            await front.stop()
            #expect(await front.counters.connectionsAccepted == 0)
            await #expect(throws: RawClient.Failure.refused) { try await RawClient.connect(to: front.hosts[0]) }
        }
    }

    @Test("A taken port is an error that names it")
    func ports() async throws {
        try await SandboxCluster.withCluster { cluster in
            let taken = cluster.hosts[0].port
            let error = await #expect(throws: AerospikeError.self) {
                try await SandboxFront.start(.loadBalancer, before: cluster, firstPort: taken)
            }
            #expect(error?.message.contains("127.0.0.1:\(taken)") == true)
        }
    }

    private func withFront(
        _ kind: SandboxFront.Kind,
        nodes: Int,
        _ body: (SandboxCluster, SandboxFront) async throws -> Void
    ) async throws {
        try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: nodes)) { cluster in
            let front = try await SandboxFront.start(kind, before: cluster)
            try await body(cluster, front)
            await front.stop()
        }
    }
}
