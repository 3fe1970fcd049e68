/// The dynamic configuration of the C and Java clients: what of it a profile can say.
///
/// Source of its keys and units: `as_config_file.c` of the C client. Times are in milliseconds, but for the idle time
/// of sockets, which is in seconds.
enum DynamicConfiguration {
    static let staticKey = "static"
    static let dynamicKey = "dynamic"
    static let clientKey = "client"
    static let metricsKey = "metrics"

    /// The policies, and the sections of the behavior DEFAULT that they go to.
    static let policies: [(name: String, blocks: [String], rules: [ImportRule])] = [
        ("read", ["availability_mode_reads", "consistency_mode_reads"], times + lateness + modes + filter),
        ("write", ["retryable_writes", "non_retryable_writes"], times + lateness + storage + filter),
        ("query", ["query"], times + lateness + query),
        ("scan", ["query"], times + lateness + query),
        ("batch_read", ["batch_reads"], times + lateness + batch + batchModes + filter),
        ("batch_write", ["batch_writes"], times + lateness + batch + noModes + storage + filter),
        ("batch_udf", ["batch_writes"], storage),
        ("batch_delete", ["batch_writes"], storage),
        ("txn_verify", ["system_txn_verify"], times + [noLateness, noAPMode, scMode(only: nil)] + noBatch + filter),
        ("txn_roll", ["system_txn_roll"], times + [noLateness] + noModes + noBatch + filter),
    ]

    // MARK: Clients

    static let staticClient: [ImportRule] = [
        .number(
            "min_connections_per_node", "system", "DEFAULT", "connections", "minimum_connections_per_node",
            in: 0...1_000_000),
        .number(
            "max_connections_per_node", "system", "DEFAULT", "connections", "maximum_connections_per_node",
            in: 1...1_000_000),
        .dropped("config_interval", "a profile is watched by its content, at an interval of the program's"),
        .dropped("async_min_connections_per_node", "all connections count together here"),
        .dropped("async_max_connections_per_node", "all connections count together here"),
    ]

    static let dynamicClient: [ImportRule] = [
        .text("app_id", "cluster", "app_id"),
        .flag("use_service_alternative", "cluster", "services_alternate"),
        .flag("fail_if_not_connected", "cluster", "fail_if_not_connected"),
        .number(
            "timeout", "system", "DEFAULT", "connections", "wait_for_connection_to_complete",
            in: 1...ImportRule.maximum, unit: "ms"),
        .number(
            "login_timeout", "system", "DEFAULT", "connections", "wait_for_login_to_complete",
            in: 1...ImportRule.maximum, unit: "ms"),
        .number("max_socket_idle", "system", "DEFAULT", "connections", "maximum_socket_idle_time", unit: "s"),
        .number(
            "error_rate_window", "system", "DEFAULT", "circuit_breaker", "num_tend_intervals_in_error_window",
            in: 1...1_000_000),
        .number(
            "max_error_rate", "system", "DEFAULT", "circuit_breaker", "maximum_errors_in_error_window",
            in: 0...1_000_000),
        .number(
            "tend_interval", "system", "DEFAULT", "refresh", "tend_interval", in: 250...ImportRule.maximum, unit: "ms"),
    ]

    static let metrics: [ImportRule] = [
        .flag("enable", "enabled"),
        .number("latency_columns", "extended", "operational", "latency_columns", in: 1...ImportRule.maximum),
        .number("latency_shift", "extended", "operational", "latency_shift", in: 1...ImportRule.maximum),
        ImportRule("labels") { value, draft in
            let kind = ValueKind<String>.text.table("a mapping of names to texts")
            for label in kind.decode(value.node, value.place, &draft.problems) ?? [] {
                draft.set(["labels", label.name.value], YAMLText.quoted(label.value), for: value)
            }
        },
    ]

    // MARK: Policies

    private static let times: [ImportRule] = [
        .number("total_timeout", "abandon_call_after", unit: "ms"),
        .number("socket_timeout", "wait_for_call_to_complete", unit: "ms"),
        .number("sleep_between_retries", "delay_between_retries", unit: "ms"),
        .number("max_retries", "maximum_number_of_call_attempts", in: 1...ImportRule.maximum, plus: 1),
        .word(
            "replica", "replica_order",
            words: [
                "MASTER": "MASTER", "SEQUENCE": "SEQUENCE", "PREFER_RACK": "PREFER_RACK", "MASTER_PROLES": nil,
                "RANDOM": nil,
            ]),
        .dropped("connect_timeout", "all commands share 'wait_for_connection_to_complete' of 'system'"),
    ]

    private static let lateness: [ImportRule] = [
        .number("timeout_delay", "wait_for_socket_response_after_call_fails", unit: "ms")
    ]

    private static let noLateness = ImportRule.dropped("timeout_delay", "a transaction's end has no such setting here")

    private static let storage: [ImportRule] = [
        .flag("send_key", "send_key"), .flag("durable_delete", "use_durable_delete"),
    ]

    private static let modes = [apMode(only: "availability_mode_reads"), scMode(only: "consistency_mode_reads")]
    private static let batchModes = [apMode(only: nil), scMode(only: nil)]
    private static let noModes = ["read_mode_ap", "read_mode_sc"].map { ImportRule.dropped($0, "writes do not read") }
    private static let noAPMode = ImportRule.dropped("read_mode_ap", "transactions are of strong consistency")

    private static func apMode(only section: String?) -> ImportRule {
        .word(
            "read_mode_ap", "migration_read_consistency", words: ["ONE": "ONE", "ALL": "ALL"], only: section)
    }

    private static func scMode(only section: String?) -> ImportRule {
        .word(
            "read_mode_sc", "read_consistency",
            words: [
                "SESSION": "SESSION", "LINEARIZE": "LINEARIZE", "ALLOW_REPLICA": "ALLOW_REPLICA",
                "ALLOW_UNAVAILABLE": "ALLOW_UNAVAILABLE",
            ], only: section)
    }

    private static let batch: [ImportRule] = [
        .number("max_concurrent_threads", "max_concurrent_servers"),
        .flag("allow_inline", "allow_inline_memory_access"),
        .flag("allow_inline_ssd", "allow_inline_ssd_access"),
        .dropped("respond_all_keys", "every key of a batch has an answer here"),
    ]

    private static let noBatch = ["max_concurrent_threads", "allow_inline", "allow_inline_ssd", "respond_all_keys"]
        .map { ImportRule.dropped($0, "a transaction's end has no such setting here") }

    private static let query: [ImportRule] = [
        .number("max_concurrent_nodes", "max_concurrent_servers"),
        .number("record_queue_size", "record_queue_size", in: 1...ImportRule.maximum),
        .dropped("concurrent_nodes", "'max_concurrent_servers' says how many nodes work at a time"),
        .dropped("info_timeout", "a profile has nothing like it"),
        .dropped("expected_duration", "a profile has nothing like it"),
        .dropped("include_bin_data", "a query says itself which bins it reads"),
    ]

    private static let filter = [
        ImportRule.dropped("fail_on_filtered_out", "a command says so itself")
    ]
}
