import AerospikeSandbox
import Testing

@testable import AerospikeSDK

/// Only the sandbox changes at a test's wish, and only it tells what it saw.
@Suite("Queries while the cluster changes, and what they cost it")
struct QueryUnderChangeTests {
    private let users = DataSet.of("test", "users")
    /// Each node sends few records at a time, so that the query is still under way when something happens.
    private static let pace = 400

    @Test("Partitions that move in the middle are gone on with on their new nodes", arguments: Stage.Style.allCases)
    func moved(style: Stage.Style) async throws {
        try await withStage(style) { sandbox, caller in
            try await caller.fill(users, 0..<600)
            let query = caller.session.query(users).recordsPerSecond(Self.pace)
            let rows = try await caller.run(query, after: 20) { try await sandbox.movePartitions() }
            expectAll(rows)
            // One node after another: those that come last are asked by a map that has grown old.
            let single = caller.with(.oneAfterAnother)
            let late = single.session.query(users).recordsPerSecond(Self.pace)
            expectAll(try await single.run(late, after: 20) { try await sandbox.movePartitions() })
        }
    }

    @Test("A node that dies in the middle is replaced by those that take over", arguments: Stage.Style.allCases)
    func killed(style: Stage.Style) async throws {
        try await withStage(style) { sandbox, caller in
            try await caller.fill(users, 0..<600)
            let query = caller.session.query(users).recordsPerSecond(Self.pace)
            let rows = try await caller.run(query, after: 20) { try await sandbox.kill("A2") }
            expectAll(rows)
            try await sandbox.restart("A2")
        }
    }

    @Test("A cursor stays good while partitions move and nodes die", arguments: Stage.Style.allCases)
    func cursor(style: Stage.Style) async throws {
        try await withStage(style) { sandbox, caller in
            try await caller.fill(users, 0..<300)
            let query = caller.with(.narrow).session.query(users)
            let first = try await caller.part(of: query, rows: 50) { try await sandbox.movePartitions() }
            let second = try await caller.part(
                of: query.resuming(from: #require(first.cursor)), rows: 70
            ) { try await sandbox.kill("A3") }
            let rest = try await caller.run(query.resuming(from: #require(second.cursor)))
            let keys = (first.rows + second.rows + rest).map(\.key)
            #expect(keys.count == 300)
            #expect(Set(keys) == Set(users.ids(0..<300)))
        }
    }

    @Test("A limit costs no connection, however small", arguments: Stage.Style.allCases, [1, 2, 5, 100, 1000])
    func keptConnections(style: Stage.Style, limit: Int) async throws {
        try await withStage(style) { sandbox, caller in
            try await caller.fill(users, 0..<300)
            let query = caller.session.query(users).limit(limit)
            #expect(try await caller.run(caller.session.query(users)).count == 300)
            let before = try await sandbox.connectionsClosed
            for _ in 0..<10 {
                #expect(try await caller.run(query).count == min(limit, 300))
                if limit <= 300 { #expect(try await caller.begin(query, rows: limit).count == limit) }
                #expect(try await caller.chunks(query.chunkSize(40)).joined().count == min(limit, 300))
            }
            #expect(try await sandbox.connectionsClosed == before)
        }
    }

    @Test("A query that is left frees its connections on both sides", arguments: Stage.Style.allCases)
    func freed(style: Stage.Style) async throws {
        try await withStage(style) { sandbox, caller in
            try await caller.fill(users, 0..<300)
            let before = try await sandbox.connectionsOpen
            let query = caller.with(.narrow).session.query(users).recordsPerSecond(Self.pace)
            for _ in 0..<20 { #expect(try await caller.begin(query, rows: 1).count == 1) }
            let spare = 3 * caller.cluster.loops.count
            try await eventually("the connections are closed") {
                try await sandbox.connectionsOpen <= before + spare
            }
        }
    }

    @Test("A slow reader slows the servers: they keep what does not fit", arguments: Stage.Style.allCases)
    func slowReader(style: Stage.Style) async throws {
        try await withStage(style) { sandbox, caller in
            let large = Value.blob([UInt8](repeating: 7, count: 500_000))
            for number in 0..<120 { try await caller.put(users.id(number), ["b": large]) }
            let query = caller.with(.narrow).session.query(users)
            let part = try await caller.part(of: query, rows: 1) {
                var (sent, before) = (0, -1)
                while sent != before, sent < 120 {
                    try await Task.sleep(for: .milliseconds(50))
                    (sent, before) = (try await sandbox.queryRows, sent)
                }
                #expect(sent < 120, "60 megabytes are more than three rows and the sockets' buffers hold")
            }
            #expect(part.rows.count == 1)
        }
    }

    @Test("As many rows wait for a slow reader as the behavior says")
    func queue() async throws {
        try await withStage(.tasks) { sandbox, caller in
            try await caller.fill(users, 0..<300)
            let wide = try await caller.session.query(users).execute()
            var iterator = wide.makeAsyncIterator()
            #expect(try await iterator.next() != nil)
            try await eventually("all are taken in, although one is read") { try await sandbox.queryRows == 300 }
        }
    }

    @Test("As many nodes are asked at a time as the behavior says", arguments: Stage.Style.allCases)
    func width(style: Stage.Style) async throws {
        try await withStage(style) { sandbox, caller in
            try await caller.fill(users, 0..<600)
            for (behavior, count) in [(Behavior.oneAfterAnother, 1), (.twoAtATime, 2), (.persistent, 3)] {
                let before = try await sandbox.queries
                let query = caller.with(behavior).session.query(users).recordsPerSecond(20)
                // What is asked goes out before the first row comes in; the first node is busy for long.
                _ = try await caller.part(of: query, rows: 1) {
                    try await eventually("\(count) are asked") { try await sandbox.queries == before + count }
                }
                #expect(try await sandbox.queries == before + count)
            }
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
                try await body(sandbox, Caller(style, cluster, .persistent))
                await cluster.close()
            } catch {
                await cluster.close()
                throw error
            }
        }
    }

    private func expectAll(_ rows: [RecordResult]) {
        #expect(rows.count == 600)
        #expect(Set(rows.map(\.key)) == Set(users.ids(0..<600)))
    }
}

extension Behavior {
    /// As many tries as a cluster in motion can cost.
    fileprivate static let persistent = Behavior.patient.derivingWithChanges("persistent", maxRetries: 20)

    fileprivate static let oneAfterAnother = Behavior.persistent.derivingWithChanges(
        "one after another", [.readsQuery: BehaviorPatch { $0.maxConcurrentNodes = 1 }])

    fileprivate static let twoAtATime = Behavior.persistent.derivingWithChanges(
        "two at a time", [.readsQuery: BehaviorPatch { $0.maxConcurrentNodes = 2 }])
}

extension SandboxCluster {
    /// How many connections to all nodes together have ended.
    fileprivate var connectionsClosed: Int {
        get async throws { try await total { $0.connectionsAccepted - $0.connectionsOpen } }
    }

    /// How many connections all nodes together have open.
    fileprivate var connectionsOpen: Int { get async throws { try await total(\.connectionsOpen) } }

    /// How many records all nodes together have sent for queries.
    fileprivate var queryRows: Int { get async throws { try await total(\.queryRows) } }

    /// How many requests for queries all nodes together have had.
    fileprivate var queries: Int { get async throws { try await total(\.queries) } }

    private func total(_ counter: (SandboxCounters) -> Int) async throws -> Int {
        var total = 0
        for node in nodes { total += counter(try await counters(of: node.name)) }
        return total
    }
}
