/// A cluster bound to a behavior: where reads and writes begin.
///
/// Sessions are cheap values; several with different behaviors can share one client. ``Session`` waits without keeping
/// a thread, ``SyncSession`` waits on the thread that calls; both have the same verbs.
///
/// ## Usage
/// ```swift
/// let users = DataSet.of("test", "users")
/// try await session.upsert(users.id(1)).put(["name": "Alice", "age": 28]).execute()
/// let alice = try await session.get(users.id(1))
/// ```
public struct BasicSession<Style: WaitingStyle>: CommandOrigin {
    let core: SessionCore

    init(_ cluster: Cluster, _ behavior: Behavior) {
        core = SessionCore(cluster, behavior)
    }

    /// A session that the definition names, whose behavior follows it.
    ///
    /// - Throws: `AerospikeError` with code `unknownName`, which lists the known names.
    init(_ cluster: Cluster, named name: String) throws(AerospikeError) {
        guard let behavior = cluster.behavior(ofSession: name) else {
            throw .unknownName(name, "session", known: Array(cluster.definition.sessions.keys))
        }
        core = SessionCore(cluster, behavior.current, following: behavior)
    }

    /// Nothing yet: each command of a session stands for itself.
    public var commands: CommandChain<Style> { CommandChain(core) }

    /// An empty batch, to which commands can be added one by one.
    ///
    /// Even one key in it is treated as many are: its failure is reported in its row.
    public func batch() -> CommandChain<Style> { CommandChain(core, isBatch: true) }

    /// Reads the records of a data set.
    public func query(_ dataSet: DataSet) -> DataSetQueryBuilder<Style> { DataSetQueryBuilder(core, dataSet) }

    /// The behavior that the session's commands follow just now.
    public var behavior: Behavior { core.behavior }

    /// A session of the same client with another behavior.
    public func sessionFor(_ behavior: Behavior) -> BasicSession {
        BasicSession(core.cluster, behavior)
    }
}

/// A session whose calls wait without keeping a thread.
public typealias Session = BasicSession<Asynchronous>

/// A session whose calls wait on the thread that makes them.
public typealias SyncSession = BasicSession<Synchronous>

/// How the calls of a client and its sessions wait for their answers.
public protocol WaitingStyle: SendableMetatype {}

/// Calls that suspend their task.
public enum Asynchronous: WaitingStyle {}

/// Calls that keep their thread.
public enum Synchronous: WaitingStyle {}

/// What all commands of a session share, so that a builder carries one reference.
final class SessionCore: Sendable {
    let cluster: Cluster
    private let ownBehavior: Behavior
    /// The behavior of a name, which takes the place of the session's own and may change between two commands.
    private let namedBehavior: LiveBehavior?

    init(_ cluster: Cluster, _ behavior: Behavior, following named: LiveBehavior? = nil) {
        self.cluster = cluster
        ownBehavior = behavior
        namedBehavior = named
    }

    /// The behavior for a command that begins now.
    var behavior: Behavior { namedBehavior?.current ?? ownBehavior }
}
