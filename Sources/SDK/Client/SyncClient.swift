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
public typealias SyncClient = BasicClient<Synchronous>

extension BasicClient where Style == Synchronous {
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
