/// A connection to a cluster: ``Client`` for tasks, ``SyncClient`` for threads; both have the same verbs.
///
/// It is made once and shared, and can be used by any number of tasks or threads at the same time. Close it, or use it
/// within a body that closes it on every way out.
public final class BasicClient<Style: WaitingStyle>: Sendable {
    package let cluster: Cluster

    /// Makes a client of a definition; nothing is dialled before it is told to connect.
    public init(_ definition: ClusterDefinition) {
        // Threads do their own I/O: one loop tends the cluster for them, and commands need none.
        cluster =
            Style.self == Synchronous.self
            ? Cluster(definition, loopCount: 1, servesThreads: true) : Cluster(definition)
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

    /// Binds the client to a behavior.
    public func createSession(_ behavior: Behavior = .default) -> BasicSession<Style> {
        BasicSession(cluster, behavior)
    }

    /// A session that the definition names, as the `sessions` of a profile do; its behavior follows ``apply(_:)``.
    ///
    /// - Throws: `AerospikeError` with code `unknownName`, which lists the known names.
    public func session(_ name: String) throws(AerospikeError) -> BasicSession<Style> {
        try BasicSession(cluster, named: name)
    }

    /// Questions to the nodes of the cluster about themselves, with the times of the default behavior.
    public var info: InfoCommands<Style> { createSession().info }
}
