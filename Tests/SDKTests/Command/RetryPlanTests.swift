import Testing

@testable import AerospikeSDK

@Suite("Whether a failed command is tried again")
struct RetryPlanTests {
    private let start = MonotonicTime.milliseconds(1000)

    // MARK: Which failures

    @Test(
        "What may pass is tried again",
        arguments: [
            AerospikeError.Code.timeout, .connectionFailed, .connectionClosed, .noMoreConnections,
            .circuitBreakerOpen,
        ])
    func passing(code: AerospikeError.Code) {
        var plan = plan()
        #expect(plan.fail(code, wasSent: false) == .retry(after: .zero))
    }

    @Test("A greeting that fails is tried again, garbage in place of an answer is not", arguments: [false, true])
    func greeting(wasSent: Bool) {
        for code in [AerospikeError.Code.tlsFailed, .foreignProtocol] {
            var plan = plan()
            #expect((plan.fail(code, wasSent: wasSent).error == nil) == !wasSent)
        }
    }

    @Test(
        "What stays as it is is not",
        arguments: [
            AerospikeError.Code.invalidArgument, .cancelled, .clientClosed, .unknownNamespace, .protocolViolation,
            .connectFailed, .notSupported, .loginRefused, .nodeRefused,
        ])
    func lasting(code: AerospikeError.Code) {
        var plan = plan()
        #expect(plan.fail(code, wasSent: false).error?.code == code)
    }

    @Test(
        "A server's outcome is tried again when it tells of the server's state",
        arguments: [
            (ResultCode.timeout, true), (.partitionUnavailable, true), (.deviceOverload, true), (.keyBusy, true),
            (.keyNotFound, false), (.generationError, false), (.parameterError, false), (.recordTooBig, false),
            (.notAuthenticated, false), (.roleViolation, false), (.serverError, false),
        ])
    func resultCodes(code: ResultCode, isRetried: Bool) {
        var plan = plan()
        #expect((plan.fail(.server, code).error == nil) == isRetried)
    }

    @Test("There are as many further tries as the settings say")
    func count() {
        var plan = plan { $0.maxRetries = 2 }
        #expect(plan.fail(.connectionFailed, wasSent: false) == .retry(after: .zero))
        #expect(plan.fail(.connectionFailed, wasSent: false) == .retry(after: .zero))
        let error = plan.fail(.connectionFailed, wasSent: false).error
        #expect(error?.code == .connectionFailed)
        #expect(error?.attempts == 3)
    }

    // MARK: When, and where

    @Test("The first fail-over is immediate, each further one waits")
    func delay() {
        var plan = plan { $0.retryDelay = .milliseconds(30) }
        #expect(plan.fail(.connectionClosed) == .retry(after: .zero))
        #expect(plan.fail(.connectionClosed) == .retry(after: .milliseconds(30)))
    }

    @Test("Where the next try goes to the same node, each try waits")
    func delayOnTheSpot() {
        var write = plan(isWrite: true) { $0.retryDelay = .milliseconds(30) }
        #expect(write.fail(.timeout) == .retry(after: .milliseconds(30)))
        var master = plan { ($0.retryDelay, $0.replica) = (.milliseconds(30), .master) }
        #expect(master.fail(.connectionClosed) == .retry(after: .milliseconds(30)))
    }

    @Test("A read goes elsewhere from a node that is left alone; a write waits for a tend")
    func leftAlone() {
        var read = plan()
        #expect(read.fail(.circuitBreakerOpen, wasSent: false) == .retry(after: .zero))
        #expect(read.turn == 1)
        var write = plan(isWrite: true)
        #expect(write.fail(.circuitBreakerOpen, wasSent: false) == .retry(after: RetryPlan.rerouteDelay))
        #expect(write.turn == 0)
    }

