/// A connection to a cluster for threads: each call does its own I/O on the thread that makes it.
///
/// It can be used from any number of threads at the same time. Do not call it from a task: the cooperative thread on
/// which the task runs would wait with it; that is what ``Client`` is for.
///
/// ## Usage
/// ```swift
/// let client = try SyncClient("localhost:3000")
/// try client.connect()
/// defer { client.close() }
/// let session = client.createSession(.default)
/// try session.put(users.id(1), ["name": "Alice"])
/// ```
public final class SyncClient: Sendable {
    package let cluster: Cluster

    /// Makes a client of a definition; nothing is dialled before ``connect()``.
    public init(_ definition: ClusterDefinition) {
        // One loop tends the cluster; commands need none.
        cluster = Cluster(definition, loopCount: 1, servesThreads: true)
    }

    /// Makes a client of a seed list such as `localhost:3000` or `db1:myTlsName:4333,db2:myTlsName:4333`.
    ///
    /// - Parameters:
    ///   - hosts: The seeds.
    ///   - policy: Settings by hand.
    /// - Throws: `AerospikeError` with code `invalidArgument` when either makes no sense.
    public convenience init(_ hosts: String, policy: ClientPolicy = ClientPolicy()) throws(AerospikeError) {
        self.init(try ClusterDefinition(seeds: hosts, policy: policy))
    }

    /// What the client goes by: what it was made of, and what was changed with ``apply(_:)``.
    public var definition: ClusterDefinition { cluster.definition }

    /// Whether at least one node is in sight.
    public var isConnected: Bool { !cluster.topology.nodes.isEmpty }

    /// What kept the last look at the cluster from being the whole of it, such as peers that cannot be reached.
    ///
    /// Settings without effect are told here too, such as preferred racks of servers that know none; and while no node is
    /// left, why the seeds cannot be used. Empty as a rule.
    public var warnings: [AerospikeError] { cluster.warnings }

    /// Replaces the servers that are asked first when no node of the cluster answers.
    ///
    /// The client goes on with the nodes that it knows as long as one of them answers, and with the new seeds at once
    /// where none does. The ``definition`` stays what it was.
    ///
    /// - Parameter seeds: The new seeds, such as `try Host.parse(list: "db1:3000,db2:3000")`.
    /// - Throws: `AerospikeError` with code `invalidArgument` when the list is empty, too long, or names a host without a
    ///   name or a port; `clientClosed` when the client was closed.
    public func replaceSeeds(with seeds: [Host]) throws(AerospikeError) {
        try cluster.replaceSeeds(seeds)
    }

    /// Goes over to another definition, as far as that can be done without another client.
    ///
    /// Sessions that were asked for by name follow their behavior with the next command; those made of a behavior keep
    /// it. Seeds, addresses, racks, limits of connections, the circuit breaker and the tend interval count from the next
    /// look at the cluster on, which follows at once; nodes that are known and answer stay where they were met. Files and
    /// settings of TLS count for new connections once they have been read; what is wrong with them is among the
    /// ``warnings``, and the last good ones stay in use.
    ///
    /// ```swift
    /// let changes = try client.apply(client.definition.preferringRacks(2, 1))
    /// print(changes)                  // applied cluster.racks
    /// ```
    ///
    /// - Parameter definition: All that the client should go by.
    /// - Returns: What the client goes by from now on, and what needs another client, by the names that profiles use.
    /// - Throws: `AerospikeError` with code `invalidArgument` when the definition makes no sense, or `clientClosed`; then
    ///   nothing has changed.
    @discardableResult
    public func apply(_ definition: ClusterDefinition) throws(AerospikeError) -> DefinitionChanges {
        try cluster.apply(definition)
    }

    /// Connects to the cluster, and waits for it.
    ///
    /// Doing it again does no harm.
    ///
    /// - Throws: `AerospikeError` with code `connectFailed` and the reason of every seed.
    public func connect() throws(AerospikeError) {
        if let failure = try startConnecting().wait() { throw failure }
    }

    /// Begins to connect.
    ///
    /// - Returns: Tells when that has ended, and why it was not possible.
    /// - Throws: `AerospikeError` when the client was closed, or the system gives no thread.
    func startConnecting() throws(AerospikeError) -> ThreadSignal<AerospikeError?> {
        try cluster.startLoops()
        return starting { cluster in
            do throws(AerospikeError) {
                try await cluster.connect()
                return nil
            } catch {
                return error
            }
        }
    }

    /// Closes every connection and ends the client's thread.
    ///
    /// A closed client stays closed.
    public func close() {
        waiting { cluster in await cluster.close() }
    }

    /// Binds the client to a behavior.
    public func createSession(_ behavior: Behavior = .default) -> SyncSession {
        SyncSession(cluster, behavior)
    }

    /// Questions to the nodes of the cluster about themselves, with the times of the default behavior.
    public var info: InfoCommands<Synchronous> { createSession().info }

    /// A session that the definition names, as the `sessions` of a profile do; its behavior follows ``apply(_:)``.
    ///
    /// - Throws: `AerospikeError` with code `unknownName`, which lists the known names.
    public func session(_ name: String) throws(AerospikeError) -> SyncSession {
        try SyncSession(cluster, named: name)
    }

    /// Connects a client for the length of a body, and closes it on every way out.
    ///
    /// - Parameters:
    ///   - definition: The cluster.
    ///   - body: What to do with the client.
    /// - Returns: What the body returns.
    public static func withClient<Result>(
        _ definition: ClusterDefinition,
        _ body: (SyncClient) throws -> Result
    ) throws -> Result {
        let client = SyncClient(definition)
        try client.connect()
        defer { client.close() }
        return try body(client)
    }

    /// Waits on this thread for what a task on the client's own loop does.
    private func waiting<Value: Sendable>(_ body: @escaping @Sendable (Cluster) async -> Value) -> Value {
        starting(body).wait()
    }

    /// Starts a task on the client's own loop.
    private func starting<Value: Sendable>(
        _ body: @escaping @Sendable (Cluster) async -> Value
    ) -> ThreadSignal<Value> {
        let signal = ThreadSignal<Value>()
        let cluster = cluster
        Task(executorPreference: cluster.loops.first) {
            let value = await body(cluster)
            signal.send(value)
        }
        return signal
    }
}
