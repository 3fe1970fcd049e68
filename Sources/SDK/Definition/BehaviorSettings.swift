/// The settings of one command, as a behavior resolves them for its kind, shape and consistency mode.
public struct BehaviorSettings: Hashable, Sendable {
    /// Which copy of a record to ask.
    public enum Replica: String, CaseIterable, Hashable, Sendable {
        /// The node that holds the master copy.
        case master
        /// The master first, then the other replicas in order when a try fails.
        case sequence
        /// A replica in a preferred rack, then elsewhere.
        case preferRack = "prefer_rack"
    }

    /// How many replicas a read consults while data moves, in an available (AP) namespace.
    public enum APReadMode: String, CaseIterable, Hashable, Sendable {
        /// One copy.
        case one
        /// Every copy, the newest wins.
        case all
    }

    /// What a read may see in a strongly consistent (SC) namespace.
    public enum SCReadMode: String, CaseIterable, Hashable, Sendable {
        /// Never an older version than this client has seen.
        case session
        /// Never an older version than any client has seen.
        case linearize
        /// Possibly an older version, from a replica.
        case allowReplica = "allow_replica"
        /// Possibly an older version, even from a partition that is unavailable.
        case allowUnavailable = "allow_unavailable"
    }

    /// When a write is acknowledged.
    public enum CommitLevel: String, CaseIterable, Hashable, Sendable {
        /// When every replica has it.
        case all
        /// When the master has it.
        case master
    }

    /// How long a command may take, all tries together; zero for no limit.
    public var totalTimeout: Duration
    /// How long to wait for a server's answer on one connection; zero for the total time alone.
    public var socketTimeout: Duration
    /// How long to wait for a late answer on a connection after a time-out, so as to keep it; zero closes it at once.
    ///
    /// Until the answer has come to its end, nothing else is asked on the connection. Any duration will do here, whereas
    /// other Aerospike clients take 0 or at least 3 s.
    public var timeoutDelay: Duration
    /// How many times a failed try is made again.
    public var maxRetries: Int
    /// How long to wait between tries.
    ///
    /// The first try on another copy is made at once.
    public var retryDelay: Duration
    /// Whether the key itself is stored with the record, not only its digest.
    public var sendKey: Bool
    /// Whether a delete leaves a tombstone, so that the record cannot come back after a cold start.
    public var durableDelete: Bool
    /// When a write is acknowledged.
    public var commitLevel: CommitLevel
    /// Which copy of a record to ask.
    public var replica: Replica
    /// How many replicas a read consults in an AP namespace.
    public var readModeAP: APReadMode
    /// What a read may see in an SC namespace.
    public var readModeSC: SCReadMode
    /// Whether large messages are compressed.
    ///
    /// No compression library is linked: a command for which it is true fails with code `notSupported` and is not sent.
    public var useCompression: Bool
    /// The size in bytes from which a message is compressed.
    public var compressionThreshold: Int
    /// How many nodes work on one batch or query at a time; zero for all.
    public var maxConcurrentNodes: Int
    /// How many records of a query wait for a slow reader before the servers are made to wait.
    ///
    /// It counts for batches that are read row by row as well. A thread takes in nothing ahead of what it reads, whatever
    /// the number.
    public var recordQueueSize: Int
    /// Whether a query with a condition may run without an index.
    ///
    /// It changes nothing, as queries have no conditions.
    public var allowScansWithWhere: Bool
    /// Whether a server may answer a batch of in-memory records on the thread that received it.
    public var allowInline: Bool
    /// The same for records on SSD.
    public var allowInlineSSD: Bool
    /// The part of its life, in percent, after which a read renews a record; 0 for the server's default, -1 for never.
    public var readTouchTTLPercent: Int
    /// How much detail a server adds to an error.
    ///
    /// It is sent, from 0 to 3, to servers that know it; others ignore it. What they add is not read.
    public var errorDetailVerbosity: Int

    /// The settings on which every predefined behavior builds.
    public init() {
        totalTimeout = .seconds(1)
        socketTimeout = .seconds(30)
        timeoutDelay = .zero
        maxRetries = 2
        retryDelay = .zero
        sendKey = false
        durableDelete = false
        commitLevel = .all
        replica = .sequence
        readModeAP = .one
        readModeSC = .session
        useCompression = false
        compressionThreshold = 128
        maxConcurrentNodes = 1
        recordQueueSize = 5000
        allowScansWithWhere = true
        allowInline = true
        allowInlineSSD = false
        readTouchTTLPercent = 0
        errorDetailVerbosity = 0
    }
}
