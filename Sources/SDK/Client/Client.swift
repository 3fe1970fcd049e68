/// A connection to a cluster for tasks: it has event loops of its own, and its calls wait without keeping a thread.
///
/// A client is made once and shared; it can be used from any number of tasks at the same time. Close it, or use it
/// within ``connect(to:policy:_:)`` or ``ClusterDefinition/withClient(_:)``, which close it on every way out.
///
/// ## Usage
/// ```swift
/// let client = try Client("localhost:3000")
/// try await client.connect()
/// let session = client.createSession(.default)
/// // …
/// await client.close()
/// ```
public typealias Client = BasicClient<Asynchronous>

extension BasicClient where Style == Asynchronous {
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
