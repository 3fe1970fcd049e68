import Testing

@testable import AerospikeSDK

@Suite("Seeds, as rounds of the tend use them")
struct ClusterTendSeedTests {
    private let all = Array(0..<PartitionID.count)

    @Test("One seed that leads to peers is enough; one that knows none leaves room for another")
    func enough() {
        var cluster = SimulatedCluster(count: 3)
        #expect(cluster.tend.wantsSeeds)
        cluster.round()
        #expect(!cluster.tend.wantsSeeds)
        var single = SimulatedCluster(count: 1)
        single.round()
        #expect(single.tend.wantsSeeds)
        var forced = SimulatedCluster(seeds: [1], forcesSingleNode: true)
        forced.servers = single.servers
        #expect(!forced.tend.wantsSeeds)
    }

    @Test("A seed that answers late and leads to the cluster replaces one that had lost it")
    func lateSeed() {
        var cluster = SimulatedCluster(count: 3, seeds: [4])
        cluster.servers[4] = .init(name: "N4", copies: [all])
        cluster.round()
        #expect(cluster.names == ["N4"])
        let report = cluster.round(late: [1])
        #expect(report.isChanged)
        #expect(cluster.names == ["N1", "N2", "N3"])
        #expect(cluster.holder(of: 0) == 1)
        #expect(report.left.count == 1)
    }

    @Test("A seed that answers late when the cluster is known changes nothing")
    func lateAndKnown() {
        var cluster = SimulatedCluster(count: 2)
        cluster.servers[9] = .init(name: "N9", copies: [all])
        cluster.round()
        #expect(cluster.round(late: [9, 1]) == ClusterTend.Report())
        #expect(cluster.names == ["N1", "N2"])
    }

    @Test("Seeds that are replaced are dialled when no node answers, and not before")
    func replaced() {
        var cluster = SimulatedCluster(count: 2)
        cluster.round()
        cluster.tend.seeds = [Host("db", 7)]
        #expect(cluster.round() == ClusterTend.Report())
        cluster.servers[1]?.isSilent = true
        cluster.servers[2]?.isSilent = true
        cluster.servers[7] = .init(name: "N7", copies: [all])
        cluster.round()
        #expect(cluster.transcript.contains("seed 7"))
        #expect(cluster.names.contains("N7"))
        #expect(cluster.holder(of: 1) == 7)
    }

    @Test("Of seeds that lead to two clusters, the first to answer decides; the others are turned away")
    func twoClusters() {
        var cluster = SimulatedCluster(count: 2, seeds: [1, 11])
        cluster.servers[11] = .init(name: "X1", copies: [all])
        cluster.servers[12] = .init(name: "X2", copies: [[]])
        cluster.connect([11, 12])
        let report = cluster.round()
        #expect(cluster.names == ["N1", "N2"])
        #expect(cluster.holder(of: 0) == 1)
        #expect(report.unreachablePeers == [.stranger("X1")])
    }

    @Test("A peer's address that leads into another cluster brings none of its nodes in")
    func rogueAddress() {
        var cluster = SimulatedCluster(count: 3)
        cluster.servers[11] = .init(name: "N3", copies: [all])
        cluster.servers[12] = .init(name: "X2")
        cluster.servers[13] = .init(name: "X3")
        cluster.connect([11, 12, 13])
        cluster.servers[3]?.publishedPort = 11
        for _ in 1...2 {
            let report = cluster.round()
            #expect(cluster.members == [1, 2])
            #expect(cluster.holder(of: 0) == 1)
            #expect(report.unreachablePeers == [.stranger("N3")])
        }
        cluster.servers[3]?.publishedPort = nil
        cluster.connect([1, 2, 3])
        #expect(cluster.round().unreachablePeers.isEmpty)
        #expect(cluster.members == [1, 2, 3])
    }

    @Test("A node that took another name before its peers noticed is taken in under that")
    func staleName() {
        var cluster = SimulatedCluster(count: 3)
        cluster.round()
        cluster.servers[2]?.name = "N9"
        // The peers publish the old name still: the list of the simulation names whoever is there, so it is asked directly.
        let peer = PeerList.Peer(name: "N2", hosts: [Host("db", 2)])
        #expect(!cluster.tend.names(besides: peer).contains("N9"))
        #expect(cluster.tend.names(besides: peer) == ["N1", "N3"])
    }

    @Test("When the node that stands for all falls silent, another seed stands for all at once")
    func standIn() {
        var cluster = SimulatedCluster(seeds: [1, 2], forcesSingleNode: true)
        cluster.servers = SimulatedCluster(count: 2).servers
        cluster.round()
        #expect(cluster.members == [1])
        cluster.servers[1]?.isSilent = true
        #expect(cluster.round().left.count == 1)
        #expect(cluster.members == [2])
        cluster.servers[1]?.isSilent = false
        cluster.round()
        #expect(cluster.members == [2], "whoever stands for all goes on to do so")
    }

    @Test("What is wrong with the way to a node is told as long as the node is reached by it")
    func remarks() {
        var cluster = SimulatedCluster(count: 2)
        let remark = AerospikeError(.nodeUnavailable, "a load balancer stands before it")
        cluster.servers[1]?.remark = remark
        for _ in 1...2 { #expect(cluster.round().warnings == [remark]) }
        cluster.stop(1)
        cluster.round()
        #expect(cluster.round().warnings.isEmpty)
    }

    @Test("What a node said that was of no use is told, as long as it says no better")
    func troubles() {
        var cluster = SimulatedCluster(count: 2)
        cluster.servers[2]?.copies = [[5], [6]]
        cluster.servers[2]?.isTalkingNonsense = true
        #expect(cluster.round().troubles.map(\.message) == ["the server's partition map is malformed"])
        cluster.servers[2]?.isTalkingNonsense = false
        cluster.round()
        #expect(cluster.round() == ClusterTend.Report())
    }

    @Test("A cluster that keeps fewer copies is believed, and a node that has just started changes nothing")
    func fewerCopies() {
        var cluster = SimulatedCluster(count: 2)
        cluster.round()
        #expect(cluster.holder(of: 0, copy: 1) == 2)
        cluster.give([[]], to: 2)
        cluster.round()
        #expect(cluster.holder(of: 0, copy: 1) == 2, "it has not rebalanced yet")
        cluster.give([all.filter { $0 % 2 == 0 }], to: 1)
        cluster.give([all.filter { $0 % 2 == 1 }], to: 2)
        cluster.round()
        #expect((0..<2).map { cluster.holder(of: $0) } == [1, 2])
        #expect(cluster.holder(of: 0, copy: 1) == nil)
    }
}
