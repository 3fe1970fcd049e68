import Testing

@testable import AerospikeSDK

@Suite("Answers that come too late")
struct LateAnswerTests {
    private let users = DataSet.of("test", "users")

    @Test("A connection whose answer comes late goes on to serve", arguments: Driver.allCases)
    func recovery(driver: Driver) async throws {
        let isLate = ThreadSignal<Void>()
        let peer = try ScriptedPeer([[.wait(isLate), .answer]])
        try await withOneConnection(peer, driver) { cluster in
            let error = await driver.failure(of: users.id(1), on: cluster, .lenient(for: .seconds(60)))
            #expect(error?.code == .timeout)
            let other = await driver.failure(of: users.id(2), on: cluster)
            #expect(other?.code == .noMoreConnections, "until then it is nobody's")
            isLate.send(())
            try await eventually("it serves again") { await driver.failure(of: users.id(2), on: cluster) == nil }
            try await driver.expectOwnRecords(on: cluster)
            #expect(peer.acceptedCount == 2, "one connection for the tend, one for commands")
        }
    }

    @Test("Without patience the connection is closed at once", arguments: Driver.allCases)
    func noGrace(driver: Driver) async throws {
        let peer = try ScriptedPeer([[]])
        try await withOneConnection(peer, driver) { cluster in
            #expect(await driver.failure(of: users.id(1), on: cluster, .hasty)?.code == .timeout)
            try await driver.expectOwnRecords(on: cluster)
            #expect(peer.acceptedCount == 3)
        }
    }

    @Test("An answer that begins late and never ends costs the connection", arguments: Driver.allCases, [0, 1, 8, 30])
    func partial(driver: Driver, length: Int) async throws {
        let answer = PeerAnswers.record(users.id(1).digest.bytes)
        let peer = try ScriptedPeer([[.send(Array(answer.prefix(length)))]])
        try await withOneConnection(peer, driver) { cluster in
            let error = await driver.failure(of: users.id(1), on: cluster, .lenient(for: .milliseconds(50)))
            #expect(error?.code == .timeout)
            try await eventually("there is room for another") {
                await driver.failure(of: users.id(2), on: cluster) == nil
            }
            try await driver.expectOwnRecords(on: cluster)
            #expect(peer.acceptedCount == 3)
        }
    }

    @Test("Whatever comes instead of the late answer is given to nobody", arguments: Driver.allCases, Late.all)
    func nonsense(driver: Driver, late: Late) async throws {
        let isLate = ThreadSignal<Void>()
        let answer = PeerAnswers.record(users.id(1).digest.bytes)
        let peer = try ScriptedPeer([[.wait(isLate)] + late.steps(instead: answer)])
        try await withOneConnection(peer, driver) { cluster in
            let error = await driver.failure(of: users.id(1), on: cluster, .lenient(for: .seconds(60)))
            #expect(error?.code == .timeout)
            isLate.send(())
            let reader = Behavior.patient.derivingWithChanges("again", maxRetries: 1000, retryDelay: .milliseconds(2))
            let record = try await driver.get(users.id(2), on: cluster, reader)
            #expect(record.digest == users.id(2).digest)
            try await driver.expectOwnRecords(on: cluster)
            #expect(peer.acceptedCount == 3, "the connection was dropped")
        }
    }

    // MARK: Answers of many frames

    private static let slow = Behavior.lenient(for: .seconds(60)).derivingWithChanges(
        "slow", totalTimeout: .milliseconds(300), socketTimeout: .zero)

    @Test("The rest of an answer of many frames may come late, too", arguments: Driver.allCases)
    func rest(driver: Driver) async throws {
        let isLate = ThreadSignal<Void>()
        let (first, second) = (PeerAnswers.rows([try .inPartition(1, 1)]), PeerAnswers.rows([try .inPartition(2, 1)]))
        let peer = try ScriptedPeer([[.send(first), .wait(isLate), .send(second), .send(second + PeerAnswers.end())]])
        try await withOneConnection(peer, driver) { cluster in
            await #expect(throws: AerospikeError.self) { try await driver.query(users, on: cluster, Self.slow) }
            isLate.send(())
            try await eventually("it serves again") { await driver.failure(of: users.id(2), on: cluster) == nil }
            try await driver.expectOwnRecords(on: cluster)
            #expect(peer.acceptedCount == 2, "one connection for the tend, one for commands")
        }
    }

    @Test(
        "Whatever comes instead of the rest is given to nobody", arguments: Driver.allCases,
        [Late.garbage, .otherType, .end, .reset])
    func nonsenseInstead(driver: Driver, late: Late) async throws {
        let isLate = ThreadSignal<Void>()
        let first = PeerAnswers.rows([try .inPartition(1, 1)])
        let peer = try ScriptedPeer([[.send(first), .wait(isLate)] + late.steps(instead: first)])
        try await withOneConnection(peer, driver) { cluster in
            await #expect(throws: AerospikeError.self) { try await driver.query(users, on: cluster, Self.slow) }
            isLate.send(())
            try await eventually("there is room for another") {
                await driver.failure(of: users.id(2), on: cluster) == nil
            }
            try await driver.expectOwnRecords(on: cluster)
            #expect(peer.acceptedCount == 3, "the connection was dropped")
        }
    }

    private func withOneConnection(
        _ peer: ScriptedPeer,
        _ driver: Driver,
        _ body: (Cluster) async throws -> Void
    ) async throws {
        let change = { (settings: inout SystemSettings) in
            settings.connections.maximumPerNode = 1
            settings.circuitBreaker.maximumErrorsInErrorWindow = 0
        }
        try await peer.withQuietCluster(driver, change) { cluster, endpoint in
            try await body(cluster)
            #expect(endpoint.connectionCount == 1)
        }
        try await eventually("every connection is closed") { peer.connectionCount == 0 }
    }
}

/// What a server may send in place of an answer that is owed.
enum Late: CaseIterable {
    case garbage, otherType, twice, end, reset

    static let all = allCases

    func steps(instead answer: [UInt8]) -> [ScriptedPeer.Step] {
        switch self {
        case .garbage: [.send([UInt8](repeating: 0xFF, count: 64))]
        case .otherType: [.send(answer.replacing(1, by: FrameType.info.rawValue))]
        case .twice: [.send(answer + answer)]
        case .end: [.close]
        case .reset: [.reset]
        }
    }
}
