import Testing

@testable import AerospikeSDK

@Suite("Rounds of the tend")
struct ClusterTendTests {
    private let evens = Array(stride(from: 0, to: PartitionID.count, by: 2))
    private let odds = Array(stride(from: 1, to: PartitionID.count, by: 2))

    // MARK: Beginning

    @Test("The first round meets the seed, its peers, and reads every map")
    func firstRound() {
        var cluster = SimulatedCluster(count: 3)
        let report = cluster.round()
        #expect(
            cluster.transcript == [
                "seed 1",
                "ask 1: peers-generation peers-clear-std partition-generation replicas",
                "join N2 N3",
                "ask 2 3: peers-generation peers-clear-std partition-generation replicas",
            ])
        #expect(report.isChanged)
        #expect(cluster.names == ["N1", "N2", "N3"])
        #expect((0..<6).map { cluster.holder(of: $0) } == [1, 2, 3, 1, 2, 3])
        #expect((0..<6).map { cluster.holder(of: $0, copy: 1) } == [2, 3, 1, 2, 3, 1])
    }

    @Test("A round in which nothing has changed asks each node once")
    func quietRound() {
        var cluster = SimulatedCluster(count: 3)
        cluster.round()
        let report = cluster.round()
        #expect(cluster.transcript == ["ask 1 2 3: node peers-generation partition-generation"])
        #expect(report == ClusterTend.Report())
    }

    @Test("Several seeds of one cluster are met at the same time, each node once")
    func severalSeeds() {
        var cluster = SimulatedCluster(count: 3, seeds: [1, 2, 2, 9])
        let report = cluster.round()
        #expect(cluster.transcript.first == "seed 1 2 2 9")
        #expect(cluster.members.sorted() == [1, 2, 3])
        #expect(report.seedFailures.map(\.message) == ["cannot connect to db:9"])
    }

    @Test("When no seed answers, the next round tries them again")
    func noSeed() {
        var cluster = SimulatedCluster(seeds: [1, 2])
        #expect(cluster.round().seedFailures.count == 2)
        #expect(cluster.names.isEmpty)
        cluster.servers[2] = .init(name: "N2", copies: [[0]])
        #expect(cluster.round().isChanged)
        #expect(cluster.transcript.first == "seed 1 2")
        #expect(cluster.names == ["N2"])
    }

    @Test("A client that stays with its seed takes the first that answers and asks for no peers")
    func singleNode() {
        var cluster = SimulatedCluster(seeds: [9, 2, 1], forcesSingleNode: true)
        let whole = SimulatedCluster(count: 3)
        cluster.servers = whole.servers
        for _ in 1...2 { cluster.round() }
        #expect(cluster.names == ["N2"])
        #expect(cluster.transcript == ["ask 2: node peers-generation partition-generation"])
    }

    @Test("A seed that has lost its cluster is given up, and its map is not believed")
    func orphanSeed() {
        var cluster = SimulatedCluster(count: 3, seeds: [4, 1])
        cluster.servers[4] = .init(name: "N4", copies: [Array(0..<4096)])
        let report = cluster.round()
        #expect(cluster.names == ["N1", "N2", "N3"])
        #expect(report.left.count == 1)
        #expect(cluster.holder(of: 0) == 1)
    }

    // MARK: Nodes that come and go

    @Test("A peer that cannot be reached is told of, and tried again until it can")
    func unreachablePeer() {
        var cluster = SimulatedCluster(count: 3)
        cluster.servers[3]?.isSilent = true
        for _ in 1...2 {
            let report = cluster.round()
            #expect(cluster.names == ["N1", "N2"])
            #expect(report.unreachablePeers.map(\.message) == ["cannot connect to db:3"])
            #expect(cluster.transcript.count { $0.hasPrefix("join") } == 1, "a peer is tried once in a round")
        }
        cluster.servers[3]?.isSilent = false
        #expect(cluster.round().unreachablePeers.isEmpty)
        #expect(cluster.names == ["N1", "N2", "N3"])
        #expect(cluster.holder(of: 2) == 3)
    }

    @Test("A node that joins is met in the next round")
    func newNode() {
        var cluster = SimulatedCluster(count: 3)
        cluster.servers[4] = .init(name: "N4")
        cluster.round()
        cluster.connect([1, 2, 3, 4])
        cluster.give([[0]], to: 4)
        #expect(cluster.round().isChanged)
        #expect(cluster.names == ["N1", "N2", "N3", "N4"])
        #expect(cluster.holder(of: 0) == 4)
    }

    @Test("A node that leaves is given up in the round in which its peers say so", arguments: [2, 3])
    func leavingNode(count: UInt16) {
        var cluster = SimulatedCluster(count: count)
        cluster.round()
        cluster.stop(2)
        #expect(cluster.round().left.count == 1)
        #expect(!cluster.members.contains(2))
        #expect(cluster.holder(of: 1) == nil)
        #expect(cluster.holder(of: 0) == 1)
    }

    @Test("A node that falls silent while its peers still name it stays for a while")
    func silentNode() {
        var cluster = SimulatedCluster(count: 3)
        cluster.round()
        cluster.servers[2]?.isSilent = true
        for _ in 1..<ClusterLimits.failures {
            #expect(cluster.round().left.isEmpty)
            #expect(cluster.members == [1, 2, 3])
        }
        #expect(cluster.round().left.count == 1)
        #expect(cluster.members == [1, 3])
        #expect(cluster.round().unreachablePeers.count == 1)
        cluster.servers[2]?.isSilent = false
        cluster.round()
        #expect(cluster.members.sorted() == [1, 2, 3], "as long as it is named, it is looked for")
        #expect(cluster.round() == ClusterTend.Report())
    }

    @Test("A node that was silent for a moment is asked for everything again")
    func returningNode() {
        var cluster = SimulatedCluster(count: 3)
        cluster.round()
        cluster.servers[2]?.isSilent = true
        cluster.round()
        cluster.servers[2]?.isSilent = false
        cluster.round()
        #expect(
            cluster.transcript == [
                "ask 1 2 3: node peers-generation partition-generation",
                "ask 2: peers-generation peers-clear-std partition-generation replicas",
            ])
    }

    @Test("A node that left and returns is met again, under a number of its own")
    func rejoiningNode() {
        var cluster = SimulatedCluster(count: 3)
        cluster.round()
        let first = Set(cluster.tend.memberIDs)
        cluster.stop(2)
        cluster.round()
        cluster.servers[2]?.isSilent = false
        cluster.connect([1, 2, 3])
        cluster.round()
        #expect(cluster.names.sorted() == ["N1", "N2", "N3"])
        #expect(cluster.holder(of: 1) == 2)
        #expect(Set(cluster.tend.memberIDs).subtracting(first).count == 1)
    }

    @Test("A node that nobody names and that holds nothing is given up although it answers")
    func forsakenNode() {
        var cluster = SimulatedCluster(count: 3)
        cluster.round()
        cluster.connect([1, 2])
        cluster.give([evens, odds], to: 1)
        cluster.give([odds, evens], to: 2)
        cluster.give([[], []], to: 3)
        cluster.round()
        #expect(cluster.members == [1, 2])
    }

    // MARK: Addresses and names that change

    @Test("A server that takes over an address is another node")
    func renamedNode() {
        var cluster = SimulatedCluster(count: 3)
        cluster.round()
        let old = cluster.tend.memberIDs[1]
        cluster.servers[2]?.name = "N9"
        cluster.connect([1, 2, 3])
        let report = cluster.round()
        #expect(report.left == [old])
        #expect(cluster.names.sorted() == ["N1", "N3", "N9"])
        #expect(cluster.holder(of: 1) == 2)
    }

    @Test("The only node may take another name; the seed leads to it")
    func renamedOnlyNode() {
        var cluster = SimulatedCluster(count: 1)
        cluster.round()
        cluster.servers[1]?.name = "N9"
        #expect(cluster.round().left.count == 1)
        #expect(cluster.names == ["N9"])
        #expect(cluster.holder(of: 0) == 1)
    }

    @Test("A node that falls silent and turns up at another address is followed there")
    func movedNode() {
        var cluster = SimulatedCluster(count: 3)
        cluster.round()
        cluster.servers[7] = cluster.servers[2]
        cluster.servers[2]?.isSilent = true
        cluster.connect([1, 3, 7])
        #expect(cluster.round().left.count == 1)
        #expect(cluster.members.sorted() == [1, 3, 7])
        #expect(cluster.holder(of: 1) == 7)
    }

    @Test("A node that only lost a connection is the same when the seed leads to it again")
    func lostConnection() {
        var cluster = SimulatedCluster(count: 2)
        cluster.round()
        let ids = cluster.tend.memberIDs
        let report = cluster.round(losing: [1, 2])
        #expect(
            cluster.transcript == [
                "ask 1 2: node peers-generation partition-generation", "seed 1",
                "ask 1: peers-generation peers-clear-std partition-generation replicas",
            ])
        #expect(report.left.isEmpty)
        #expect(cluster.tend.memberIDs == ids)
        #expect(cluster.holder(of: 0) == 1)
        cluster.round()
        #expect(cluster.round() == ClusterTend.Report())
    }

    @Test("A peer whose address leads to another node is told of, and its partitions stay without a node")
    func wrongAddress() {
        var cluster = SimulatedCluster(count: 3)
        cluster.servers[3]?.publishedPort = 2
        for _ in 1...2 {
            let report = cluster.round()
            #expect(
                report.unreachablePeers.map(\.message) == ["the node N3 is published at db:2, where N2 answers"])
            #expect(cluster.members == [1, 2])
            #expect(cluster.holder(of: 2) == nil)
        }
        cluster.servers[3]?.publishedPort = nil
        cluster.connect([1, 2, 3])
        #expect(cluster.round().unreachablePeers.isEmpty)
        #expect(cluster.members == [1, 2, 3])
    }

    @Test("Where the servers publish no alternate addresses, the client says that it sees the seed alone")
    func noAlternates() {
        var cluster = SimulatedCluster(seeds: [1], usesServicesAlternate: true)
        cluster.servers = SimulatedCluster(count: 3).servers
        for _ in 1...2 {
            #expect(
                cluster.round().warnings.map(\.message) == [
                    "the servers publish no alternate addresses; only the seed is used"
                ])
        }
        cluster.give([Array(0..<PartitionID.count)], to: 1)
        #expect(cluster.round().warnings.isEmpty, "a cluster of one node has no peers to publish")
    }

    @Test("When every node is silent, the seeds are looked up again")
    func allSilent() {
        var cluster = SimulatedCluster(count: 3)
        cluster.round()
        for port in UInt16(1)...3 { cluster.servers[port]?.isSilent = true }
        let report = cluster.round()
        #expect(cluster.transcript.last == "seed 1")
        #expect(report.seedFailures.count == 1)
        #expect(cluster.members == [1, 2, 3], "a network that was down for a moment costs no node")
        cluster.servers[1] = .init(name: "M1", copies: [Array(0..<4096)])
        cluster.round()
        #expect(cluster.names.contains("M1"))
        #expect(cluster.holder(of: 1) == 1)
    }

    @Test("A cluster that comes back whole at once is taken up again")
    func allReturn() {
        var cluster = SimulatedCluster(count: 3)
        cluster.round()
        for port in UInt16(1)...3 { cluster.servers[port]?.isSilent = true }
        for _ in 1...2 * ClusterLimits.failures { cluster.round() }
        #expect(cluster.members.isEmpty)
        for port in UInt16(1)...3 { cluster.servers[port]?.isSilent = false }
        cluster.round()
        #expect(cluster.members.sorted() == [1, 2, 3])
        #expect((0..<3).map { cluster.holder(of: $0) } == [1, 2, 3])
    }

    // MARK: Partitions

    @Test("Only the nodes whose partitions changed are asked for their maps")
    func movedPartitions() {
        var cluster = SimulatedCluster(count: 3)
        cluster.round()
        cluster.give([[1, 2], []], to: 1)
        #expect(cluster.round().isChanged)
        #expect(cluster.transcript.last == "ask 1: partition-generation replicas")
        #expect((0..<3).map { cluster.holder(of: $0) } == [1, 1, 1], "until another node claims 0, node 1 forwards")
    }

    @Test("Of two nodes that claim a partition within one round, the one that still does in the next has it")
    func overlap() {
        var cluster = SimulatedCluster(count: 3)
        cluster.round()
        // Node 1 has taken partition 2 over, node 3 had spoken just before, and changed something else.
        cluster.give([[0, 2], []], to: 1)
        cluster.give([[2, 5], []], to: 3)
        cluster.round()
        #expect(cluster.holder(of: 2) == 3, "the last one to be read")
        cluster.give([[5], []], to: 3)
        #expect(cluster.round().isChanged)
        #expect(cluster.holder(of: 2) == 1)
        cluster.round()
        #expect(cluster.round() == ClusterTend.Report())
    }

    @Test("Of two nodes that claim a partition, the one with the higher regime has it")
    func regimes() {
        var cluster = SimulatedCluster(count: 2)
        cluster.give([[5]], to: 1, regime: 7)
        cluster.give([[5]], to: 2, regime: 6)
        cluster.round()
        #expect(cluster.holder(of: 5) == 1)
        #expect(cluster.tend.map.tables["test"]?.isStronglyConsistent == true)
        cluster.give([[5]], to: 2, regime: 8)
        cluster.round()
        #expect(cluster.holder(of: 5) == 2)
        cluster.give([[5]], to: 1, regime: 7)
        cluster.round()
        #expect(cluster.holder(of: 5) == 2)
    }

    @Test("A cluster that was wiped and begins with a low regime is believed")
    func wipedCluster() {
        var cluster = SimulatedCluster(count: 1)
        cluster.give([[5]], to: 1, regime: 7)
        cluster.round()
        cluster.servers[1]?.name = "M1"
        cluster.give([[5]], to: 1, regime: 1)
        cluster.round()
        #expect(cluster.names == ["M1"])
        #expect(cluster.holder(of: 5) == 1)
    }

    @Test("A node that answers nonsense counts as silent")
    func nonsense() {
        var cluster = SimulatedCluster(count: 1)
        cluster.round()
        var tend = cluster.tend
        _ = tend.begin()
        let answers = ["node\tN1", "peers-generation\tmany", "partition-generation\t1"].map { line in
            let parts = line.split(separator: "\t").map(String.init)
            return InfoMessage.Answer(parts[0], parts[1])
        }
        let work = tend.answered([tend.memberIDs[0]: .success(InfoAnswers(answers))])
        #expect(work == .seed([Host("db", 1)]))
    }
}
