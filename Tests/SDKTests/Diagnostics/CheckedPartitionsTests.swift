import Testing

@testable import AerospikeSDK

@Suite("What the check says of partitions", .timeLimit(.minutes(5)))
struct CheckedPartitionsTests {
    /// Checks a server of one node that favours consistency and holds the partitions that a repeated byte names.
    private func check(holding byte: UInt8, saying statistics: String) async throws -> CheckStep {
        let peer = try ScriptedPeer()
        let bitmap = Base64.encode([UInt8](repeating: byte, count: PartitionID.count / 8))
        peer.say("test:1,1,\(bitmap)", for: "replicas")
        peer.say(statistics, for: "namespace/test")
        var definition = peer.definition
        definition.systemSettings.connections.waitForConnectionToComplete = .seconds(60)
        let report = try await ConnectionCheck(definition).run()
        return try #require(report.steps.first { $0.name == .partitions })
    }

    @Test("Unavailable partitions are counted, and the roster is pointed to")
    func unavailable() async throws {
        let step = try await check(
            holding: 0x0F, saying: "objects=7;dead_partitions=0;unavailable_partitions=2048;stop_writes=false")
        #expect(step.status == .failed)
        #expect(step.target == "test")
        #expect(step.detail == "2048 of 4096 have no master; 2048 unavailable, 0 dead")
        #expect(step.advice?.contains("manage roster") == true)
        #expect(step.error?.message.contains("namespace 'test'") == true)
    }

    @Test("Dead partitions fail the step although each has a master")
    func dead() async throws {
        let step = try await check(holding: 0xFF, saying: "dead_partitions=12;unavailable_partitions=0")
        #expect(step.status == .failed)
        #expect(step.detail == "all 4096 have a master; 0 unavailable, 12 dead")
        #expect(step.advice?.contains("manage revive") == true)
    }

    @Test(
        "What cannot be read counts as none",
        arguments: ["", "ERROR:4:unknown", "dead_partitions=;unavailable_partitions=-3", "dead_partitions=x;=;;"])
    func malformed(statistics: String) async throws {
        #expect(PartitionLoss(parsing: statistics).isNone)
        let step = try await check(holding: 0xFF, saying: statistics)
        #expect(step.status == .passed)
        #expect(step.detail == "all 4096 have a master, 1 copy, strongly consistent")
    }

    @Test("The highest counts are those of the cluster")
    func highest() {
        var loss = PartitionLoss(unavailable: 3, dead: 1)
        loss.include(PartitionLoss(unavailable: 2, dead: 4))
        #expect(loss == PartitionLoss(unavailable: 3, dead: 4))
        #expect(PartitionLoss().advice == nil)
    }
}
