import Testing

@testable import AerospikeSDK

@Suite("Clusters behind TLS")
struct ClusterTendTLSTests {
    @Test("With TLS, peers are looked for where they speak it")
    func tlsPeers() {
        var cluster = SimulatedCluster(seeds: [1], usesTLS: true)
        cluster.servers = SimulatedCluster(count: 3).servers.mapValues { server in
            var server = server
            server.knowsTLS = true
            return server
        }
        let report = cluster.round()
        #expect(cluster.names == ["N1", "N2", "N3"])
        #expect(cluster.transcript.contains("ask 1: peers-generation peers-tls-std partition-generation replicas"))
        #expect(report.warnings.isEmpty)
        #expect(!cluster.tend.staysWithSeed)
    }

    @Test("A server that does not know that TLS ends in front of it stands for its cluster, with one warning")
    func terminator() {
        var cluster = SimulatedCluster(seeds: [2, 1], usesTLS: true)
        cluster.servers = SimulatedCluster(count: 3).servers
        for _ in 1...3 {
            let report = cluster.round()
            #expect(cluster.names == ["N2"])
            #expect(cluster.tend.staysWithSeed)
            #expect(report.warnings == [.noTLSPeers("N2")])
        }
        #expect(cluster.transcript == ["ask 2: node peers-generation partition-generation"])
        // Once all is lost, the seeds are asked anew: the servers may have learnt better.
        cluster.servers[2]?.isSilent = true
        cluster.servers[1]?.knowsTLS = true
        cluster.servers[3]?.knowsTLS = true
        for _ in 1...6 { cluster.round() }
        #expect(cluster.names == ["N1", "N3"])
        #expect(!cluster.tend.staysWithSeed)
    }

    @Test("Where each server has its own end of TLS, the address map leads from what they publish to there")
    func mappedTerminators() throws {
        var cluster = try mapped([11: 1, 12: 2, 13: 3])
        for _ in 1...3 {
            let report = cluster.round()
            #expect(cluster.names == ["N1", "N2", "N3"])
            #expect(cluster.tend.isComplete)
            #expect(report.warnings.isEmpty && report.unreachablePeers.isEmpty)
        }
    }

    @Test("A server that lists no TLS addresses although others hold partitions is asked for its addresses in clear")
    func emptyList() throws {
        var cluster = try mapped([11: 1, 12: 2, 13: 3])
        for port in cluster.servers.keys { cluster.servers[port]?.listsNoTLS = true }
        #expect(cluster.round().warnings.isEmpty)
        #expect(cluster.names == ["N1", "N2", "N3"])
    }

    @Test("An address map that leads to no end of TLS changes nothing: one server stands for all")
    func unmappedTerminators() throws {
        var cluster = try mapped([99: 1])
        for _ in 1...3 {
            #expect(cluster.round().warnings == [.noTLSPeers("N1")])
            #expect(cluster.names == ["N1"])
            #expect(cluster.tend.standsForAll)
        }
    }

    @Test("A server that lists no TLS addresses stands for all, until it does")
    func listedLater() {
        var cluster = SimulatedCluster(seeds: [1], usesTLS: true)
        cluster.servers = SimulatedCluster(count: 3).servers
        for port in cluster.servers.keys { cluster.servers[port]?.listsNoTLS = true }
        #expect(cluster.round().warnings == [.noTLSPeers("N1")])
        #expect(cluster.tend.standsForAll && cluster.tend.isComplete)
        for port in cluster.servers.keys {
            cluster.servers[port]?.knowsTLS = true
            cluster.servers[port]?.peersGeneration += 1
        }
        #expect(cluster.round().warnings.isEmpty)
        #expect(cluster.names == ["N1", "N2", "N3"])
        #expect(!cluster.tend.standsForAll)
    }

    @Test("A single node that speaks TLS is nothing to warn of, with an address map and without")
    func singleNode() {
        for map in [AddressMap(), AddressMap([.init(host: "other"): .init(host: "elsewhere")])] {
            var cluster = SimulatedCluster(seeds: [1], usesTLS: true, addressMap: map)
            cluster.servers = SimulatedCluster(count: 1).servers
            cluster.servers[1]?.knowsTLS = true
            #expect(cluster.round().warnings.isEmpty)
            #expect(cluster.names == ["N1"])
        }
    }

    /// Three servers that know nothing of TLS and publish other ports than the ones on which it ends.
    private func mapped(_ ports: [UInt16: UInt16]) throws -> SimulatedCluster {
        let map = Dictionary(uniqueKeysWithValues: ports.map { ("db:\($0.key)", "db:\($0.value)") })
        let definition = try ClusterDefinition("db", 1).withIPMap(map)
        var cluster = SimulatedCluster(seeds: [1], usesTLS: true, addressMap: definition.addressMap)
        cluster.servers = SimulatedCluster(count: 3).servers
        for port in cluster.servers.keys { cluster.servers[port]?.publishedPort = port + 10 }
        return cluster
    }
}
