import Testing

@testable import AerospikeSDK

@Suite("Racks, as rounds of the tend learn them")
struct ClusterTendRackTests {
    private func cluster(racks: [Int?]) -> SimulatedCluster {
        var cluster = SimulatedCluster(count: UInt16(racks.count), usesRacks: true)
        for (place, rack) in racks.enumerated() { cluster.servers[UInt16(place) + 1]?.rack = rack }
        return cluster
    }

    private func racks(of cluster: SimulatedCluster) -> [Int?] {
        cluster.tend.memberIDs.map { cluster.tend.racks[$0]?["test"] }
    }

    @Test("Racks are read together with the partition maps, without a question of their own")
    func firstRound() {
        var cluster = cluster(racks: [1, 2, 1])
        let report = cluster.round()
        #expect(racks(of: cluster) == [1, 2, 1])
        let maps = "partition-generation replicas rebalance-generation rack-ids"
        #expect(cluster.transcript.last == "ask 2 3: peers-generation peers-clear-std \(maps)")
        #expect(report.warnings.isEmpty)
    }

    @Test("They are read again when the servers have rebalanced, and only then")
    func rebalance() {
        var cluster = cluster(racks: [1, 2])
        cluster.round()
        #expect(cluster.round() == ClusterTend.Report())
        #expect(
            cluster.transcript == ["ask 1 2: node peers-generation partition-generation rebalance-generation"])
        cluster.servers[2]?.rack = 7
        cluster.servers[2]?.rebalanceGeneration += 1
        #expect(cluster.round().isChanged)
        #expect(cluster.transcript.last == "ask 2: rebalance-generation rack-ids")
        #expect(racks(of: cluster) == [1, 7])
    }

    @Test("Servers that know no racks serve without them, are asked once, and have one warning together")
    func communityEdition() {
        var cluster = cluster(racks: [nil, nil, nil])
        for round in 1...3 {
            let report = cluster.round()
            #expect(report.warnings.count == 1, "round \(round)")
            #expect(report.warnings.first?.message.contains("enterprise only") == true)
            #expect(report.seedFailures.isEmpty && report.unreachablePeers.isEmpty && report.left.isEmpty)
            #expect(cluster.tend.isComplete)
            #expect((0..<3).map { cluster.holder(of: $0) } == [1, 2, 3])
        }
        #expect(!cluster.transcript.contains { $0.contains("rack-ids") })
    }

    @Test("Racks are not asked for where none is preferred, nor of a single node that stands for all")
    func notAsked() {
        var plain = SimulatedCluster(count: 2)
        plain.round()
        #expect(!plain.transcript.contains { $0.contains("rack") || $0.contains("rebalance") })
        var single = SimulatedCluster(seeds: [1], usesRacks: true, forcesSingleNode: true)
        single.servers = SimulatedCluster(count: 2).servers
        #expect(single.round().warnings.isEmpty)
        #expect(!single.transcript.contains { $0.contains("rack") || $0.contains("rebalance") })
    }

    @Test("A list of racks has a number for each namespace")
    func lists() {
        #expect(RackList(parsing: "test:1;bar:-2")?.racks == ["test": 1, "bar": -2])
        #expect(RackList(parsing: "")?.racks == [:])
        #expect(RackList(parsing: "error:4;fail:5")?.racks == ["error": 4, "fail": 5])
    }

    @Test(
        "What is no list of racks is none",
        arguments: ["ERROR:25:enterprise only", "ERROR:4:7", "test", "test:", ":1", "test:one", "test:1:2"])
    func malformed(text: String) {
        #expect(RackList(parsing: text) == nil)
    }
}
