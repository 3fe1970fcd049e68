import TestSupport
import Testing

@testable import AerospikeSDK

@Suite("How far a query has come in each partition")
struct PartitionTrackerTests {
    private let topology: Topology

    init() throws { topology = try .simulated(copies: [[1, 2, 3], [2, 3, 1]]) }

    @Test("Each partition is read from the node that holds it, once")
    func assignment() {
        var tracker = PartitionTracker(.everything)
        let shares = tracker.assign(in: topology)
        #expect(shares.map(\.node.name).sorted() == ["N1", "N2", "N3"])
        #expect(Set(shares.flatMap(\.share.whole)).count == PartitionID.count)
        #expect(shares.allSatisfy { $0.share.resumed.isEmpty })
        for share in shares { tracker.finished(share.share) }
        #expect(tracker.isComplete)
        #expect(tracker.assign(in: topology).isEmpty)
    }

    @Test("Only the partitions asked for are read")
    func some() {
        var tracker = PartitionTracker(.init(whole: [PartitionID(3), PartitionID(4)]))
        let shares = tracker.assign(in: topology)
        #expect(shares.flatMap(\.share.whole).map(\.index).sorted() == [3, 4])
    }

    @Test("After a failure a partition is gone on with behind the last record seen in it")
    func resuming() throws {
        var tracker = PartitionTracker(.init(whole: [PartitionID(3), PartitionID(6)]))
        let digests = try (1...2).map { try Digest.inPartition(3, $0) }
        _ = tracker.assign(in: topology)
        for digest in digests { try tracker.saw(digest) }
        let share = try #require(tracker.assign(in: topology, turn: 1).first)
        #expect(share.node.name == "N2")
        #expect(share.share == .init(whole: [PartitionID(6)], resumed: [digests[1]]))
        tracker.finished(share.share)
        #expect(tracker.isComplete)
    }

    @Test("A partition that a node does not have stays to be read, in the next round from its new node")
    func unavailable() throws {
        var tracker = PartitionTracker(.init(whole: [PartitionID(3), PartitionID(6)]))
        let share = try #require(tracker.assign(in: topology).first)
        tracker.isUnavailable(PartitionID(6))
        tracker.finished(share.share)
        #expect(!tracker.isComplete)
        let moved = try Topology.simulated(copies: [[3]])
        let next = try #require(tracker.assign(in: moved).first)
        #expect(next.node.name == "N3")
        #expect(next.share.whole == [PartitionID(6)])
        tracker.finished(next.share)
        #expect(tracker.isComplete)
    }

    @Test("Preferred racks are read first, and after a failure what is elsewhere")
    func racks() throws {
        let topology = try Topology.simulated(copies: [[1], [2]], racks: [1: 7, 2: 8], preferred: [8])
        var tracker = PartitionTracker(PartitionShare(whole: [PartitionID(3)]))
        func node(_ turn: Int, _ replica: BehaviorSettings.Replica = .preferRack) -> String? {
            tracker.assign(in: topology, namespace: "test", replica: replica, turn: turn).shares.first?.node.name
        }
        #expect(node(0) == "N2")
        #expect(node(0) == "N2", "a round in which nothing failed stays in the rack")
        #expect(node(1) == "N1")
        #expect(node(2) == "N2")
        #expect(node(3, .master) == "N1")
        #expect([node(4, .sequence), node(5, .sequence)] == ["N1", "N2"])
    }

    @Test("A partition without a node is told of, and the others are read meanwhile")
    func withoutNode() throws {
        let topology = try Topology.simulated(copies: [[1]])
        var tracker = PartitionTracker(.init(whole: [PartitionID(3)]))
        let assignment = tracker.assign(in: topology, namespace: "other", replica: .sequence, turn: 0)
        #expect(assignment.shares.isEmpty)
        #expect(assignment.failure?.code == .unknownNamespace)
    }

    @Test("Records of partitions that were not asked for, or are done, are refused")
    func strangers() throws {
        var tracker = PartitionTracker(.init(whole: [PartitionID(3)]))
        let share = try #require(tracker.assign(in: topology).first)
        let (stranger, late) = (try Digest.inPartition(9, 1), try Digest.inPartition(3, 1))
        #expect(throws: WireError.unexpectedRecord) { try tracker.saw(stranger) }
        tracker.finished(.init(whole: [PartitionID(9)]))
        tracker.isUnavailable(PartitionID(9))
        tracker.finished(share.share)
        tracker.finished(share.share)
        #expect(throws: WireError.unexpectedRecord) { try tracker.saw(late) }
        #expect(tracker.isComplete && !tracker.hasGaps)
        #expect(tracker.assign(in: topology).isEmpty)
    }

    @Test("Nothing is lost and nothing comes twice while partitions move and nodes fail", arguments: seeds)
    func simulatedMoves(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let records = try (0..<64).flatMap { partition in
            try (0..<Int.random(in: 0..<6, using: &generator)).map { try Digest.inPartition(partition, $0) }
        }
        var tracker = PartitionTracker(.init(whole: (0..<64).map { PartitionID(UInt16($0)) }))
        var seen: [Digest] = []
        for turn in 0..<1000 where !tracker.isComplete {
            let copies = [[1, 2, 3], [2, 3, 1], [3, 1, 2]].shuffled(using: &generator)
            for share in tracker.assign(in: try .simulated(copies: copies), turn: turn) {
                let answer = QueriedNode(records).answer(share.share, using: &generator)
                for digest in answer.digests { try tracker.saw(digest) }
                for partition in answer.unavailable { tracker.isUnavailable(partition) }
                seen += answer.digests
                if answer.isWhole { tracker.finished(share.share) }
            }
        }
        #expect(tracker.isComplete)
        #expect(seen.count == records.count)
        #expect(Set(seen) == Set(records))
    }
}

/// A node that answers a query, breaks off, or finds that it does not have a partition any more.
private struct QueriedNode {
    private let records: [Digest]

    init(_ records: [Digest]) { self.records = records.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) } }

    func answer(
        _ share: PartitionShare,
        using generator: inout SeededGenerator
    ) -> (digests: [Digest], unavailable: [PartitionID], isWhole: Bool) {
        var digests: [Digest] = []
        var unavailable: [PartitionID] = []
        let parts = share.whole.map { ($0, Digest?.none) } + share.resumed.map { ($0.partition, $0) }
        for (partition, last) in parts {
            guard Int.random(in: 0..<4, using: &generator) > 0 else {
                unavailable.append(partition)
                continue
            }
            for digest in records where digest.partition == partition && last.map({ isAfter(digest, $0) }) != false {
                guard Int.random(in: 0..<20, using: &generator) > 0 else { return (digests, unavailable, false) }
                digests.append(digest)
            }
        }
        return (digests, unavailable, true)
    }

    private func isAfter(_ digest: Digest, _ last: Digest) -> Bool {
        last.bytes.lexicographicallyPrecedes(digest.bytes)
    }
}

extension PartitionTracker {
    fileprivate mutating func assign(
        in topology: Topology,
        turn: Int = 0
    ) -> [(node: Node, share: PartitionShare)] {
        assign(in: topology, namespace: "test", replica: .sequence, turn: turn).shares
    }
}

extension Digest {
    /// The digest of the record of this number in a partition.
    static func inPartition(_ partition: Int, _ number: Int) throws -> Digest {
        var bytes = [UInt8](repeating: 0, count: Digest.length)
        (bytes[0], bytes[1], bytes[19]) = (UInt8(partition & 0xFF), UInt8(partition >> 8), UInt8(number))
        return try #require(Digest(bytes))
    }
}
