extension Behavior {
    /// Derives a behavior that changes settings of every command.
    ///
    /// - Parameters:
    ///   - name: A name, for profiles and reports.
    ///   - totalTimeout: How long a command may take, all tries together.
    ///   - socketTimeout: How long to wait for a server's answer on one connection.
    ///   - maxRetries: How many times a failed try is made again.
    ///   - retryDelay: How long to wait between tries.
    ///   - sendKey: Whether the key itself is stored with the record.
    ///   - durableDelete: Whether a delete leaves a tombstone.
    ///   - replica: Which copy of a record to ask.
    /// - Returns: The derived behavior; what is left out stays as it is here.
    public func derivingWithChanges(
        _ name: String,
        totalTimeout: Duration? = nil,
        socketTimeout: Duration? = nil,
        maxRetries: Int? = nil,
        retryDelay: Duration? = nil,
        sendKey: Bool? = nil,
        durableDelete: Bool? = nil,
        replica: BehaviorSettings.Replica? = nil
    ) -> Behavior {
        let patch = BehaviorPatch {
            $0.totalTimeout = totalTimeout
            $0.socketTimeout = socketTimeout
            $0.maxRetries = maxRetries
            $0.retryDelay = retryDelay
            $0.sendKey = sendKey
            $0.durableDelete = durableDelete
            $0.replica = replica
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
