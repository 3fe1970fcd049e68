import AerospikeSandbox
import Testing

@testable import AerospikeSDK

@Suite("How long a behavior lets commands take", .timeLimit(.minutes(5)))
struct TimeSettingsTests {
    @Test("A try ends with the socket time-out, and others follow", arguments: Shape.allCases, Stage.Style.allCases)
    func socket(shape: Shape, style: Stage.Style) async throws {
        let behavior = Behavior.default.derivingWithChanges(
            "brief tries", totalTimeout: .seconds(10), socketTimeout: .milliseconds(50), maxRetries: 2)
        try await FaultStage.perform(style) { stage in
            try await stage.sandbox.inject(.silence, on: "A1", count: nil)
            let outcome = await stage.outcome(of: shape, behavior)
            let error = try #require(outcome.error)
            #expect(error.code == .timeout)
            #expect(error.attempts == 3, "the total time would have ended the first try")
            #expect(error.message.contains("socket time-out 0.05 seconds, total time-out 10.0 seconds"))
        }
    }

    /// The answer does come, long after the command is to have ended.
    @Test("A command ends with the total time-out, in its first try", arguments: Shape.allCases, Stage.Style.allCases)
    func total(shape: Shape, style: Stage.Style) async throws {
        let behavior = Behavior.default.derivingWithChanges(
            "brief", totalTimeout: .milliseconds(50), socketTimeout: .seconds(20), maxRetries: 1)
        try await FaultStage.perform(style) { stage in
            try await stage.sandbox.cause(.delay(.seconds(10)), on: "A1")
            let outcome = await stage.outcome(of: shape, behavior)
            #expect(outcome.error?.code == .timeout)
            #expect(outcome.error?.attempts == 1, "the socket time-out would have led to a second try")
        }
    }

    @Test("The total time-out counts all tries together", arguments: Shape.allCases, Stage.Style.allCases)
    func totalOfTries(shape: Shape, style: Stage.Style) async throws {
        let behavior = Behavior.default.derivingWithChanges(
            "brief", totalTimeout: .milliseconds(150), socketTimeout: .milliseconds(20), maxRetries: 1000)
        try await FaultStage.perform(style) { stage in
            try await stage.sandbox.inject(.silence, on: "A1", count: nil)
            let error = try #require(await stage.outcome(of: shape, behavior).error)
            #expect(error.code == .timeout)
            #expect(error.attempts < 1001, "the tries alone would take 20 seconds")
        }
    }

    @Test("Without a socket time-out the total time alone counts", arguments: Shape.allCases, Stage.Style.allCases)
    func withoutSocket(shape: Shape, style: Stage.Style) async throws {
        let behavior = Behavior.default.derivingWithChanges(
            "brief", totalTimeout: .milliseconds(50), socketTimeout: .zero, maxRetries: 1000)
        try await FaultStage.perform(style) { stage in
            try await stage.sandbox.cause(.delay(.seconds(10)), on: "A1")
            let error = try #require(await stage.outcome(of: shape, behavior).error)
            #expect(error.code == .timeout && error.attempts == 1)
            #expect(error.message.contains("socket time-out unlimited"))
        }
    }

    @Test("A query that goes on and on ends with the total time-out", arguments: Stage.Style.allCases)
    func steadyQuery(style: Stage.Style) async throws {
        let behavior = Behavior.default.derivingWithChanges(
            "brief", totalTimeout: .milliseconds(200), socketTimeout: .seconds(30), maxRetries: 5)
        try await FaultStage.perform(style) { stage in
            let brief = stage.caller.with(behavior)
            let query = brief.session.query(FaultStage.users).recordsPerSecond(1)
            let error = await #expect(throws: AerospikeError.self) { try await brief.run(query) }
            #expect(error?.code == .timeout)
        }
    }

    @Test("A batch goes by the times of what may least be repeated", arguments: Stage.Style.allCases)
    func leading(style: Stage.Style) async throws {
        let behavior = Behavior.patient.derivingWithChanges(
            "brief increments", [.writesNonRetryable: BehaviorPatch { $0.totalTimeout = .milliseconds(50) }])
        try await FaultStage.perform(style) { stage in
            try await stage.sandbox.cause(.delay(.seconds(10)), on: "A1")
            let brief = stage.caller.with(behavior)
            let rows = try await brief.run(
                brief.session.query(stage.keys[0]).upsert(stage.keys[1]).put(["w": 1]).upsert(stage.keys[2]).bin("i")
                    .incrementBy(1))
            #expect(rows.map(\.error?.code) == [.timeout, .timeout, .timeout])
        }
    }

    // MARK: Late answers

    @Test(
        "A connection whose answer is late is kept for as long as is wanted", arguments: Shape.allCases,
        Stage.Style.allCases)
    func lateAnswer(shape: Shape, style: Stage.Style) async throws {
        try await expectConnections(0, after: shape, style, timeoutDelay: .seconds(60))
    }

    @Test("Without such patience it is closed at once", arguments: Shape.allCases, Stage.Style.allCases)
    func noPatience(shape: Shape, style: Stage.Style) async throws {
        try await expectConnections(1, after: shape, style, timeoutDelay: .zero)
    }

    /// Lets a command run out of time on the only connection, has it answered then, and counts the connections that the
    /// next commands need.
    private func expectConnections(
        _ count: Int,
        after shape: Shape,
        _ style: Stage.Style,
        timeoutDelay: Duration
    ) async throws {
        let behavior = Behavior.default.derivingWithChanges(
            "brief", totalTimeout: .milliseconds(200), timeoutDelay: timeoutDelay, maxRetries: 0)
        try await FaultStage.perform(style, define: { $0.systemSettings.connections.maximumPerNode = 1 }) { stage in
            #expect(await stage.outcome(of: .read, .patient).count == 1)
            let before = try await stage.sandbox.counters(of: "A1").connectionsAccepted
            try await stage.sandbox.pause("A1")
            #expect(await stage.outcome(of: shape, behavior).error?.code == .timeout)
            try await stage.sandbox.resume("A1")
            try await eventually("a connection is free") { await stage.outcome(of: .read, .patient).count == 1 }
            #expect(try await stage.sandbox.counters(of: "A1").connectionsAccepted == before + count)
        }
    }
}
