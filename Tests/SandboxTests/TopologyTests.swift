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
        #expect(topology.takeDown(1).isEmpty)
        for (old, new) in zip(before, topology.holders) where !old.contains(1) { #expect(old == new) }
        #expect(!topology.holders.contains { $0.contains(1) })
        #expect(topology.takeDown(1).isEmpty)
        topology.bringUp(1)
        #expect(topology.holders == before)
        #expect(topology.partitionGeneration == 2)
    }

    @Test("The last copies are lost with their node")
    func losses() {
        var topology = SandboxTopology(nodes: 2, replicationFactor: 1)
        let share = masters(topology).count { $0 == 0 }
        #expect(topology.takeDown(0).count == share)
        #expect(topology.takeDown(1).count == PartitionID.count)
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

    @Test("The nodes' maps share out every partition once for each replica")
    func maps() throws {
        let topology = SandboxTopology(nodes: 3, replicationFactor: 2)
        for replica in 0..<2 {
            var seen = [Int](repeating: 0, count: PartitionID.count)
            for node in 0..<3 {
                let bitmap = try #require(Base64.decode(topology.maps(of: node)[replica]))
                #expect(bitmap.count == PartitionID.count / 8)
                for partition in seen.indices where bitmap[partition / 8] & (0x80 >> UInt8(partition % 8)) != 0 {
                    seen[partition] += 1
                }
            }
            #expect(seen.allSatisfy { $0 == 1 })
        }
    }
}