    @Test("A time-out tells which times ran out, and how many tries there were")
    func timeoutText() {
        var plan = plan { ($0.socketTimeout, $0.totalTimeout, $0.maxRetries) = (.milliseconds(50), .zero, 1) }
        _ = plan.fail(.timeout)
        var error = plan.fail(.timeout).error
        error?.node = "A1 127.0.0.1:3000"
        #expect(
            error?.description
                == "it failed (socket time-out 0.05 seconds, total time-out unlimited), node A1 127.0.0.1:3000, "
                + "after 2 tries")
    }

    @Test("Where nobody holds the partition, another try waits for a tend")
    func reroute() {
        var plan = plan { $0.maxRetries = 9 }
        #expect(plan.fail(.nodeUnavailable, wasSent: false) == .retry(after: RetryPlan.rerouteDelay))
        #expect(plan.fail(.nodeUnavailable, wasSent: false) == .retry(after: RetryPlan.rerouteDelay))
    }

    @Test("A try is given up at the shorter of its own limit and the whole's")
    func deadlines() {
        var both = plan {
            $0.totalTimeout = .milliseconds(100)
            $0.socketTimeout = .milliseconds(40)
        }
        #expect(both.begin(at: start) == .milliseconds(1040))
        #expect(both.begin(at: .milliseconds(1080)) == .milliseconds(1100))
        var whole = plan { ($0.totalTimeout, $0.socketTimeout) = (.milliseconds(100), .zero) }
        #expect(whole.begin(at: start) == .milliseconds(1100))
        var neither = plan { ($0.totalTimeout, $0.socketTimeout) = (.zero, .zero) }
        #expect(neither.begin(at: start) == .distantFuture)
    }

    @Test("When no time is left for another try, the error says so and keeps what went before")
    func noTimeLeft() {
        var plan = plan {
            $0.totalTimeout = .milliseconds(100)
            $0.retryDelay = .milliseconds(60)
        }
        #expect(plan.fail(.connectionClosed, at: .milliseconds(1010)) == .retry(after: .zero))
        let error = plan.fail(.connectionClosed, at: .milliseconds(1050)).error
        #expect(error?.code == .timeout)
        #expect(error?.causes.map(\.code) == [.connectionClosed])
        #expect(error?.attempts == 2)
    }

    @Test("A time-out at the end is told as it is")
    func plainTimeout() {
        var plan = plan { $0.totalTimeout = .milliseconds(100) }
        let error = plan.fail(.timeout, at: .milliseconds(1100)).error
        #expect(error?.code == .timeout)
        #expect(error?.causes == [])
    }

    @Test("A read goes on to the next copy after every failure")
    func turnsOfReads() {
        var plan = plan()
        for (turn, code) in [AerospikeError.Code.timeout, .noMoreConnections, .connectionClosed].enumerated() {
            #expect(plan.turn == turn)
            _ = plan.fail(code)
        }
    }

    @Test("A write stays with the master after a time-out, or when there is no connection for it")
    func turnsOfWrites() {
        var plan = plan(isWrite: true) { $0.maxRetries = 9 }
        _ = plan.fail(.timeout)
        _ = plan.fail(.noMoreConnections, wasSent: false)
        #expect(plan.turn == 0)
        _ = plan.fail(.connectionClosed)
        #expect(plan.turn == 1)
    }

    // MARK: Doubt

    @Test(
        "A write is in doubt when it was sent twice, or once without a clear answer",
        arguments: [
            Doubt(true, [.sent(.timeout)], true),
            Doubt(true, [.sent(.connectionClosed)], true),
            Doubt(true, [.sent(.cancelled)], true),
            Doubt(true, [.sent(.protocolViolation)], true),
            Doubt(true, [.unsent(.timeout)], false),
            Doubt(true, [.unsent(.connectionFailed)], false),
            Doubt(true, [.answered(.generationError)], false),
            Doubt(true, [.answered(.deviceOverload)], false),
            Doubt(true, [.answered(.timeout)], true),
            Doubt(true, [.answered(.deviceOverload), .answered(.deviceOverload)], true),
            Doubt(true, [.sent(.timeout), .answered(.keyExists)], true),
            Doubt(true, [.sent(.timeout), .unsent(.connectionFailed)], true),
            Doubt(true, [.unsent(.connectionFailed), .answered(.keyExists)], false),
            Doubt(false, [.sent(.timeout)], false),
            Doubt(false, [.sent(.timeout), .sent(.timeout)], false),
        ])
    func doubt(_ row: Doubt) {
        var plan = plan(isWrite: row.isWrite) { $0.maxRetries = row.failures.count - 1 }
        var last: RetryPlan.Decision?
        for failure in row.failures { last = plan.fail(failure) }
        #expect(last?.error?.isInDoubt == row.isInDoubt)
    }

    private func plan(isWrite: Bool = false, _ change: (inout BehaviorSettings) -> Void = { _ in }) -> RetryPlan {
        var settings = BehaviorSettings()
        change(&settings)
        return RetryPlan(settings, isWrite: isWrite, from: start)
    }
}

/// The failures of a command, one after another, and whether it is in doubt after the last.
struct Doubt: Sendable, CustomTestStringConvertible {
    enum Failure {
        case sent(AerospikeError.Code)
        case unsent(AerospikeError.Code)
        case answered(ResultCode)
    }

    let isWrite: Bool
    let failures: [Failure]
    let isInDoubt: Bool

    init(_ isWrite: Bool, _ failures: [Failure], _ isInDoubt: Bool) {
        self.isWrite = isWrite
        self.failures = failures
        self.isInDoubt = isInDoubt
    }

    var testDescription: String { "\(isWrite ? "write" : "read") \(failures) → \(isInDoubt)" }
}

extension RetryPlan {
    fileprivate mutating func fail(
        _ code: AerospikeError.Code,
        _ resultCode: ResultCode? = nil,
        wasSent: Bool = true,
        at now: MonotonicTime = .milliseconds(1001)
    ) -> Decision {
        _ = begin(at: now)
        return failed(
            TransportFailure(AerospikeError(code, "it failed", resultCode: resultCode), wasSent: wasSent), at: now)
    }

    fileprivate mutating func fail(_ failure: Doubt.Failure) -> Decision {
        switch failure {
        case .sent(let code): fail(code)
        case .unsent(let code): fail(code, wasSent: false)
        case .answered(let resultCode): fail(.server, resultCode)
        }
    }
}

extension RetryPlan.Decision {
    fileprivate var error: AerospikeError? { if case .fail(let error) = self { error } else { nil } }
}
