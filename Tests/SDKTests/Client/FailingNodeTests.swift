import Testing

@testable import AerospikeSDK

@Suite("Nodes that keep failing")
struct FailingNodeTests {
    private let users = DataSet.of("test", "users")

    @Test("A node that failed too often is asked nothing until the window ends", arguments: Driver.allCases)
    func breaker(driver: Driver) async throws {
        let peer = try ScriptedPeer()
        peer.setHabit()
        try await peer.withQuietCluster(driver, { $0.circuitBreaker.maximumErrorsInErrorWindow = 1 }) {
            cluster, endpoint in
            for _ in 1...2 { #expect(await driver.failure(of: users.id(1), on: cluster, .hasty)?.code == .timeout) }
            peer.setHabit(.answer)
            let (asked, accepted) = (peer.commandCount, peer.acceptedCount)
            let error = await driver.failure(of: users.id(1), on: cluster)
            #expect(error?.code == .circuitBreakerOpen)
            #expect(error?.node == "S1 127.0.0.1:\(peer.port)")
            #expect(error?.isInDoubt == false)
            let rows = try await driver.batch(users.ids(0..<2), on: cluster)
            #expect(rows.map(\.error?.code) == [.circuitBreakerOpen, .circuitBreakerOpen])
            #expect(peer.commandCount == asked)
            #expect(peer.acceptedCount == accepted)
            endpoint.endWindow(at: .now().advanced(by: .seconds(3600)))
            try await driver.expectOwnRecords(on: cluster)
        }
    }

    @Test("Overload counts although it is an answer", arguments: Driver.allCases)
    func overload(driver: Driver) async throws {
        let refusal = frame([Message(MessageHeader(resultCode: .deviceOverload))])
        let peer = try ScriptedPeer()
        peer.setHabit(.send(refusal))
        try await peer.withQuietCluster(driver, { $0.circuitBreaker.maximumErrorsInErrorWindow = 1 }) { cluster, _ in
            for _ in 1...2 {
                let error = await driver.failure(of: users.id(1), on: cluster)
                #expect(error?.resultCode == .deviceOverload)
            }
            #expect(await driver.failure(of: users.id(1), on: cluster)?.code == .circuitBreakerOpen)
        }
    }

    @Test("Where the breaker is switched off, every command is tried", arguments: Driver.allCases)
    func off(driver: Driver) async throws {
        let peer = try ScriptedPeer()
        peer.setHabit(.close)
        try await peer.withQuietCluster(driver, { $0.circuitBreaker.maximumErrorsInErrorWindow = 0 }) { cluster, _ in
            for _ in 1...150 {
                #expect(await driver.failure(of: users.id(1), on: cluster)?.code == .connectionClosed)
            }
            #expect(peer.commandCount == 150)
            peer.setHabit(.answer)
            try await driver.expectOwnRecords(on: cluster)
        }
    }

    @Test("A connection that is reset has the cluster looked at before its time", arguments: Driver.allCases)
    func tendAtOnce(driver: Driver) async throws {
        let peer = try ScriptedPeer([[.reset]])
        try await peer.withQuietCluster(driver) { cluster, _ in
            let questions = peer.questions.count
            #expect(await driver.failure(of: users.id(1), on: cluster)?.code == .connectionClosed)
            try await eventually("the node is asked for changes") { peer.questions.count > questions }
        }
    }

    @Test(
        "A write is in doubt when it may have been carried out", arguments: Driver.allCases,
        [
            ([ScriptedPeer.Step.close], 0, true), ([.reset], 0, true), ([], 0, true),
            ([.send(Self.answer(.deviceOverload))], 0, false), ([.send(Self.answer(.deviceOverload))], 1, true),
            ([.send(Self.answer(.timeout))], 0, true), ([.send(Self.answer(.generationError))], 0, false),
            ([.send([9, 9, 9, 9, 9, 9, 9, 9])], 0, true),
        ] as [([ScriptedPeer.Step], Int, Bool)])
    func doubt(driver: Driver, row: (steps: [ScriptedPeer.Step], retries: Int, isInDoubt: Bool)) async throws {
        let peer = try ScriptedPeer(Array(repeating: row.steps, count: row.retries + 1))
        let hasSilence = row.steps.isEmpty
        let behavior = (hasSilence ? Behavior.hasty : .patient).derivingWithChanges("retrying", maxRetries: row.retries)
        try await peer.withQuietCluster(driver) { cluster, _ in
            do throws(AerospikeError) {
                try await driver.put(users.id(1), on: cluster, behavior)
                Issue.record("the write must fail")
            } catch {
                #expect(error.isInDoubt == row.isInDoubt)
                #expect(error.attempts == row.retries + 1)
                #expect(error.code != .timeout || error.message.contains("socket time-out 0.05 seconds"))
            }
            try await driver.expectOwnRecords(on: cluster)
        }
    }

    @Test("A write whose time is up before it could be sent is not sent, and not in doubt", arguments: Driver.allCases)
    func late(driver: Driver) async throws {
        let moment = Behavior.default.derivingWithChanges("moment", totalTimeout: .nanoseconds(1), maxRetries: 0)
        let peer = try ScriptedPeer()
        try await peer.withQuietCluster(driver, { $0.circuitBreaker.maximumErrorsInErrorWindow = 1 }) { cluster, _ in
            for _ in 1...3 {
                let error = await #expect(throws: AerospikeError.self) {
                    try await driver.put(users.id(1), on: cluster, moment)
                }
                #expect(error?.code == .timeout)
                #expect(error?.isInDoubt == false)
            }
            let rows = try await driver.batch(users.ids(0..<2), on: cluster, moment)
            #expect(rows.map(\.error?.code) == [.timeout, .timeout])
            #expect(peer.commandCount == 0)
            // That is no failure of the node's.
            try await driver.expectOwnRecords(on: cluster)
        }
    }

