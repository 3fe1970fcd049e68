import AerospikeSandbox
import Testing

@testable import AerospikeSDK

/// One round of the tend after the servers' own map, the client's is right.
@Suite("Partition maps after one round")
struct PartitionTruthTests {
    /// For each copy, the master's first, the name of the node that holds each partition.
    private typealias Columns = [[String?]]

    @Test("A node that was killed holds nothing, and one that came back its share")
    func killedNode() async throws {
        try await withTender { sandbox, tender in
            try await sandbox.kill("A2")
            try await expectTruth(of: sandbox, &tender, nodes: 2)
            try await sandbox.restart("A2")
            try await expectTruth(of: sandbox, &tender, nodes: 3)
        }
    }

    @Test("A node that was away between two rounds needs no third")
    func restartedNode() async throws {
        try await withTender { sandbox, tender in
            for node in ["A1", "A2", "A3", "A2"] {
                try await sandbox.kill(node)
                try await sandbox.movePartitions()
                try await sandbox.restart(node)
                try await expectTruth(of: sandbox, &tender, nodes: 3)
            }
        }
    }

    @Test("Partitions that moved, and nodes that joined, are seen at once")
    func movedPartitions() async throws {
        try await withTender { sandbox, tender in
            try await sandbox.movePartitions()
            try await expectTruth(of: sandbox, &tender, nodes: 3)
            try await sandbox.addNode()
            try await expectTruth(of: sandbox, &tender, nodes: 4)
        }
    }

    @Test("Connections that were reset cost no node its place")
    func resetConnections() async throws {
        try await withTender { sandbox, tender in
            for node in sandbox.nodes { try await sandbox.resetConnections(to: node.name) }
            try await expectTruth(of: sandbox, &tender, nodes: 3)
        }
    }

    // MARK: Steps

    private func withTender(_ body: (SandboxCluster, inout Tender) async throws -> Void) async throws {
        try await Backend.withSandbox { sandbox in
            let definition = ClusterDefinition(hosts: sandbox.hosts).unhurried()
            let cluster = Cluster(definition, loopCount: 1)
            try cluster.startLoops()
            do {
                var tender = try Tender(definition, on: try #require(cluster.loops.first))
                try await expectTruth(of: sandbox, &tender, nodes: 3)
                try await body(sandbox, &tender)
                await cluster.close()
            } catch {
                await cluster.close()
                throw error
            }
        }
    }

    /// Runs one round, and compares what the client believes with what the servers say.
    private func expectTruth(
        of sandbox: SandboxCluster,
        _ tender: inout Tender,
        nodes: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        _ = await tender.round(seeds: sandbox.hosts)
        let topology = tender.topology
        #expect(topology.nodes.count == nodes, sourceLocation: sourceLocation)
        let truth = try await columns(of: sandbox)
        let believed: Columns = truth.indices.map { copy in
            PartitionID.all.map { partition in
                let holders = topology.replicas(of: partition, in: "test")
                return copy < holders.count ? holders[copy].name : nil
            }
        }
        let isRight = believed == truth
        #expect(isRight, "the client's map differs from the servers'", sourceLocation: sourceLocation)
    }

    private func columns(of sandbox: SandboxCluster) async throws -> Columns {
        let asking = Cluster(ClusterDefinition(hosts: sandbox.hosts), loopCount: 1)
        try asking.startLoops()
        let deadline = MonotonicTime.now().advanced(by: .seconds(60))
        var columns: Columns = []
        for node in sandbox.nodes where node.isUp {
            let connection = try await ControlConnection.open(
                to: try #require(SocketAddress(ip: node.host.name, port: node.host.port)),
                on: try #require(asking.loops.first), until: deadline)
            let answer = try await connection.ask(["replicas"], until: deadline).value("replicas")
            let list = try ReplicaList(parsing: answer)
            for (copy, bitmap) in try #require(list.namespaces.first { $0.name == "test" }).bitmaps.enumerated() {
                while columns.count <= copy { columns.append(Array(repeating: nil, count: PartitionID.count)) }
                for partition in PartitionID.all where bitmap.contains(partition) {
                    columns[copy][partition.index] = node.name
                }
            }
        }
        await asking.close()
        return columns
    }
}
