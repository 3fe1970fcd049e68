import AerospikeSDK

/// A behavior: its parent and, by scope, what it changes.
struct BehaviorSection: Sendable {
    var parent: Located<String>?
    var name: Located<String>?
    var patches: [ScopedPatch] = []
    /// Where compression is asked for.
    var compression: [SourceRange] = []

    static let section = Section(
        "behaviors.NAME", BehaviorSection(),
        [
            Field(
                "parent", .text, at: \.parent, "the behavior whose settings hold where there are none here",
                default: Behavior.default.name),
            Field("name", .text, at: \.name, "the behavior's name once more"),
            .patch("all_operations", BehaviorBlock.all, .all, "every command"),
            .patch(
                "retryable_writes", BehaviorBlock.all, .writesRetryable,
                "writes that may be tried again"),
            .patch(
                "non_retryable_writes", BehaviorBlock.all, .writesNonRetryable,
                "writes that would do their work twice, such as an increment"),
            .patch(
                "consistency_mode_reads", BehaviorBlock.all, .readsSC,
                "reads of namespaces with strong consistency"),
            .patch("availability_mode_reads", BehaviorBlock.all, .readsAP, "reads of other namespaces"),
            .patch("batch_reads", BehaviorBlock.all, .readsBatch, "reads of many keys"),
            .patch("batch_writes", BehaviorBlock.all, .writesBatch, "writes to many keys"),
            .patch("query", BehaviorBlock.all, .readsQuery, "queries of data sets"),
            .patch(
                "system_txn_verify", BehaviorBlock.transactionCheck, .systemTxnVerify,
                "the check before a transaction is committed"),
            .patch(
                "system_txn_roll", BehaviorBlock.transactionEnd, .systemTxnRoll,
                "the end of a transaction"),
        ]
    )
}

extension Field<BehaviorSection> {
    /// A field that changes a behavior in some scope.
    fileprivate static func patch(
        _ key: String,
        _ block: Section<BehaviorPatch>,
        _ scope: BehaviorScope,
        _ meaning: String
    ) -> Field {
        Field(key, block.kind, meaning) { node, place, section, problems in
            // A patch is large: it is made where it stays.
            section.patches.append(ScopedPatch(scope, BehaviorPatch()))
            let last = section.patches.count - 1
            guard block.decode(node, at: place, into: &section.patches[last].patch, &problems) else {
                section.patches.removeLast()
                return
            }
            if section.patches[last].patch.useCompression == true, let entry = node.entry(BehaviorBlock.compression) {
                section.compression.append(entry.value.range)
            }
        }
    }
}

/// The fields of a behavior's blocks, in the cross-SDK format.
enum BehaviorBlock {
    fileprivate static let compression = "use_compression"

    /// The fields of every block that concerns commands.
    static let all = Section(
        "behaviors.NAME.BLOCK", BehaviorPatch(),
        times + [
            Field(
                "wait_for_socket_response_after_call_fails", .duration(), \.timeoutDelay,
                "how long the answer of a call that timed out is still waited for, to keep its connection"),
            Field("send_key", .boolean, \.sendKey, "store the key with the record"),
            Field(
                compression, .boolean, \.useCompression,
                "compress large commands; no compression library is linked: such commands are refused"),
            Field(
                "reset_ttl_on_read_at_percent", .integer(in: -1...100), \.readTouchTTLPercent,
                "renew a record's time to live when a read finds this much of it left; 0 as the server says, -1 never"),
        ] + consistency + [
            Field(
                "migration_read_consistency", .oneOfInCapitals, \.readModeAP,
                "how many replicas a read asks while partitions move"),
            Field(
                "use_durable_delete", .boolean, \.durableDelete,
                "leave a tombstone, so that a deleted record does not come back"),
            Field(
                "max_concurrent_servers", .integer(in: 0...maximumCount), \.maxConcurrentNodes,
                "how many nodes one call asks at the same time; 0 for all"),
            Field(
                "allow_inline_memory_access", .boolean, \.allowInline, "let the server's network threads read memory"),
            Field(
                "allow_inline_ssd_access", .boolean, \.allowInlineSSD,
                "let the server's network threads read from a disk"),
            Field(
                "record_queue_size", .integer(in: 1...maximumCount), \.recordQueueSize,
                "how many records of a query wait for a slow reader"),
            Field(
                "allow_scans_with_where", .boolean, \.allowScansWithWhere,
                "whether a query with a condition may read a whole set; without effect yet"),
            Field(
                "error_detail_verbosity", .integer(in: 0...maximumCount), \.errorDetailVerbosity,
                "how much servers tell about errors, from 0 to 3, where they know of it"),
        ]
    )

    /// The fields that the check of a transaction can carry: it is a batch of reads.
    static let transactionCheck = Section("behaviors.NAME.system_txn_verify", BehaviorPatch(), times + consistency)

    /// The fields that the end of a transaction can carry.
    static let transactionEnd = Section("behaviors.NAME.system_txn_roll", BehaviorPatch(), times)

    /// Counts travel in 32 bits.
    private static let maximumCount = Int(Int32.max)

    private static let times: [Field<BehaviorPatch>] = [
        Field(
            "abandon_call_after", .duration(), \.totalTimeout,
            "how long a call may take with all its attempts; 0s for any time"),
        Field(
            "wait_for_call_to_complete", .duration(), \.socketTimeout,
            "how long one attempt may wait for its answer; 0s for any time"),
        Field("delay_between_retries", .duration(), \.retryDelay, "how long to wait before another attempt"),
        // The file counts the first call as an attempt; a behavior counts the retries after it.
        Field(
            "maximum_number_of_call_attempts", ValueKind.integer(in: 1...maximumCount).map { $0 - 1 }, \.maxRetries,
            "how often a call is tried, the first attempt included"),
        Field("replica_order", .oneOfInCapitals, \.replica, "which of a record's nodes to ask, and in what order"),
    ]

    private static let consistency: [Field<BehaviorPatch>] = [
        Field(
            "read_consistency", .oneOfInCapitals, \.readModeSC,
            "what reads of namespaces with strong consistency demand", sharesProperty: true),
        Field(
            "consistency", .oneOfInCapitals, \.readModeSC, "another name for read_consistency", sharesProperty: true),
    ]
}
