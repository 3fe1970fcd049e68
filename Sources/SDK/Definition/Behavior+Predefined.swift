extension Behavior {
    /// The behavior of every session that asks for no other.
    ///
    /// One second in all, two retries (none for writes that must not be sent twice), reads and writes in master-first
    /// order. Queries have no time limit and five retries.
    public static let `default` = Behavior(
        root: "DEFAULT",
        patches: [
            .readsBatch: .batch,
            .writesBatch: .batch,
            .readsQuery: BehaviorPatch {
                $0.totalTimeout = .zero
                $0.maxRetries = 5
                $0.recordQueueSize = 5000
                $0.maxConcurrentNodes = 0
                $0.allowScansWithWhere = true
            },
            .writesQuery: BehaviorPatch {
                $0.totalTimeout = .seconds(30)
                $0.socketTimeout = .seconds(5)
                $0.maxConcurrentNodes = 0
            },
            .writesNonRetryable: BehaviorPatch { $0.maxRetries = 0 },
            .writesAP: BehaviorPatch { $0.commitLevel = .all },
            .writesSC: BehaviorPatch { $0.durableDelete = true },
            .systemTxnVerify: BehaviorPatch {
                $0.applyTransactionTimes()
                $0.readModeSC = .linearize
            },
            .systemTxnRoll: BehaviorPatch { $0.applyTransactionTimes() },
        ]
    )

    /// For reads that must be quick or not at all: 200 ms in all, 50 ms a try, three retries.
    public static let readFast = Behavior(
        "READ_FAST",
        patches: [
            .reads: BehaviorPatch {
                $0.socketTimeout = .milliseconds(50)
                $0.totalTimeout = .milliseconds(200)
                $0.maxRetries = 3
            }
        ]
    )

    /// For reads that must never be older than what any client has seen; needs a strongly consistent namespace.
    public static let strictlyConsistent = Behavior(
        "STRICTLY_CONSISTENT",
        patches: [.readsSC: BehaviorPatch { $0.readModeSC = .linearize }]
    )

    /// Quick reads from the preferred racks.
    public static let fastRackAware = Behavior(
        "FAST_RACK_AWARE",
        parent: .readFast,
        patches: [
            .reads: BehaviorPatch { $0.replica = .preferRack },
            .readsSC: BehaviorPatch { $0.readModeSC = .session },
        ]
    )

    /// The predefined behaviors, as profiles name them.
    public static let predefined: [Behavior] = [.default, .readFast, .strictlyConsistent, .fastRackAware]
}

extension BehaviorPatch {
    fileprivate static let batch = BehaviorPatch {
        $0.allowInline = true
        $0.allowInlineSSD = false
        $0.maxConcurrentNodes = 0
    }

    fileprivate mutating func applyTransactionTimes() {
        totalTimeout = .seconds(10)
        socketTimeout = .seconds(3)
        maxRetries = 5
        retryDelay = .seconds(1)
        replica = .master
        maxConcurrentNodes = 0
    }
}
