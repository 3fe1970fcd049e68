extension Behavior {
    /// Derives a behavior that changes settings of every command.
    ///
    /// ```swift
    /// let patient = Behavior.default.derivingWithChanges("patient", totalTimeout: .seconds(5), maxRetries: 3)
    /// ```
    ///
    /// - Parameters:
    ///   - name: A name, for profiles and reports.
    ///   - totalTimeout: How long a command may take, all tries together; zero for no limit.
    ///   - socketTimeout: How long to wait for a server's answer on one connection; zero for the total time alone.
    ///   - timeoutDelay: How long to wait for a late answer on a connection after a time-out, so as to keep it; zero closes it at once.
    ///   - maxRetries: How many times a failed try is made again.
    ///   - retryDelay: How long to wait between tries.
    ///   - sendKey: Whether the key itself is stored with the record, not only its digest.
    ///   - durableDelete: Whether a delete leaves a tombstone, so that the record cannot come back after a cold start.
    ///   - commitLevel: When a write is acknowledged.
    ///   - replica: Which copy of a record to ask.
    ///   - readModeAP: How many replicas a read consults in an AP namespace.
    ///   - readModeSC: What a read may see in an SC namespace.
    ///   - useCompression: Whether large messages are compressed.
    ///   - compressionThreshold: The size in bytes from which a message is compressed.
    ///   - maxConcurrentNodes: How many nodes work on one batch or query at a time; zero for all.
    ///   - recordQueueSize: How many records of a query wait for a slow reader before the servers are made to wait.
    ///   - allowScansWithWhere: Whether a query with a condition may run without an index.
    ///   - allowInline: Whether a server may answer a batch of in-memory records on the thread that received it.
    ///   - allowInlineSSD: The same for records on SSD.
    ///   - readTouchTTLPercent: The part of its life, in percent, after which a read renews a record; 0 for the server's default, -1 for never.
    ///   - errorDetailVerbosity: How much detail a server adds to an error.
    /// - Returns: The derived behavior; what is left out stays as it is here.
    public func derivingWithChanges(
        _ name: String,
        totalTimeout: Duration? = nil,
        socketTimeout: Duration? = nil,
        timeoutDelay: Duration? = nil,
        maxRetries: Int? = nil,
        retryDelay: Duration? = nil,
        sendKey: Bool? = nil,
        durableDelete: Bool? = nil,
        commitLevel: BehaviorSettings.CommitLevel? = nil,
        replica: BehaviorSettings.Replica? = nil,
        readModeAP: BehaviorSettings.APReadMode? = nil,
        readModeSC: BehaviorSettings.SCReadMode? = nil,
        useCompression: Bool? = nil,
        compressionThreshold: Int? = nil,
        maxConcurrentNodes: Int? = nil,
        recordQueueSize: Int? = nil,
        allowScansWithWhere: Bool? = nil,
        allowInline: Bool? = nil,
        allowInlineSSD: Bool? = nil,
        readTouchTTLPercent: Int? = nil,
        errorDetailVerbosity: Int? = nil
    ) -> Behavior {
        let patch = BehaviorPatch {
            $0.totalTimeout = totalTimeout
            $0.socketTimeout = socketTimeout
            $0.timeoutDelay = timeoutDelay
            $0.maxRetries = maxRetries
            $0.retryDelay = retryDelay
            $0.sendKey = sendKey
            $0.durableDelete = durableDelete
            $0.commitLevel = commitLevel
            $0.replica = replica
            $0.readModeAP = readModeAP
            $0.readModeSC = readModeSC
            $0.useCompression = useCompression
            $0.compressionThreshold = compressionThreshold
            $0.maxConcurrentNodes = maxConcurrentNodes
            $0.recordQueueSize = recordQueueSize
            $0.allowScansWithWhere = allowScansWithWhere
            $0.allowInline = allowInline
            $0.allowInlineSSD = allowInlineSSD
            $0.readTouchTTLPercent = readTouchTTLPercent
            $0.errorDetailVerbosity = errorDetailVerbosity
        }
        return derivingWithChanges(name, [.all: patch])
    }

    /// Derives a behavior that changes settings by scope.
    ///
    /// - Parameters:
    ///   - name: A name, for profiles and reports.
    ///   - patches: What changes, by scope.
    public func derivingWithChanges(_ name: String, _ patches: [BehaviorScope: BehaviorPatch]) -> Behavior {
        Behavior(name, parent: self, patches: patches)
    }

    /// The same behavior, of the same name and parent, with more patches laid over its own, scope by scope.
    ///
    /// Only for the root of all behaviors: what it is laid over is the built-in settings.
    package func patchingRoot(_ patches: [ScopedPatch]) -> Behavior {
        let patches = Dictionary(patches.map { ($0.scope, $0.patch) }) { _, last in last }
        return Behavior(root: name, patches: self.patches.merging(patches) { $0.overlaid(by: $1) })
    }
}
