import AerospikeSDK
import Testing

@testable import AerospikeConfigLoader

/// What comes of a dynamic configuration loads, and means the same.
@Suite struct DynamicImportTests {
    private func imported(_ text: String) throws -> ImportedProfile {
        try ImportedProfile(Array(text.utf8), file: "client.yaml")
    }

    private func settings(_ client: String, static fixed: String = "") throws -> ClusterDefinition {
        let text = "version: 1.0.0\nstatic: { client: { \(fixed) } }\ndynamic: { client: { \(client) } }\n"
        return try Profile(parsing: imported(text).text).makeDefinition()
    }

    private func behavior(_ policies: String) throws -> Behavior {
        let text = try imported("dynamic: { \(policies) }").text
        return try #require(try Profile(parsing: text).behaviors["DEFAULT"])
    }

    @Test func clients() throws {
        let definition = try settings(
            """
            app_id: 'my$app', timeout: 1500, login_timeout: 7000, max_socket_idle: 30, tend_interval: 500, \
            max_error_rate: 50, error_rate_window: 2, fail_if_not_connected: false, use_service_alternative: true, \
            rack_aware: true, rack_ids: [3, 1]
            """, static: "min_connections_per_node: 2, max_connections_per_node: 20, config_interval: 5000")
        let system = definition.systemSettings
        #expect(definition.applicationID == "my$app")
        #expect(system.connections.minimumPerNode == 2 && system.connections.maximumPerNode == 20)
        #expect(system.connections.waitForConnectionToComplete == .milliseconds(1500))
        #expect(system.connections.waitForLoginToComplete == .seconds(7))
        #expect(system.connections.maximumSocketIdleTime == .seconds(30))
        #expect(system.tendInterval == .milliseconds(500))
        #expect(system.circuitBreaker.maximumErrorsInErrorWindow == 50)
        #expect(system.circuitBreaker.tendIntervalsInErrorWindow == 2)
        #expect(!definition.failsIfNotConnected && definition.usesServicesAlternate)
        #expect(definition.preferredRacks == [3, 1])
    }

    @Test func racksCountOnlyWhereTheyAreHeeded() throws {
        #expect(try settings("rack_aware: false, rack_ids: [1]").preferredRacks.isEmpty)
        #expect(try settings("rack_aware: true").preferredRacks.isEmpty)
        #expect(try settings("rack_ids: [1]").preferredRacks == [1])
    }

    @Test func reads() throws {
        let behavior = try behavior(
            """
            read: { read_mode_ap: ALL, read_mode_sc: LINEARIZE, replica: PREFER_RACK, socket_timeout: 50, \
            total_timeout: 150, max_retries: 3, sleep_between_retries: 5, timeout_delay: 3000 }
            """)
        let reads = behavior.settings(.read, .point, .availability)
        #expect(reads.readModeAP == .all && reads.replica == .preferRack)
        #expect(reads.socketTimeout == .milliseconds(50) && reads.totalTimeout == .milliseconds(150))
        #expect(reads.maxRetries == 3 && reads.retryDelay == .milliseconds(5) && reads.timeoutDelay == .seconds(3))
        #expect(behavior.settings(.read, .point, .strongConsistency).readModeSC == .linearize)
    }

    @Test func writes() throws {
        let behavior = try behavior(
            "write: { total_timeout: 100, send_key: true, durable_delete: true, max_retries: 1 }")
        for kind in [CommandKind.retryableWrite, .nonRetryableWrite] {
            let writes = behavior.settings(kind, .point)
            #expect(writes.totalTimeout == .milliseconds(100) && writes.maxRetries == 1)
            #expect(writes.sendKey && writes.durableDelete)
        }
        #expect(behavior.settings(.read, .point).totalTimeout != .milliseconds(100))
    }

    @Test func batchesAndQueries() throws {
        let behavior = try behavior(
            """
            batch_read: { max_concurrent_threads: 1, allow_inline: false, allow_inline_ssd: true }, \
            batch_write: { socket_timeout: 9, send_key: true }, \
            query: { record_queue_size: 77 }, scan: { total_timeout: 5 }
            """)
        let batch = behavior.settings(.read, .batch)
        #expect(batch.maxConcurrentNodes == 1 && !batch.allowInline && batch.allowInlineSSD)
        #expect(behavior.settings(.retryableWrite, .batch).socketTimeout == .milliseconds(9))
        let query = behavior.settings(.read, .query)
        #expect(query.recordQueueSize == 77 && query.totalTimeout == .milliseconds(5))
    }

    @Test(arguments: [
        ("read: { connect_timeout: 1 }", "connect_timeout"), ("read: { replica: RANDOM }", "replica"),
        ("client: { tend_interval: 100 }", "tend_interval: a profile takes at least 250ms"),
        ("client: { login_timeout: 0 }", "login_timeout"), ("query: { expected_duration: LONG }", "expected_duration"),
        ("query: { total_timeout: 1 }, scan: { total_timeout: 2 }", "another key sets"), ("future: {}", "future"),
        ("read: { new_key: 1 }", "new_key"), ("client: { max_error_rate: 4000000000 }", "at most 1000000"),
        ("txn_roll: { read_mode_sc: SESSION }", "writes do not read"),
        ("batch_read: { respond_all_keys: true }", "respond"),
        ("client: { rack_aware: true }", "rack_aware"),
    ])
    func whatIsLeftOutIsTold(_ dynamic: String, _ words: String) throws {
        let profile = try imported("dynamic:\n  { read: {}, \(dynamic.hasPrefix("read:") ? "" : dynamic) }\n")
        guard !dynamic.hasPrefix("read:") else {
            let notes = try imported("dynamic: { \(dynamic) }").notes
            return #expect(notes.contains { $0.contains(words) })
        }
        #expect(profile.notes.contains { $0.contains(words) }, "\(profile.notes)")
        #expect(profile.notes.allSatisfy { profile.text.contains("# \($0)\n") })
    }

    @Test func metricsAndLabels() throws {
        let text = "dynamic: { metrics: { enable: true, latency_columns: 7, labels: { a: '1', \"b c\": x } } }"
        let profile = try imported(text)
        #expect(profile.text.contains("\"b c\": \"x\""))
        _ = try Profile(parsing: profile.text)
    }

    @Test(arguments: [
        ("dynamic: { client: { timeout: soon } }", 1, 31), ("dynamic: { read: { replica: ANY } }", 1, 29),
        ("dynamic: { read: [1] }", 1, 12), ("dynamic: { client: { timeout: -1 } }", 1, 31),
        ("dynamic:\n  client:\n    rack_ids: 5", 3, 15),
    ])
    func mistakes(_ text: String, _ line: Int, _ column: Int) throws {
        let error = try #require(throws: ProfileError.self) { _ = try imported(text) }
        #expect(error.diagnostics.count == 1)
        #expect(error.diagnostics.first?.span?.line == line && error.diagnostics.first?.span?.column == column)
    }

    @Test func dollarsMeanNothing() throws {
        #expect(try settings("app_id: '${HOME}$$'").applicationID == "${HOME}$$")
    }

    @Test(arguments: ["cluster: { hosts: [a] }", "behaviors: { a: { allOperations: {} } }", "", "x: 1", "[a"])
    func otherFilesAreRefused(_ text: String) throws {
        #expect(throws: ProfileError.self) { _ = try imported(text) }
    }
}
