import Testing

@testable import AerospikeSDK

@Suite("What a definition is refused for before anything is dialled")
struct ClusterDefinitionValidationTests {
    @Test("The defaults, and the bounds themselves, are accepted")
    func accepted() throws {
        try ClusterDefinition("db").validate()
        for interval in [Duration.milliseconds(250), .seconds(3600)] {
            try SystemSettings(tendInterval: interval).check()
        }
        try SystemSettings(
            connections: .init(
                minimumPerNode: 1, maximumPerNode: 1, maximumSocketIdleTime: .zero,
                waitForConnectionToComplete: .seconds(3600)),
            circuitBreaker: .init(maximumErrorsInErrorWindow: 0)
        ).check()
        for (intervals, errors) in [(1, 1), (1, 100), (5, 5), (5, 500), (Int.max, Int.max), (Int.max, 0)] {
            let breaker = SystemSettings.CircuitBreaker(
                tendIntervalsInErrorWindow: intervals, maximumErrorsInErrorWindow: errors)
            try SystemSettings(circuitBreaker: breaker).check()
        }
    }

    @Test("Credentials that cannot log in, or would betray the password, are refused before anything is dialled")
    func credentials() throws {
        var definition = ClusterDefinition("db")
        for credentials in [
            Credentials.certificate, .external(user: "app", password: "s3cret"), .native(user: "", password: "p"),
        ] {
            definition.credentials = credentials
            let error = #expect(throws: AerospikeError.self) { () throws in try definition.validate() }
            #expect(error?.code == .invalidArgument)
            #expect(error?.description.contains("s3cret") == false)
        }
        definition.tls = TLSConfiguration(clientCertFile: "client.pem", clientKeyFile: "client.key")
        for credentials in [Credentials.certificate, .external(user: "app", password: "s3cret")] {
            definition.credentials = credentials
            try definition.validate()
        }
    }

    @Test("TLS for logins only is refused without a login, for nothing would be encrypted")
    func loginsOnly() throws {
        var definition = ClusterDefinition("db")
        definition.tls = TLSConfiguration(forLoginOnly: true)
        let error = #expect(throws: AerospikeError.self) { () throws in try definition.validate() }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains("TLS is for logins only") == true)
        #expect(error?.advice?.contains("add auth:") == true)
        definition.credentials = .native(user: "app", password: "s3cret")
        try definition.validate()
    }

    @Test(
        "A tend interval that would flood the servers, or never end, is refused",
        arguments: [Duration.zero, .seconds(-1), .milliseconds(249), .seconds(3601), .seconds(Int64.max)])
    func tendInterval(interval: Duration) {
        expectRefusal(of: SystemSettings(tendInterval: interval), naming: "tend interval")
    }

    @Test(
        "A time for connecting that cannot be kept is refused",
        arguments: [Duration.zero, .seconds(-1), .seconds(3601), .seconds(Int64.max)])
    func connectTime(time: Duration) {
        let settings = SystemSettings(connections: .init(waitForConnectionToComplete: time))
        expectRefusal(of: settings, naming: "time to wait for a connection")
        let logins = SystemSettings(connections: .init(waitForLoginToComplete: time))
        expectRefusal(of: logins, naming: "time to wait for a login")
    }

    @Test(
        "Numbers of connections that contradict each other are refused",
        arguments: [(0, 0), (0, -1), (-1, 100), (101, 100)])
    func connections(minimum: Int, maximum: Int) {
        let settings = SystemSettings(connections: .init(minimumPerNode: minimum, maximumPerNode: maximum))
        expectRefusal(of: settings, naming: "connections per node")
    }

    @Test("A negative idle time is refused")
    func idleTime() {
        let settings = SystemSettings(connections: .init(maximumSocketIdleTime: .seconds(-1)))
        expectRefusal(of: settings, naming: "idle")
    }

    @Test(
        "A circuit breaker that could not count is refused",
        arguments: [(0, 100), (1, -1), (1, 101), (5, 4), (5, 501), (Int.max, 1)])
    func circuitBreaker(intervals: Int, errors: Int) {
        let breaker = SystemSettings.CircuitBreaker(
            tendIntervalsInErrorWindow: intervals, maximumErrorsInErrorWindow: errors)
        expectRefusal(of: SystemSettings(circuitBreaker: breaker), naming: "error")
    }

    private func expectRefusal(of settings: SystemSettings, naming subject: String) {
        let error = #expect(throws: AerospikeError.self) { try settings.check() }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains(subject) == true)
    }
}

extension SystemSettings {
    fileprivate func check() throws(AerospikeError) {
        var definition = ClusterDefinition("db")
        definition.systemSettings = self
        try definition.validate()
    }
}
