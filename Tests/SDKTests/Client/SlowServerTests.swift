import Testing

@testable import AerospikeSDK

@Suite("Servers that are slow, silent or gone")
struct SlowServerTests {
    private let users = DataSet.of("test", "users")

    @Test("A command without an answer ends when its time is up, and the client goes on", arguments: Driver.allCases)
    func silence(driver: Driver) async throws {
        let peer = try ScriptedPeer()
        peer.setHabit()
        try await peer.withCluster { cluster in
            for _ in 1...2 {
                let error = await #expect(throws: AerospikeError.self) {
                    try await driver.get(users.id(1), on: cluster, .hasty)
                }
                #expect(error?.code == .timeout)
            }
            peer.setHabit(.answer)
            try await driver.expectOwnRecords(on: cluster)
        }
    }

    @Test("An answer that comes too late is given to nobody", arguments: Driver.allCases)
    func lateAnswer(driver: Driver) async throws {
        let isLate = ThreadSignal<Void>()
        let peer = try ScriptedPeer([[.wait(isLate), .answer]])
        try await peer.withCluster(connections: 1) { cluster in
            let error = await #expect(throws: AerospikeError.self) {
                try await driver.get(users.id(1), on: cluster, .hasty)
            }
            #expect(error?.code == .timeout)
            isLate.send(())
            try await driver.expectOwnRecords(on: cluster)
        }
    }

    @Test("When one of several requests on a connection is late, the others get their own answers")
    func lateAmongOthers() async throws {
        let isLate = ThreadSignal<Void>()
        let peer = try ScriptedPeer([[.wait(isLate), .answer]])
        try await peer.withCluster(connections: 1) { cluster in
            let first = Task { try await Driver.tasks.get(users.id(1), on: cluster, .hasty) }
            try await eventually("the first request is sent") { peer.commandCount == 1 }
            let second = Task { try await Driver.tasks.get(users.id(2), on: cluster) }
            await #expect(throws: AerospikeError.self) { try await first.value }
            isLate.send(())
            #expect(try await second.value.digest == users.id(2).digest)
        }
    }

    @Test("A read whose server does not answer is tried again", arguments: Driver.allCases)
    func retry(driver: Driver) async throws {
        let behavior = Behavior.default.derivingWithChanges(
            "retrying", totalTimeout: .seconds(30), socketTimeout: .milliseconds(50), maxRetries: 500)
        let peer = try ScriptedPeer([[], [.close]])
        try await peer.withCluster { cluster in
            let record = try await driver.get(users.id(1), on: cluster, behavior)
            #expect(record.digest == users.id(1).digest)
            #expect(peer.commandCount >= 3)
        }
    }

    @Test("Batches and queries without an end run out of time too", arguments: Driver.allCases)
    func streams(driver: Driver) async throws {
        let row = PeerAnswers.rows([try .inPartition(1, 1)])
        let peer = try ScriptedPeer()
        peer.setHabit()
        try await peer.withCluster { cluster in
            let rows = try await driver.batch(users.ids(0..<2), on: cluster, .hasty)
            #expect(rows.map(\.error?.code) == [.timeout, .timeout])
            peer.setHabit(.send(row))
            let error = await #expect(throws: AerospikeError.self) {
                try await driver.query(users, on: cluster, .hastyQuery)
            }
            #expect(error?.code == .timeout)
            peer.setHabit(.answer)
            try await driver.expectOwnRecords(on: cluster)
        }
    }

    @Test("A connection whose reader is slow is given up when its server is gone")
    func goneWhilePaused() async throws {
        let rows = try (0..<4).flatMap { PeerAnswers.rows([try .inPartition($0, 1)]) }
        let isRead = ThreadSignal<Void>()
        let peer = try ScriptedPeer([[.send(rows), .wait(isRead), .reset]])
        try await peer.withCluster { cluster in
            let stream = try cluster.streamQuery(DataSetQuery(dataSet: users), .smallQueue)
            #expect(try await stream.next() != nil)
            isRead.send(())
            try await eventually("the query is gone on with although nobody reads") { peer.commandCount == 2 }
            var count = 1
            while try await stream.next() != nil { count += 1 }
            #expect(count < 5, "the second try finds no record; the peer has none left")
        }
    }

    @Test("When a connection of a thread breaks, the others that idle are looked at before they are used")
    func brokenTogether() async throws {
        let isFull = ThreadSignal<Void>()
        let peer = try ScriptedPeer(Array(repeating: [.wait(isFull), .answer], count: 4))
        try await peer.withCluster { cluster in
            try await withThrowingTaskGroup { group in
                for key in users.ids(1...4) { group.addTask { _ = try await Driver.threads.get(key, on: cluster) } }
                try await eventually("every request is sent") { peer.commandCount == 4 }
                for _ in 1...4 { isFull.send(()) }
                try await group.waitForAll()
            }
            peer.disconnect()
            let twice = Behavior.patient.derivingWithChanges("twice", maxRetries: 1)
            let record = try await Driver.threads.get(users.id(1), on: cluster, twice)
            #expect(record.digest == users.id(1).digest)
        }
    }

    @Test("A client whose node is gone says so", arguments: Driver.allCases)
    func gone(driver: Driver) async throws {
        let peer = try ScriptedPeer()
        try await peer.withCluster { cluster in
            try await driver.expectOwnRecords(on: cluster)
            peer.stop()
            let error = await #expect(throws: AerospikeError.self) {
                try await driver.get(users.id(1), on: cluster, .hasty)
            }
            #expect([.connectionFailed, .connectionClosed, .timeout].contains(error?.code))
        }
    }
}

extension Behavior {
    /// A query that waits for its parts as short as a test can do with.
    fileprivate static let hastyQuery = Behavior.default.derivingWithChanges(
        "hasty", [.readsQuery: BehaviorPatch { ($0.socketTimeout, $0.maxRetries) = (.milliseconds(50), 0) }])

    /// A query of which one row at most waits for the reader.
    fileprivate static let smallQueue = Behavior.default.derivingWithChanges(
        "small", [.readsQuery: BehaviorPatch { $0.recordQueueSize = 1 }])
}
