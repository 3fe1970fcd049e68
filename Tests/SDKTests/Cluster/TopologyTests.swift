import Testing

@testable import AerospikeSDK

@Suite("Which node a command goes to")
struct TopologyTests {
    private let partition = PartitionID(7)

    @Test("The master has the first turn, then the copies in order, then the master again")
    func sequence() throws {
        let topology = try Topology.simulated(copies: [[1], [2], [3]])
        let turns = try (0..<4).map { try topology.name(for: partition, replica: .sequence, turn: $0) }
        #expect(turns == ["N1", "N2", "N3", "N1"])
    }

    @Test("The master alone is asked where only the master will do")
    func master() throws {
        let topology = try Topology.simulated(copies: [[1], [2]])
        for turn in 0..<3 { #expect(try topology.name(for: partition, replica: .master, turn: turn) == "N1") }
    }

    @Test("A preference for racks is served in sequence while racks are not known")
    func noRacks() throws {
        let topology = try Topology.simulated(copies: [[1], [2]])
        #expect(try topology.name(for: partition, replica: .preferRack, turn: 1) == "N2")
    }

    @Test("The copy in the most preferred rack is asked first, whichever copy it is")
    func nearest() throws {
        let topology = try Topology.simulated(copies: [[1], [2], [3]], racks: [1: 5, 2: 6, 3: 7], preferred: [7, 6])
        #expect(try topology.name(for: partition, replica: .preferRack, turn: 0) == "N3")
        #expect(try topology.name(for: partition, replica: .sequence, turn: 0) == "N1", "only where it is asked for")
        #expect(try topology.name(for: partition, replica: .master, turn: 0) == "N1")
    }

    @Test("After a failure the next rack is asked, then a node elsewhere, and the one that failed last of all")
    func avoided() throws {
        let topology = try Topology.simulated(copies: [[1], [2], [3]], racks: [1: 5, 2: 6, 3: 7], preferred: [7, 6])
        #expect(try topology.name(for: partition, replica: .preferRack, turn: 1, avoiding: 3) == "N2")
        #expect(try topology.name(for: partition, replica: .preferRack, turn: 2, avoiding: 2) == "N3")
        let two = try Topology.simulated(copies: [[1], [2]], racks: [1: 5, 2: 7], preferred: [7])
        #expect(try two.name(for: partition, replica: .preferRack, turn: 1, avoiding: 2) == "N1")
        let one = try Topology.simulated(copies: [[2]], racks: [2: 7], preferred: [7])
        #expect(try one.name(for: partition, replica: .preferRack, turn: 1, avoiding: 2) == "N2")
    }

    @Test("Where no copy is in a preferred rack, the copies are asked in turn")
    func noneNear() throws {
        let topology = try Topology.simulated(copies: [[1], [2]], racks: [1: 5, 2: 5, 3: 7], preferred: [7])
        let turns = try (0..<3).map { try topology.name(for: partition, replica: .preferRack, turn: $0) }
        #expect(turns == ["N1", "N2", "N1"])
    }

    @Test("Each namespace has racks of its own")
    func racksOfNamespaces() throws {
        let topology = try Topology.simulated(
            copies: [[1], [2]], racks: [1: 5, 2: 7], rackNamespace: "other", preferred: [7])
        #expect(try topology.name(for: partition, replica: .preferRack, turn: 0) == "N1")
    }

    @Test("A copy that nobody holds is passed over")
    func missingCopy() throws {
        let topology = try Topology.simulated(copies: [[], [2], [3]])
        #expect(try topology.name(for: partition, replica: .sequence, turn: 0) == "N2")
        #expect(try topology.name(for: partition, replica: .sequence, turn: 2) == "N3")
        let error = #expect(throws: AerospikeError.self) {
            try topology.name(for: partition, replica: .master, turn: 0)
        }
        #expect(error?.code == .nodeUnavailable)
    }

    @Test("The copies of a partition are told in order, without gaps")
    func replicas() throws {
        let topology = try Topology.simulated(copies: [[1], [], [3]])
        #expect(topology.replicas(of: partition, in: "test").map(\.name) == ["N1", "N3"])
        #expect(topology.replicas(of: partition, in: "other").isEmpty)
    }

    @Test("A namespace without a copy has no node, and does not trap")
    func noCopies() throws {
        let topology = try Topology.simulated(copies: [])
        let error = #expect(throws: AerospikeError.self) {
            try topology.name(for: partition, replica: .sequence, turn: 1)
        }
        #expect(error?.code == .nodeUnavailable)
    }

    @Test("An unknown namespace is told apart from a client that has no node, and from one that is closed")
    func missingNamespace() {
        let error = #expect(throws: AerospikeError.self) { try Topology.simulated(copies: [[1]]).check("other") }
        #expect(error?.code == .unknownNamespace)
        #expect(error?.advice == "it has: test")
        let empty = #expect(throws: AerospikeError.self) { try Topology.empty.check("test") }
        #expect(empty?.code == .connectFailed)
        let closed = #expect(throws: AerospikeError.self) { try Topology.closed.check("test") }
        #expect(closed?.code == .clientClosed)
    }

    @Test("Nodes whose maps could not be read are told apart from nodes that lack the namespace")
    func noMap() throws {
        let topology = Topology(nodes: [try .simulated(1)], map: PartitionMap())
        let error = #expect(throws: AerospikeError.self) { try topology.check("test") }
        #expect(error?.code == .nodeUnavailable)
        #expect(error?.message == "no partition map could be read")
    }

    @Test("A partition without a node has the advice of whoever knows why")
    func gapAdvice() throws {
        let topology = Topology(
            nodes: [try .simulated(1)], map: try .simulated(copies: [[]]), gapAdvice: "look elsewhere")
        let error = #expect(throws: AerospikeError.self) {
            try topology.name(for: partition, replica: .sequence, turn: 0)
        }
        #expect(error?.advice == "look elsewhere")
    }

    @Test("A client of one node sends everything there")
    func singleNode() throws {
        let cluster = try Topology.simulated(copies: [[1], [2]])
        let topology = Topology(singleNode: cluster.nodes[1], map: try .simulated(copies: [[1], [2]]))
        for partition in PartitionID.all {
            #expect(try topology.name(for: partition, replica: .sequence, turn: 1) == "N2")
        }
        #expect(throws: AerospikeError.self) { try topology.check("other") }
    }

    @Test("A namespace favours consistency as long as any partition has a regime, whoever spoke last")
    func mixedRegimes() throws {
        var map = try PartitionMap.simulated(copies: [[1]], regime: 3)
        let none = SimulatedCluster.Server.bitmap([])
        map.apply(try ReplicaList(parsing: "test:0,1,\(none)"), of: NodeID(2))
        #expect(map.tables["test"]?.isStronglyConsistent == true)
        map.remove(NodeID(1))
        #expect(map.tables["test"]?.isStronglyConsistent == false)
    }

    @Test("A namespace with a regime favours consistency")
    func mode() throws {
        #expect(try Topology.simulated(copies: [[1]], regime: 3).mode(of: "test") == .strongConsistency)
        #expect(try Topology.simulated(copies: [[1]]).mode(of: "test") == .availability)
        #expect(try Topology.simulated(copies: [[1]], regime: 3).mode(of: "other") == .availability)
    }
}

extension Topology {
    fileprivate func name(
        for partition: PartitionID, replica: BehaviorSettings.Replica, turn: Int, avoiding previous: Int? = nil
    ) throws -> String {
        try node(for: partition, in: "test", replica: replica, turn: turn, avoiding: previous.map { NodeID($0) }).name
    }
}
