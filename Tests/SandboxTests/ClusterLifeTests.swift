import AerospikeSDK
import AerospikeSandbox
import Testing

@Suite("The life of a sandbox cluster")
struct ClusterLifeTests {
    private func code(_ frame: [UInt8]) throws -> ResultCode? {
        try messages(in: frame).first?.header.resultCode
    }

    @Test("A cluster starts with the nodes asked for, each on a port of its own, and leaves nothing behind")
    func starts() async throws {
        let cluster = try await SandboxCluster.start(SandboxConfiguration(nodeCount: 3, clusterName: "local"))
        #expect(cluster.nodes.map(\.name) == ["A1", "A2", "A3"])
        #expect(Set(cluster.hosts.map(\.port)).count == 3)
        for node in cluster.nodes {
            let client = try await RawClient.connect(to: node.host)
            #expect(try await client.info("node") == node.name)
            #expect(try await client.info("cluster-name") == "local")
        }
        let host = cluster.hosts[0]
        await cluster.stop()
        await cluster.stop()
        await #expect(throws: RawClient.Failure.refused) { try await RawClient.connect(to: host) }
        await #expect(throws: AerospikeError.self) { try await cluster.kill("A1") }
    }

    @Test("Ports follow one another 100 apart, and a taken port is an error that names it")
    func ports() async throws {
        try await SandboxCluster.withCluster { other in
            let taken = other.hosts[0].port
            let error = await #expect(throws: AerospikeError.self) {
                try await SandboxCluster.start(SandboxConfiguration(basePort: taken))
            }
            #expect(error?.message.contains("127.0.0.1:\(taken)") == true)
        }
        await #expect(throws: AerospikeError.self) {
            try await SandboxCluster.start(SandboxConfiguration(nodeCount: 2, basePort: 65_500))
        }
        await #expect(throws: AerospikeError.self) {
            try await SandboxCluster.start(SandboxConfiguration(nodeCount: 0))
        }
    }

    @Test("What is written to one node is read from every other, whoever holds it")
    func sharing() async throws {
        try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: 3, replicationFactor: 1)) { cluster in
            let writer = try await RawClient.connect(to: cluster.hosts[0])
            #expect(try code(try await writer.exchange(Commands.put("value"))) == .ok)
            for host in cluster.hosts {
                let reader = try await RawClient.connect(to: host)
                let answer = try await reader.exchange(Commands.get())
                #expect(try messages(in: answer).first?.operations.first?.value == "value")
            }
        }
    }

    @Test("A killed node is refused, the others say so, and it comes back on the same port")
    func killAndRestart() async throws {
        try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: 3)) { cluster in
            let victim = cluster.nodes[1]
            let doomed = try await RawClient.connect(to: victim.host)
            _ = try await doomed.info("node")
            let witness = try await RawClient.connect(to: cluster.hosts[0])
            let before = try await Generations(of: witness)
            #expect(try await witness.info("peers-clear-std").contains("[A2,,"))

            try await cluster.kill("A2")
            await #expect(throws: RawClient.Failure.closed) { try await doomed.info("node") }
            await #expect(throws: RawClient.Failure.refused) { try await RawClient.connect(to: victim.host) }
            #expect(cluster.nodes.map(\.isUp) == [true, false, true])
            let after = try await Generations(of: witness)
            #expect(after.peers == before.peers + 1)
            #expect(after.partitions == before.partitions + 1)
            #expect(!(try await witness.info("peers-clear-std").contains("[A2,,")))

            try await cluster.restart("A2")
            let reborn = try await RawClient.connect(to: victim.host)
            #expect(try await reborn.info("node") == "A2")
            #expect(try await Generations(of: witness).partitions == before.partitions + 2)
        }
    }

    private struct Generations {
        let peers: Int
        let partitions: Int

        init(of client: RawClient) async throws {
            peers = Int(try await client.info("peers-generation")) ?? -1
            partitions = Int(try await client.info("partition-generation")) ?? -1
        }
    }

    @Test("With two copies no record dies with a node; with one copy those of that node do", arguments: [1, 2])
    func losses(replicationFactor: Int) async throws {
        let configuration = SandboxConfiguration(nodeCount: 3, replicationFactor: replicationFactor)
        try await SandboxCluster.withCluster(configuration) { cluster in
            let client = try await RawClient.connect(to: cluster.hosts[0])
            let keys = DataSet.of("test", "raw").ids(0..<60)
            for key in keys { _ = try await client.exchange(Commands.put(1, key)) }
            try await cluster.kill("A3")
            var lost = 0
            for key in keys where try code(try await client.exchange(Commands.get(key))) != .ok { lost += 1 }
            if replicationFactor == 2 { #expect(lost == 0) } else { #expect((5...40).contains(lost)) }
        }
    }

    @Test("A paused node takes requests and answers them when it is resumed")
    func pausing() async throws {
        try await SandboxCluster.withCluster { cluster in
            let client = try await RawClient.connect(to: cluster.hosts[0])
            _ = try await client.info("node")
            try await cluster.pause("A1")
            try await client.send(InfoMessage.request(["status"]))
            let late = try await RawClient.connect(to: cluster.hosts[0])
            try await late.send(Commands.put(1))
            #expect(try await cluster.counters(of: "A1").infoRequests == 1)
            #expect(try await cluster.counters(of: "A1").writes == 0)
            try await cluster.resume("A1")
            #expect(try await client.receive().count > FrameHeader.length)
            #expect(try code(try await late.receive()) == .ok)
        }
    }

    @Test("Connections can be reset, or refused while the old ones live on")
    func connections() async throws {
        try await SandboxCluster.withCluster { cluster in
            let host = cluster.hosts[0]
            let client = try await RawClient.connect(to: host)
            _ = try await client.info("node")
            try await cluster.cause(.refuse, on: "A1")
            await #expect(throws: RawClient.Failure.refused) { try await RawClient.connect(to: host) }
            #expect(try await client.info("node") == "A1")
            try await cluster.heal("A1")
            let another = try await RawClient.connect(to: host)
            #expect(try await another.info("node") == "A1")
            try await cluster.resetConnections(to: "A1")
            await #expect(throws: RawClient.Failure.closed) { try await client.info("node") }
            let counters = try await cluster.counters(of: "A1")
            #expect(counters.connectionsAccepted == 2)
            #expect(counters.connectionsOpen == 0)
        }
    }

    @Test("A delayed answer comes later than the delay, and the command is carried out at once")
    func delays() async throws {
        try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: 2)) { cluster in
            try await cluster.cause(.delay(.milliseconds(60)), on: "A1")
            let slow = try await RawClient.connect(to: cluster.hosts[0])
            let quick = try await RawClient.connect(to: cluster.hosts[1])
            let start = ContinuousClock.now
            try await slow.send(Commands.put("early"))
            while try await cluster.counters(of: "A1").writes == 0 {}
            let early = try messages(in: try await quick.exchange(Commands.get())).first
            #expect(early?.operations.first?.value == "early")
            #expect(try code(try await slow.receive()) == .ok)
            #expect(ContinuousClock.now - start >= .milliseconds(60))
        }
    }

    @Test("A node can be renamed, forget its partitions, or gain a neighbour; the masters can move")
    func topology() async throws {
        try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: 2)) { cluster in
            let client = try await RawClient.connect(to: cluster.hosts[0])
            try await cluster.rename("A1", to: "B7")
            #expect(try await client.info("node") == "B7")
            try await cluster.setInitialized(false, on: "B7")
            #expect(try await client.info("partition-generation") == "-1")
            #expect(try code(try await client.exchange(Commands.get())) == .partitionUnavailable)
            try await cluster.setInitialized(true, on: "B7")
            let before = try await client.info("replicas")
            try await cluster.movePartitions()
            #expect(try await client.info("replicas") != before)
            let added = try await cluster.addNode()
            #expect(cluster.nodes.last == added)
            let peer = "[\(added.name),,[127.0.0.1:\(added.host.port)]]"
            #expect(try await client.info("peers-clear-std").contains(peer))
            let error = await #expect(throws: AerospikeError.self) { try await cluster.kill("A1") }
            #expect(error?.code == .unknownName)
        }
    }

    @Test("The cluster's name, a node's addresses and its rack can change while clients watch")
    func places() async throws {
        var configuration = SandboxConfiguration(nodeCount: 2)
        configuration.racks = [1, 2]
        try await SandboxCluster.withCluster(configuration) { cluster in
            let client = try await RawClient.connect(to: cluster.hosts[0])
            #expect(try await client.info("cluster-name") == "null")
            try await cluster.setClusterName("prod")
            #expect(try await client.info("cluster-name") == "prod")
            let generation = try await client.info("peers-generation")
            try await cluster.announce([Host("10.0.0.2")], alternates: [Host("192.0.2.2", 4000)], by: "A2")
            #expect(try await client.info("peers-generation") != generation)
            #expect(try await client.info("peers-clear-std").hasSuffix(",3000,[[A2,,[10.0.0.2]]]"))
            #expect(try await client.info("peers-clear-alt").hasSuffix(",3000,[[A2,,[192.0.2.2:4000]]]"))
            try await cluster.move("A1", toRack: 3, in: "bar")
            #expect(try await client.info("rack-ids") == "test:1;bar:3")
            await #expect(throws: AerospikeError.self) { try await cluster.move("A1", toRack: -1) }
            await #expect(throws: AerospikeError.self) { try await cluster.move("A1", toRack: 1, in: "none") }
        }
    }

    @Test("A cluster can be split, and its parts joined")
    func splitting() async throws {
        try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: 3)) { cluster in
            let orphan = try await RawClient.connect(to: cluster.hosts[2])
            let other = try await RawClient.connect(to: cluster.hosts[0])
            try await cluster.split(off: ["A3"])
            #expect(try await orphan.info("peers-clear-std").hasSuffix(",3000,[]"))
            #expect(!(try await other.info("peers-clear-std").contains("A3")))
            let keys = (try await orphan.info("cluster-stable:"), try await other.info("cluster-stable:"))
            #expect(keys.0 != keys.1)
            await #expect(throws: AerospikeError.self) { try await cluster.split(off: ["A1", "A9"]) }
            try await cluster.join()
            #expect(try await orphan.info("peers-clear-std").contains("A1"))
            #expect(try await orphan.info("cluster-stable:size=3").count > 8)
        }
    }

    @Test("The clock can be set forward")
    func clock() async throws {
        var configuration = SandboxConfiguration()
        configuration.defaultTimeToLive = 3600
        try await SandboxCluster.withCluster(configuration) { cluster in
            let client = try await RawClient.connect(to: cluster.hosts[0])
            _ = try await client.exchange(Commands.put(1))
            try await cluster.advanceClock(by: .seconds(3500))
            #expect(try code(try await client.exchange(Commands.get())) == .ok)
            try await cluster.advanceClock(by: .seconds(101))
            #expect(try code(try await client.exchange(Commands.get())) == .keyNotFound)
        }
    }
}
