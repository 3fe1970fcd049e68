import AerospikeSDK

/// A behavior: its parent and, by scope, what it changes.
struct BehaviorSection: Sendable {
    var parent: Located<String>?
    var name: Located<String>?
    var patches: [BehaviorScope: BehaviorPatch] = [:]

    static let section = Section(
        "behaviors.NAME", BehaviorSection(),
        [
            Field("parent", .text, at: \.parent),
            Field("name", .text, at: \.name),
            Field("all_operations", BehaviorBlock.all.kind, \.patches[.all]),
            Field("retryable_writes", BehaviorBlock.all.kind, \.patches[.writesRetryable]),
            Field("non_retryable_writes", BehaviorBlock.all.kind, \.patches[.writesNonRetryable]),
            Field("consistency_mode_reads", BehaviorBlock.all.kind, \.patches[.readsSC]),
            Field("availability_mode_reads", BehaviorBlock.all.kind, \.patches[.readsAP]),
            Field("batch_reads", BehaviorBlock.all.kind, \.patches[.readsBatch]),
            Field("batch_writes", BehaviorBlock.all.kind, \.patches[.writesBatch]),
            Field("query", BehaviorBlock.all.kind, \.patches[.readsQuery]),
            Field("system_txn_verify", BehaviorBlock.transactionCheck.kind, \.patches[.systemTxnVerify]),
            Field("system_txn_roll", BehaviorBlock.transactionEnd.kind, \.patches[.systemTxnRoll]),
        ]
    )
}

/// The fields of a behavior's blocks, in the cross-SDK format.
enum BehaviorBlock {
    /// The fields of every block that concerns commands.
    static let all = Section(
        "behaviors.NAME.BLOCK", BehaviorPatch(),
        times + [
            Field("wait_for_socket_response_after_call_fails", .duration(), \.timeoutDelay),
            Field("send_key", .boolean, \.sendKey),
            Field("use_compression", .boolean, \.useCompression),
            Field("reset_ttl_on_read_at_percent", .integer(in: -1...100), \.readTouchTTLPercent),
        ] + consistency + [
            Field("migration_read_consistency", .oneOfInCapitals, \.readModeAP),
            Field("use_durable_delete", .boolean, \.durableDelete),
            Field("max_concurrent_servers", .integer(in: 0...maximumCount), \.maxConcurrentNodes),
            Field("allow_inline_memory_access", .boolean, \.allowInline),
            Field("allow_inline_ssd_access", .boolean, \.allowInlineSSD),
            Field("record_queue_size", .integer(in: 1...maximumCount), \.recordQueueSize),
            Field("allow_scans_with_where", .boolean, \.allowScansWithWhere),
            Field("error_detail_verbosity", .integer(in: 0...maximumCount), \.errorDetailVerbosity),
        ]
    )

    /// The fields that the check of a transaction can carry: it is a batch of reads.
    static let transactionCheck = Section("behaviors.NAME.system_txn_verify", BehaviorPatch(), times + consistency)

    /// The fields that the end of a transaction can carry.
    static let transactionEnd = Section("behaviors.NAME.system_txn_roll", BehaviorPatch(), times)

    /// Counts travel in 32 bits.
    private static let maximumCount = Int(Int32.max)

    private static let times: [Field<BehaviorPatch>] = [
        Field("abandon_call_after", .duration(), \.totalTimeout),
        Field("wait_for_call_to_complete", .duration(), \.socketTimeout),
        Field("delay_between_retries", .duration(), \.retryDelay),
        // The file counts the first call as an attempt; a behavior counts the retries after it.
        Field("maximum_number_of_call_attempts", ValueKind.integer(in: 1...maximumCount).map { $0 - 1 }, \.maxRetries),
        Field("replica_order", .oneOfInCapitals, \.replica),
    ]

    private static let consistency: [Field<BehaviorPatch>] = [
        Field("read_consistency", .oneOfInCapitals, \.readModeSC),
        Field("consistency", .oneOfInCapitals, \.readModeSC),
    ]
}
