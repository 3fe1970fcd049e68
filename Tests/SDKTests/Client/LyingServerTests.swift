import Testing

@testable import AerospikeSDK

@Suite("Servers that break the protocol")
struct LyingServerTests {
    private let users = DataSet.of("test", "users")

    @Test(
        "A lie fails its command and costs the connection, and the client goes on", arguments: Driver.allCases, Lie.all)
    func lies(driver: Driver, lie: Lie) async throws {
        let peer = try ScriptedPeer([[.send(lie.bytes)]])
        try await peer.withCluster { cluster in
            let error = await #expect(throws: AerospikeError.self) { try await driver.get(users.id(1), on: cluster) }
            #expect(error?.code == lie.code)
            #expect(error?.node == "S1 127.0.0.1:\(peer.port)")
            try await driver.expectOwnRecords(on: cluster)
            try await eventually("the connection is dropped") { peer.connectionCount <= 2 }
        }
    }

    @Test("An answer that breaks off fails its command, and the client goes on", arguments: Driver.allCases)
    func brokenOff(driver: Driver) async throws {
        let answer = PeerAnswers.record(users.id(1).digest.bytes)
        for length in [0, 1, 7, 8, 20, answer.count - 1] {
            let peer = try ScriptedPeer([[.send(Array(answer.prefix(length))), .close]])
            try await peer.withCluster { cluster in
                let error = await #expect(throws: AerospikeError.self) {
                    try await driver.get(users.id(1), on: cluster)
                }
                #expect(error?.code == .connectionClosed)
                try await driver.expectOwnRecords(on: cluster)
            }
        }
    }

    @Test("A second answer to one request is given to nobody", arguments: Driver.allCases)
    func answeredTwice(driver: Driver) async throws {
        let answer = PeerAnswers.record(users.id(1).digest.bytes)
        let peer = try ScriptedPeer([[.send(answer + answer)]])
        try await peer.withCluster { cluster in
            #expect(try await driver.get(users.id(1), on: cluster).digest == users.id(1).digest)
            try await driver.expectOwnRecords(on: cluster)
        }
    }

    @Test("A frame that announces far more than it brings costs what it brings", arguments: Driver.allCases)
    func announcedLength(driver: Driver) async throws {
        var header = ByteWriter()
        FrameHeader(type: .message, bodyLength: WireLimits.frameLength).write(to: &header)
        let peer = try ScriptedPeer()
        peer.setHabit(.send(header.bytes + [22, 0, 0]))
        try await peer.withCluster { cluster in
            let error = await #expect(throws: AerospikeError.self) {
                try await driver.get(users.id(1), on: cluster, .hasty)
            }
            #expect(error?.code == .timeout)
            peer.setHabit(.answer)
            try await driver.expectOwnRecords(on: cluster)
        }
    }

    // MARK: Batches and queries

    @Test("Rows of a batch that nobody asked for fail its keys", arguments: Driver.allCases, [[9], [0, 0], [.max]])
    func batchRows(driver: Driver, indices: [UInt32]) async throws {
        let rows = indices.map { Message(MessageHeader(generation: 1, timeout: $0)) }
        let peer = try ScriptedPeer([[.send(frame(rows) + PeerAnswers.end())]])
        try await peer.withCluster { cluster in
            let results = try await driver.batch(users.ids(0..<3), on: cluster)
            #expect(results.count == 3)
            #expect(results.contains { $0.error?.code == .protocolViolation })
            #expect(try await driver.batch(users.ids(0..<3), on: cluster).allSatisfy(\.isOK))
        }
    }

    @Test("Rows of a query that are no records of it end it", arguments: Driver.allCases, Lie.rows)
    func queryRows(driver: Driver, lie: Lie) async throws {
        let peer = try ScriptedPeer([[.send(lie.bytes + PeerAnswers.end())]])
        try await peer.withCluster { cluster in
            let error = await #expect(throws: AerospikeError.self) { try await driver.query(users, on: cluster) }
            #expect(error?.code == .protocolViolation)
            #expect(try await driver.query(users, on: cluster).isEmpty)
            try await driver.expectOwnRecords(on: cluster)
        }
    }

    @Test("A query that a server refuses fails, although the refusal has no end", arguments: Driver.allCases)
    func refusedQuery(driver: Driver) async throws {
        let refusal = frame([Message(MessageHeader(resultCode: .roleViolation))])
        let peer = try ScriptedPeer([[.send(refusal)]])
        try await peer.withCluster { cluster in
            let error = await #expect(throws: AerospikeError.self) { try await driver.query(users, on: cluster) }
            #expect(error?.resultCode == .roleViolation)
            let connections = peer.acceptedCount
            let rows = try await driver.query(users, on: cluster)
            #expect(rows.isEmpty)
            #expect(peer.acceptedCount == connections, "the connection serves on")
        }
    }

    @Test("A query asks under another number whenever it asks again", arguments: Driver.allCases)
    func queryNumbers(driver: Driver) async throws {
        let elsewhere = frame([
            Message(MessageHeader(info3: .partitionDone, resultCode: .partitionUnavailable, generation: 7))
        ])
        let peer = try ScriptedPeer([[.send(elsewhere + PeerAnswers.end())]])
        try await peer.withCluster { cluster in
            let persistent = Behavior.patient.derivingWithChanges("persistent", maxRetries: 1)
            let rows = try await driver.query(users, on: cluster, persistent)
            #expect(rows.isEmpty)
            let numbers = peer.commands.map { $0.field(.taskID) }
            #expect(numbers.count == 2 && numbers[0] != numbers[1])
        }
    }

    @Test("A server that sends more rows than it was asked for ends the query", arguments: Driver.allCases)
    func limit(driver: Driver) async throws {
        let rows = PeerAnswers.rows(try (0..<10).map { try .inPartition($0, 1) })
        let peer = try ScriptedPeer([[.send(rows + PeerAnswers.end())]])
        try await peer.withCluster { cluster in
            let error = await #expect(throws: AerospikeError.self) {
                try await driver.query(users, limit: 3, on: cluster)
            }
            #expect(error?.code == .protocolViolation)
            try await driver.expectOwnRecords(on: cluster)
        }
    }
}
