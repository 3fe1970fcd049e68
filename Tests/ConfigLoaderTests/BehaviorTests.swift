import AerospikeSDK
import Testing

@testable import AerospikeConfigLoader

@Suite struct BehaviorTests {
    @Test func everyFieldSetsItsSetting() throws {
        let behavior = try #require(
            try profile(
                """
                behaviors:
                  b:
                    name: b
                    all_operations:
                      abandon_call_after: 1m
                      wait_for_call_to_complete: 2s
                      wait_for_socket_response_after_call_fails: 3s
                      delay_between_retries: 4ms
                      maximum_number_of_call_attempts: 6
                      replica_order: PREFER_RACK
                      send_key: true
                      use_compression: true
                      reset_ttl_on_read_at_percent: 80
                      read_consistency: LINEARIZE
                      migration_read_consistency: ALL
                      use_durable_delete: true
                      max_concurrent_servers: 7
                      allow_inline_memory_access: false
                      allow_inline_ssd_access: true
                      record_queue_size: 9
                      allow_scans_with_where: false
                      error_detail_verbosity: 2
                """
            ).behaviors["b"])
        let expected = BehaviorPatch {
            $0.totalTimeout = .seconds(60)
            $0.socketTimeout = .seconds(2)
            $0.timeoutDelay = .seconds(3)
            $0.retryDelay = .milliseconds(4)
            $0.maxRetries = 5
            $0.replica = .preferRack
            $0.sendKey = true
            $0.useCompression = true
            $0.readTouchTTLPercent = 80
            $0.readModeSC = .linearize
            $0.readModeAP = .all
            $0.durableDelete = true
            $0.maxConcurrentNodes = 7
            $0.allowInline = false
            $0.allowInlineSSD = true
            $0.recordQueueSize = 9
            $0.allowScansWithWhere = false
            $0.errorDetailVerbosity = 2
        }
        #expect(behavior == Behavior.default.derivingWithChanges("b", [.all: expected]))
    }

    @Test(arguments: [
        ("all_operations", BehaviorScope.all), ("retryable_writes", .writesRetryable),
        ("non_retryable_writes", .writesNonRetryable), ("consistency_mode_reads", .readsSC),
        ("availability_mode_reads", .readsAP), ("batch_reads", .readsBatch), ("batch_writes", .writesBatch),
        ("query", .readsQuery), ("system_txn_verify", .systemTxnVerify), ("system_txn_roll", .systemTxnRoll),
    ])
    func everyBlockPatchesItsScope(_ block: String, _ scope: BehaviorScope) throws {
        let behavior = try profile("behaviors: { b: { \(block): { abandon_call_after: 7s } } }").behaviors["b"]
        #expect(behavior?.patches == [scope: BehaviorPatch { $0.totalTimeout = .seconds(7) }])
    }

    @Test func parentsMayStandAfterTheirChildren() throws {
        let behaviors = try profile(
            """
            behaviors:
              child: { parent: parent, query: { record_queue_size: 1 } }
              parent: { parent: READ_FAST, all_operations: { send_key: true } }
            """
        ).behaviors
        let settings = try #require(behaviors["child"]?.settings(.read, .query))
        #expect(settings.sendKey && settings.recordQueueSize == 1 && settings.totalTimeout == .milliseconds(200))
        #expect(behaviors["child"]?.parentName == "parent")
    }

    @Test(arguments: ["DEFAULT", "default"])
    func patchingTheRootReachesAllThatInheritFromIt(_ name: String) throws {
        let profile = try profile(
            """
            behaviors:
              \(name): { all_operations: { abandon_call_after: 5s, send_key: true } }
              own: { parent: \(name) }
            """)
        let root = try #require(profile.behaviors["DEFAULT"])
        #expect(root.parentName == nil)
        #expect(root.settings(.read, .point).totalTimeout == .seconds(5))
        // What the predefined behavior says about a narrower scope still holds.
        #expect(root.settings(.read, .query).totalTimeout == .zero)
        #expect(root.settings(.nonRetryableWrite, .point).maxRetries == 0)
        let fast = try #require(profile.behaviors["FAST_RACK_AWARE"]?.settings(.read, .point))
        #expect(fast.sendKey && fast.totalTimeout == .milliseconds(200) && fast.replica == .preferRack)
        #expect(profile.behaviors["own"]?.settings(.read, .point).totalTimeout == .seconds(5))
        #expect(profile.sessions["default"]?.behavior == root)
        #expect(profile.behaviors["default"] == nil)
    }

    @Test func aPredefinedNameIsReplacedForItsChildrenToo() throws {
        let behaviors = try profile("behaviors: { READ_FAST: { all_operations: { send_key: true } } }").behaviors
        #expect(behaviors["READ_FAST"]?.settings(.read, .point).totalTimeout == .seconds(1))
        let aware = try #require(behaviors["FAST_RACK_AWARE"]?.settings(.read, .point))
        #expect(aware.sendKey && aware.totalTimeout == .seconds(1) && aware.replica == .preferRack)
    }

    @Test func sessionsNameTheirBehaviors() throws {
        let profile = try profile(
            """
            sessions: { default: patient, reports: { behavior: patient }, plain: default, quick: READ_FAST }
            behaviors: { patient: { all_operations: { abandon_call_after: 60s } } }
            """)
        let patient = profile.behaviors["patient"]
        #expect(patient?.settings(.read, .point).totalTimeout == .seconds(60))
        #expect(profile.sessions["default"]?.behavior == patient)
        #expect(profile.sessions["reports"]?.behavior == patient)
        #expect(profile.sessions["plain"]?.behavior == .default)
        #expect(profile.sessions["quick"]?.behavior == .readFast)
        #expect(try profile.makeDefinition().sessions == profile.sessions.mapValues(\.behavior))
    }
}