    @Test(
        "A connection that is no longer logged in is not used again", arguments: Driver.allCases,
        [ResultCode.notAuthenticated, .expiredSession])
    func lostLogin(driver: Driver, code: ResultCode) async throws {
        let peer = try ScriptedPeer([[.send(Self.answer(code))]])
        try await peer.withQuietCluster(driver) { cluster, _ in
            #expect(await driver.failure(of: users.id(1), on: cluster)?.resultCode == code)
            try await driver.expectOwnRecords(on: cluster)
            #expect(peer.acceptedCount == 3, "one for the tend, the first, and another")
            peer.setHabit(.send(PeerAnswers.end(code)))
            let rows = try await driver.batch(users.ids(0..<2), on: cluster)
            #expect(rows.map(\.error?.resultCode) == [code, code])
            peer.setHabit(.answer)
            try await driver.expectOwnRecords(on: cluster)
            #expect(peer.acceptedCount == 4)
            // A query is refused by a row on its own.
            peer.setHabit(.send(Self.answer(code)))
            let error = await #expect(throws: AerospikeError.self) { try await driver.query(users, on: cluster) }
            #expect(error?.resultCode == code)
            peer.setHabit(.answer)
            try await driver.expectOwnRecords(on: cluster)
            #expect(peer.acceptedCount == 5)
        }
    }

    @Test("A connection that fails at once counts, and has the cluster looked at")
    func failureAtOnce() async throws {
        let loop = try EventLoopGroup.start(count: 1).loops[0]
        let bell = Bell()
        // No connection leads to all machines of a network.
        let address = try #require(SocketAddress(ip: "255.255.255.255", port: 3000))
        let breaker = CircuitBreaker(maximum: 1, tends: 1, interval: .seconds(3600), at: .now())
        let endpoint = Endpoint(address: address, limits: .few, breaker: breaker) { bell.ring() }
        for count in 1...2 {
            let deadline = MonotonicTime.now().advanced(by: .seconds(30))
            let outcome = await loop.exchange([], expecting: .message, with: endpoint, in: .reads, until: deadline)
            let failure = #expect(throws: TransportFailure.self) { try outcome.get() }
            #expect(failure?.error.code == .connectionFailed)
            #expect(bell.count == count)
        }
        #expect(endpoint.brokenError != nil)
        await loop.stop()
    }

    @Test("A write that never left is not in doubt", arguments: Driver.allCases)
    func noDoubt(driver: Driver) async throws {
        let peer = try ScriptedPeer()
        try await peer.withQuietCluster(driver) { cluster, _ in
            peer.stop()
            do throws(AerospikeError) {
                try await driver.put(users.id(1), on: cluster)
                Issue.record("the write must fail")
            } catch {
                #expect(error.code == .connectionFailed)
                #expect(!error.isInDoubt)
            }
        }
    }

    private static func answer(_ resultCode: ResultCode) -> [UInt8] {
        frame([Message(MessageHeader(resultCode: resultCode))])
    }
}
