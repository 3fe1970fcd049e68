import AerospikeSandbox
import Synchronization
import Testing

@testable import AerospikeSDK

/// Only the sandbox changes at a test's wish.
@Suite("Clusters that change while they are used")
struct ClusterChangeTests {
    private let users = DataSet.of("test", "users")

    @Test("Reads go on while a node is killed and comes back", arguments: Stage.Style.allCases)
    func killedNode(style: Stage.Style) async throws {
        try await withStage(style) { sandbox, caller in
            try await caller.fill(users, 0..<200)
            try await reading(caller) { _ in
                try await sandbox.kill("A2")
                try await eventually("the node is given up") { caller.cluster.names == ["A1", "A3"] }
                try await sandbox.restart("A2")
                try await eventually("the node is back") { caller.cluster.names == ["A1", "A2", "A3"] }
            }
            #expect(try await caller.run(caller.session.query(users)).count == 200)
        }
    }

    @Test("Reads and writes go on while partitions move", arguments: Stage.Style.allCases)
    func movingPartitions(style: Stage.Style) async throws {
        try await withStage(style) { sandbox, caller in
            try await caller.fill(users, 0..<200)
            try await reading(caller) { _ in
                for round in 1...3 {
                    try await sandbox.movePartitions()
                    try await caller.fill(users, 0..<200)
                    #expect(try await caller.run(caller.session.query(users)).count == 200, "round \(round)")
                    #expect(try await caller.run(caller.session.query(users.ids(0..<200))).count == 200)
                }
            }
        }
    }

    @Test("A node that joins takes its share", arguments: Stage.Style.allCases)
    func newNode(style: Stage.Style) async throws {
        try await withStage(style) { sandbox, caller in
            try await caller.fill(users, 0..<100)
            try await sandbox.addNode()
            try await eventually("the node is met") { caller.cluster.names == ["A1", "A2", "A3", "A4"] }
            try await caller.fill(users, 0..<200)
            #expect(try await caller.run(caller.session.query(users)).count == 200)
            #expect(try await sandbox.counters(of: "A4").writes > 0)
        }
    }

    @Test("A node that takes another name is another node", arguments: Stage.Style.allCases)
    func renamedNode(style: Stage.Style) async throws {
        try await withStage(style) { sandbox, caller in
            try await caller.fill(users, 0..<50)
            try await sandbox.rename("A2", to: "B2")
            try await eventually("the new name is known") { caller.cluster.names == ["A1", "A3", "B2"] }
            #expect(try await caller.run(caller.session.query(users)).count == 50)
        }
    }

    @Test("A cluster that goes down and comes up whole is found again", arguments: Stage.Style.allCases)
    func wholeCluster(style: Stage.Style) async throws {
        try await withStage(style) { sandbox, caller in
            for node in ["A1", "A2", "A3"] { try await sandbox.kill(node) }
            let error = await #expect(throws: AerospikeError.self) { try await caller.get(users.id(1)) }
            #expect(error?.resultCode == nil)
            for node in ["A1", "A2", "A3"] { try await sandbox.restart(node) }
            try await eventually("commands succeed again") {
                (try? await caller.put(users.id(1), ["n": 1])) != nil
            }
            try await eventually("every node is back") { caller.cluster.names == ["A1", "A2", "A3"] }
            #expect(try await caller.get(users.id(1)).bins == ["n": 1])
        }
    }

    @Test("A paused node costs one try, not the command", arguments: Stage.Style.allCases)
    func pausedNode(style: Stage.Style) async throws {
        try await withStage(style) { sandbox, caller in
            try await caller.fill(users, 0..<50)
            try await sandbox.pause("A2")
            let quick = caller.with(
                .default.derivingWithChanges("quick", totalTimeout: .seconds(30), socketTimeout: .milliseconds(50)))
            for number in 0..<50 { #expect(try await quick.get(users.id(number)).bins == ["n": Value(number)]) }
            try await sandbox.resume("A2")
        }
    }

    @Test("Connections that are reset cost a read nothing", arguments: Stage.Style.allCases)
    func resetConnections(style: Stage.Style) async throws {
        try await withStage(style) { sandbox, caller in
            try await caller.fill(users, 0..<200)
            try await reading(caller) { reads in
                for node in ["A1", "A2", "A3", "A1"] {
                    try await sandbox.resetConnections(to: node)
                    // A read has three tries: it is not to meet more than one of the resets.
                    let count = reads.count
                    try await eventually("the readers read on") { reads.count > count + 20 }
                }
            }
        }
    }

    @Test("A client that begins while no node is up is connected when one is", arguments: Stage.Style.allCases)
    func lateCluster(style: Stage.Style) async throws {
        try await Backend.withSandbox(nodeCount: 1) { sandbox in
            try await sandbox.kill("A1")
            var definition = ClusterDefinition(hosts: sandbox.hosts).failIfNotConnected(false)
            definition.systemSettings.tendInterval = .milliseconds(250)
            let cluster = try await Cluster.connect(definition)
            #expect(cluster.names.isEmpty)
            try await sandbox.restart("A1")
            try await eventually("the node is met") { cluster.names == ["A1"] }
            try await Caller(style, cluster, .patient).put(users.id(1), ["n": 1])
            await cluster.close()
        }
    }

    // MARK: Steps

    private func withStage(
        _ style: Stage.Style,
        _ body: (SandboxCluster, Caller) async throws -> Void
    ) async throws {
        try await Backend.withSandbox { sandbox in
            var definition = ClusterDefinition(hosts: sandbox.hosts)
            definition.systemSettings.tendInterval = .milliseconds(250)
            let cluster = try await Cluster.connect(definition)
            do {
                try await body(sandbox, Caller(style, cluster, .patient))
                await cluster.close()
            } catch {
                await cluster.close()
                throw error
            }
        }
    }

    /// Reads the records without a pause while something else happens; each read must succeed.
    private func reading(_ caller: Caller, _ body: (Reads) async throws -> Void) async throws {
        let reads = Reads()
        try await withThrowingTaskGroup { group in
            for reader in 0..<4 {
                group.addTask {
                    while !Task.isCancelled {
                        let number = Int.random(in: 0..<200)
                        do throws(AerospikeError) {
                            let record = try await caller.get(users.id(number))
                            #expect(record.bins == ["n": Value(number)])
                            reads.add()
                        } catch {
                            #expect(error.code == .cancelled, "reader \(reader): \(error)")
                        }
                    }
                }
            }
            try await body(reads)
            group.cancelAll()
            try await group.waitForAll()
        }
    }
}

/// How many reads have succeeded.
private final class Reads: Sendable {
    private let total = Atomic<Int>(0)

    var count: Int { total.load(ordering: .relaxed) }

    func add() { total.add(1, ordering: .relaxed) }
}

extension Cluster {
    /// The names of the nodes in sight.
    fileprivate var names: [String] { topology.nodes.map(\.name).sorted() }
}
