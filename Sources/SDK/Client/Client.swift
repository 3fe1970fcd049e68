/// A connection to a cluster for tasks: it has event loops of its own, and its calls wait without keeping a thread.
///
/// A client is made once and shared; it can be used from any number of tasks at the same time. Close it, or use it
/// within ``withClient(_:policy:_:)`` or ``ClusterDefinition/withClient(_:)``, which close it on every way out.
///
/// ## Usage
/// ```swift
/// let client = try Client("localhost:3000")
/// try await client.connect()
/// let session = client.createSession(.default)
/// // …
/// await client.close()
/// ```
public final class Client: Sendable {
    package let cluster: Cluster

    /// Makes a client of a definition; nothing is dialled before ``connect()``.
    public init(_ definition: ClusterDefinition) {
        cluster = Cluster(definition)
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

    /// Connects to the cluster: asks the seeds, meets the peers and reads the partition maps.
    ///
    /// Doing it again does no harm.
    ///
    /// - Throws: `AerospikeError` with code `connectFailed` and the reason of every seed.
    public func connect() async throws(AerospikeError) {
        try await cluster.connect()
    }

    /// Closes every connection and ends the client's threads; commands under way fail.
    ///
    /// A closed client stays closed.
    public func close() async {
        await cluster.close()
    }

    /// Binds the client to a behavior.
    public func createSession(_ behavior: Behavior = .default) -> Session {
        Session(cluster, behavior)
    }

    /// One of the client's event loops, each in turn, for a task to run on.
    ///
    /// A task that prefers it goes on in the very turn in which its answer arrived, without another thread's help. That
    /// suits short work between many commands; what computes for long, or waits for anything else, keeps the loop from
    /// its sockets and belongs elsewhere.
    ///
    /// ```swift
    /// group.addTask(executorPreference: try client.nextTaskExecutor()) { try await session.get(key) }
    /// ```
    ///
    /// - Throws: `AerospikeError` when the client was never connected.
    public func nextTaskExecutor() throws(AerospikeError) -> any TaskExecutor {
        try cluster.eventLoops.next
    }

    /// Questions to the nodes of the cluster about themselves, with the times of the default behavior.
    public var info: InfoCommands<Asynchronous> { createSession().info }

    /// A session that the definition names, as the `sessions` of a profile do; its behavior follows ``apply(_:)``.
    ///
    /// - Throws: `AerospikeError` with code `unknownName`, which lists the known names.
    public func session(_ name: String) throws(AerospikeError) -> Session {
        try Session(cluster, named: name)
    }
}

extension Client {
    /// Connects a client for the length of a body, and closes it on every way out.
    ///
    /// ```swift
    /// try await Client.connect(to: "localhost:3000") { client in
    ///     let session = client.createSession()
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - hosts: The seeds.
    ///   - policy: Settings by hand.
    ///   - body: What to do with the client.
    /// - Returns: What the body returns.
    /// - Throws: `AerospikeError` when the cluster cannot be reached, or what the body throws.
    public static func connect<Result>(
        to hosts: String,
        policy: ClientPolicy = ClientPolicy(),
        _ body: (Client) async throws -> Result
    ) async throws -> Result {
        try await ClusterDefinition(seeds: hosts, policy: policy).withClient(body)
    }
}

extension ClusterDefinition {
    /// Connects a client.
    ///
    /// - Returns: A client that is the caller's to close.
    /// - Throws: `AerospikeError` with code `connectFailed` and the reason of every seed.
    public func connect() async throws(AerospikeError) -> Client {
        let client = Client(self)
        try await client.connect()
        return client
    }

    /// Connects a client for the length of a body, and closes it on every way out.
    ///
    /// - Parameter body: What to do with the client.
    /// - Returns: What the body returns.
    /// - Throws: `AerospikeError` when the cluster cannot be reached, or what the body throws.
    public func withClient<Result>(_ body: (Client) async throws -> Result) async throws -> Result {
        let client = try await connect()
        do {
            let result = try await body(client)
            await client.close()
            return result
        } catch {
            await client.close()
            throw error
        }
    }

    init(seeds: String, policy: ClientPolicy) throws(AerospikeError) {
        let hosts: [Host]
        do throws(HostParsingError) {
            hosts = try Host.parse(list: seeds)
        } catch {
            throw AerospikeError(.invalidArgument, "\(error)")
        }
        try self.init(hosts: hosts, policy: policy)
    }
}
