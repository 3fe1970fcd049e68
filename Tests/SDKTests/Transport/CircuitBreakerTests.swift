import Testing

@testable import AerospikeSDK

@Suite("When a node is left alone")
struct CircuitBreakerTests {
    @Test("As many errors as are allowed do nothing, one more has the node left alone until the window ends")
    func opening() {
        var breaker = CircuitBreaker(maximum: 3, tends: 1, interval: .seconds(1), at: .seconds(0))
        for _ in 1...3 { breaker.failed() }
        #expect(!breaker.isOpen)
        breaker.failed()
        #expect(breaker.isOpen)
        breaker.tendPassed(at: .seconds(1))
        #expect(!breaker.isOpen)
    }

    @Test("A breach halves what the next window may bring, down to one; a clean window doubles it")
    func halving() {
        var breaker = CircuitBreaker(maximum: 10, tends: 1, interval: .seconds(1), at: .seconds(0))
        var maxima: [Int] = []
        for window in 1...5 {
            for _ in 0...breaker.maximum { breaker.failed() }
            breaker.tendPassed(at: .seconds(window))
            maxima.append(breaker.maximum)
        }
        #expect(maxima == [5, 2, 1, 1, 1])
        maxima = []
        for window in 6...10 {
            breaker.tendPassed(at: .seconds(window))
            maxima.append(breaker.maximum)
        }
        #expect(maxima == [2, 4, 8, 10, 10])
    }

    @Test("A window lasts as many tends as it should, however often the cluster is looked at")
    func windows() {
        var breaker = CircuitBreaker(maximum: 3, tends: 3, interval: .seconds(1), at: .seconds(0))
        for _ in 0...3 { breaker.failed() }
        for tenth in 0..<25 { breaker.tendPassed(at: .milliseconds(UInt64(tenth) * 100)) }
        #expect(breaker.isOpen)
        breaker.tendPassed(at: .milliseconds(2980))
        #expect(!breaker.isOpen, "a tend that comes a little early is that of the window's end")
    }

    @Test("A server that has restarted is asked again at once, as warily as before")
    func restart() throws {
        let breaker = CircuitBreaker(maximum: 4, tends: 1, interval: .seconds(3600), at: .now())
        let endpoint = try Endpoint(address: .loopback(), limits: .few, breaker: breaker)
        for _ in 0...4 { endpoint.note(.sample(.timeout)) }
        #expect(endpoint.brokenError != nil)
        endpoint.noteRestart()
        #expect(endpoint.brokenError == nil)
        for _ in 0...4 { endpoint.note(.sample(.timeout)) }
        #expect(endpoint.brokenError != nil)
    }

    @Test("A breaker that is switched off never opens")
    func off() throws {
        let endpoint = try Endpoint(address: .loopback(), limits: .few, breaker: .off)
        for _ in 1...1000 { endpoint.note(.sample(.timeout)) }
        #expect(endpoint.brokenError == nil)
        endpoint.endWindow(at: .now())
        #expect(endpoint.brokenError == nil)
    }

    @Test("Numbers beyond all measure do no harm")
    func extremes() {
        var breaker = CircuitBreaker(maximum: .max, tends: .max, interval: .seconds(3600), at: .distantFuture)
        breaker.failed()
        breaker.tendPassed(at: .distantFuture)
        #expect(!breaker.isOpen)
    }

    @Test("The error says which node, how many errors, the limit, and when the node is tried again")
    func text() throws {
        let breaker = CircuitBreaker(maximum: 1, tends: 1, interval: .seconds(5), at: .now())
        let endpoint = try Endpoint(address: .loopback(), limits: .few, breaker: breaker)
        for _ in 1...2 { endpoint.note(.sample(.timeout)) }
        let error = try #require(endpoint.brokenError)
        #expect(error.code == .circuitBreakerOpen)
        #expect(error.message.contains("127.0.0.1:3000 is left alone for now: it failed 2 times within 5.0 seconds"))
        #expect(error.message.contains("1 are allowed"))
        #expect(error.advice?.contains("tried again in about") == true)
        #expect(error.isSafeToRetry)
    }

    @Test(
        "What tells of the node counts, what tells of the command does not",
        arguments: [
            (AerospikeError.Code.timeout, nil, true), (.connectionFailed, nil, true), (.connectionClosed, nil, true),
            (.protocolViolation, nil, true), (.server, ResultCode.deviceOverload, true), (.cancelled, nil, false),
            (.server, .keyNotFound, false), (.server, .generationError, false), (.noMoreConnections, nil, false),
            (.circuitBreakerOpen, nil, false), (.clientClosed, nil, false), (.loginRefused, nil, false),
        ])
    func counting(code: AerospikeError.Code, resultCode: ResultCode?, counts: Bool) {
        #expect(AerospikeError(code, "it failed", resultCode: resultCode).countsAgainstNode == counts)
    }

    @Test("Broken connections have the cluster looked at, time-outs do not")
    func departure() throws {
        let bell = Bell()
        let endpoint = try Endpoint(address: .loopback(), limits: .few) { bell.ring() }
        endpoint.note(.sample(.timeout))
        #expect(bell.count == 0)
        endpoint.note(.sample(.connectionClosed))
        endpoint.note(.sample(.connectionFailed))
        #expect(bell.count == 2)
        endpoint.retire()
        endpoint.note(.sample(.connectionClosed))
        #expect(bell.count == 2, "a node that has left closes its connections, which says nothing")
    }
}

@Suite("A circuit breaker that is set anew")
struct AdoptedBreakerTests {
    @Test("goes by the other numbers at once, and keeps what it has counted")
    func numbers() {
        var breaker = CircuitBreaker(maximum: 3, tends: 1, interval: .seconds(1), at: .seconds(0))
        for _ in 1...3 { breaker.failed() }
        breaker.adopt(CircuitBreaker(maximum: 2, tends: 4, interval: .seconds(1), at: .seconds(5)))
        #expect(breaker.isOpen)
        breaker.tendPassed(at: .seconds(3))
        #expect(breaker.isOpen, "the window has become longer")
        breaker.tendPassed(at: .seconds(4))
        #expect(!breaker.isOpen)
    }

    @Test("stays as it is when nothing differs")
    func same() {
        var breaker = CircuitBreaker(maximum: 4, tends: 1, interval: .seconds(1), at: .seconds(0))
        for _ in 1...5 { breaker.failed() }
        breaker.tendPassed(at: .seconds(1))
        #expect(breaker.maximum == 2)
        breaker.adopt(CircuitBreaker(maximum: 4, tends: 1, interval: .seconds(1), at: .seconds(2)))
        #expect(breaker.maximum == 2)
    }
}
