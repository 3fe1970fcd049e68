import AerospikeSDK
import Testing

@testable import AerospikeSandbox

@Suite("Who holds which partition")
struct TopologyTests {
    private func masters(_ topology: SandboxTopology) -> [Int] {
        topology.holders.compactMap(\.first)
    }

    @Test("Every partition has as many different holders as there are copies", arguments: [(1, 2), (3, 2), (5, 3)])
    func holders(nodes: Int, copies: Int) {
        let topology = SandboxTopology(nodes: nodes, replicationFactor: copies)
        #expect(topology.holders.count == PartitionID.count)
        #expect(topology.holders.allSatisfy { $0.count == min(nodes, copies) && Set($0).count == $0.count })
        for node in 0..<nodes {
            let share = masters(topology).count { $0 == node }
            #expect((PartitionID.count / nodes / 2...PartitionID.count).contains(share), "node \(node) has \(share)")
        }
    }

    @Test("The death of a node moves its partitions alone, and its return brings them back")
    func death() {
        var topology = SandboxTopology(nodes: 3, replicationFactor: 2)
        let before = topology.holders
        #expect(topology.takeDown(1).joined().isEmpty)
        for (old, new) in zip(before, topology.holders) where !old.contains(1) { #expect(old == new) }
        #expect(!topology.holders.contains { $0.contains(1) })
        #expect(topology.takeDown(1).joined().isEmpty)
        topology.bringUp(1)
        #expect(topology.holders == before)
        #expect(topology.partitionGeneration == 2)
    }

    @Test("The last copies are lost with their node")
    func losses() {
        var topology = SandboxTopology(nodes: 2, replicationFactor: 1)
        let share = masters(topology).count { $0 == 0 }
        #expect(topology.takeDown(0).joined().count == share)
        #expect(topology.takeDown(1).joined().count == PartitionID.count)
        #expect(topology.holders.allSatisfy { $0.isEmpty })
        topology.bringUp(0)
        #expect(masters(topology) == Array(repeating: 0, count: PartitionID.count))
    }

    @Test("Moving changes every master where there is another node, and nothing where there is none")
    func moving() {
        var topology = SandboxTopology(nodes: 3, replicationFactor: 2)
        let before = masters(topology)
        topology.movePartitions()
        #expect(zip(before, masters(topology)).allSatisfy { $0 != $1 })
        #expect(topology.partitionGeneration == 1)
        var alone = SandboxTopology(nodes: 1, replicationFactor: 2)
        alone.movePartitions()
        #expect(masters(alone).allSatisfy { $0 == 0 })
    }

    @Test("Every partition has its replicas in different racks, as far as there are enough", arguments: [2, 3])
    func racks(copies: Int) {
        let racks = [1, 1, 2, 2, 2]
        var topology = SandboxTopology(
            nodes: 5, replicationFactor: copies, racks: [racks, Array(repeating: 7, count: 5)])
        #expect(topology.holders.allSatisfy { Set($0.map { racks[$0] }) == [1, 2] && Set($0).count == copies })
        // The other namespace has one rack, which is none.
        let plain = SandboxTopology(nodes: 5, replicationFactor: copies)
        #expect(topology.layout(of: 1, at: 0) == plain.holders)
        let generation = topology.rebalanceGeneration
        topology.setRack(1, of: 4, in: 1)
        #expect(topology.rebalanceGeneration == generation + 1)
        #expect(topology.layout(of: 1, at: 0).allSatisfy { $0.prefix(2).contains(4) })
    }

    @Test("The parts of a split cluster share all partitions, each among its own nodes, until they join")
    func splitting() {
        var topology = SandboxTopology(nodes: 3, replicationFactor: 2)
        let before = topology.holders
        topology.split(off: [2])
        #expect(topology.members(with: 2) == [2])
        #expect(topology.members(with: 0) == [0, 1])
        #expect(topology.layout(of: 0, at: 2).allSatisfy { $0 == [2] })
        #expect(topology.holders.allSatisfy { Set($0) == [0, 1] })
        // Both parts have a copy of everything: nothing is lost with one of them.
        #expect(topology.takeDown(2).joined().isEmpty)
        topology.bringUp(2)
        topology.join()
        #expect(topology.holders == before)
    }

    @Test("The nodes' maps share out every partition once for each replica")
    func maps() throws {
        let topology = SandboxTopology(nodes: 3, replicationFactor: 2)
        for replica in 0..<2 {
            var seen = [Int](repeating: 0, count: PartitionID.count)
            for node in 0..<3 {
                let bitmap = try #require(Base64.decode(topology.maps(of: node, in: 0)[replica]))
                #expect(bitmap.count == PartitionID.count / 8)
                for partition in seen.indices where bitmap[partition / 8] & (0x80 >> UInt8(partition % 8)) != 0 {
                    seen[partition] += 1
                }
            }
            #expect(seen.allSatisfy { $0 == 1 })
        }
    }
}

extension SandboxTopology {
    /// Who holds each partition of the first namespace, as the first node knows.
    fileprivate var holders: Layout { layout(of: 0, at: 0) }
}
