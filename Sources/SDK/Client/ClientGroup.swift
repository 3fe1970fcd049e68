/// The clients of one environment, connected together and closed together: one for each cluster that it has.
///
/// ``ClientGroup`` holds clients for tasks, ``SyncClientGroup`` those for threads. A profile makes either of them out of
/// its `clients`; in code, definitions and their names do.
///
/// ## Usage
/// ```swift
/// try await ClientGroup.withClients(["default": shop, "analytics": olap]) { clients in
///     let session = try clients.client("analytics").createSession(.default)
/// }
/// ```
public struct BasicClientGroup<Style: WaitingStyle>: Sendable {
    /// The clients by their names.
    public let clients: [String: BasicClient<Style>]

    init(_ clients: [String: BasicClient<Style>]) { self.clients = clients }

    /// What the clients look after, by the same names.
    package var clusters: [String: Cluster] { clients.mapValues(\.cluster) }

    /// One of the clients.
    ///
    /// - Parameter name: Its name.
    /// - Throws: `AerospikeError` with code `unknownName`, which lists the known names.
    public func client(_ name: String = "default") throws(AerospikeError) -> BasicClient<Style> {
        if let client = clients[name] { return client }
        throw .unknownName(name, "client", known: Array(clients.keys))
    }

    /// The client that a named session belongs to: the default one, or else the first by name, where several know it.
    private func owner(ofSession name: String) throws(AerospikeError) -> BasicClient<Style> {
        let sessions = clients.mapValues(\.definition.sessions)
        let owners = (["default"] + sessions.keys.sorted()).filter { sessions[$0]?[name] != nil }
        guard let owner = owners.first else {
            throw .unknownName(name, "session", known: Set(sessions.values.flatMap(\.keys)).sorted())
        }
        return try client(owner)
    }

    /// A session that one of the definitions names, on the client that it belongs to.
    ///
    /// - Throws: `AerospikeError` with code `unknownName`, which lists the known names.
    public func session(_ name: String) throws(AerospikeError) -> BasicSession<Style> {
        try owner(ofSession: name).session(name)
    }
}

/// Clients for tasks.
public typealias ClientGroup = BasicClientGroup<Asynchronous>

/// Clients for threads.
public typealias SyncClientGroup = BasicClientGroup<Synchronous>

extension BasicClientGroup where Style == Asynchronous {
    /// Connects to all clusters at the same time.
    ///
    /// - Parameter definitions: The clusters by the names of their clients.
    /// - Returns: Clients that are the caller's to close.
    /// - Throws: `AerospikeError` when one of the clusters cannot be reached; the others are closed again.
    public static func connect(_ definitions: [String: ClusterDefinition]) async throws(AerospikeError) -> ClientGroup {
        let clients = definitions.mapValues { Client($0) }
        let failures = await withTaskGroup(of: (String, AerospikeError?).self) { group in
            for (name, client) in clients {
                group.addTask {
                    let failure = await client.connectionFailure()
                    return (name, failure)
                }
            }
            return await group.reduce(into: [String: AerospikeError]()) { $0[$1.0] = $1.1 }
        }
        let group = ClientGroup(clients)
        guard let failure = AerospikeError.ofClients(failures) else { return group }
        await group.close()
        throw failure
    }

    /// Connects to all clusters for the length of a body, and closes every client on every way out.
    ///
    /// - Parameters:
    ///   - definitions: The clusters by the names of their clients.
    ///   - body: What to do with the clients.
    /// - Returns: What the body returns.
    /// - Throws: `AerospikeError` when one of the clusters cannot be reached, or what the body throws.
    public static func withClients<Result>(
        _ definitions: [String: ClusterDefinition],
        _ body: (ClientGroup) async throws -> Result
    ) async throws -> Result {
        let group = try await connect(definitions)
        do {
            let result = try await body(group)
            await group.close()
            return result
        } catch {
            await group.close()
            throw error
        }
    }

    /// Closes every client; commands under way fail.
    public func close() async {
        await withTaskGroup(of: Void.self) { group in
            for client in clients.values { group.addTask { await client.close() } }
        }
    }
}

extension BasicClientGroup where Style == Synchronous {
    /// Connects to all clusters at the same time, and waits for them.
    ///
    /// - Parameter definitions: The clusters by the names of their clients.
    /// - Returns: Clients that are the caller's to close.
    /// - Throws: `AerospikeError` when one of the clusters cannot be reached; the others are closed again.
    public static func connect(_ definitions: [String: ClusterDefinition]) throws(AerospikeError) -> SyncClientGroup {
        let clients = definitions.mapValues { SyncClient($0) }
        var attempts: [String: ThreadSignal<AerospikeError?>] = [:]
        var failures: [String: AerospikeError] = [:]
        for (name, client) in clients {
            do throws(AerospikeError) {
                attempts[name] = try client.startConnecting()
            } catch {
                failures[name] = error
            }
        }
        // All are under way before the first is waited for.
        for (name, attempt) in attempts { failures[name] = attempt.wait() }
        let group = SyncClientGroup(clients)
        guard let failure = AerospikeError.ofClients(failures) else { return group }
        group.close()
        throw failure
    }

    /// Connects to all clusters for the length of a body, and closes every client on every way out.
    ///
    /// - Parameters:
    ///   - definitions: The clusters by the names of their clients.
    ///   - body: What to do with the clients.
    /// - Returns: What the body returns.
    /// - Throws: `AerospikeError` when one of the clusters cannot be reached, or what the body throws.
    public static func withClients<Result>(
        _ definitions: [String: ClusterDefinition],
        _ body: (SyncClientGroup) throws -> Result
    ) throws -> Result {
        let group = try connect(definitions)
        defer { group.close() }
        return try body(group)
    }

    /// Closes every client.
    public func close() {
        for client in clients.values { client.close() }
    }
}

extension Client {
    /// Connects, and says why that was not possible.
    fileprivate func connectionFailure() async -> AerospikeError? {
        do throws(AerospikeError) {
            try await connect()
            return nil
        } catch {
            return error
        }
    }
}

extension AerospikeError {
    /// The error of several clients, some of which could not connect; that of the only one is its own.
    fileprivate static func ofClients(_ failures: [String: AerospikeError]) -> AerospikeError? {
        let sorted = failures.sorted { $0.key < $1.key }
        guard let first = sorted.first else { return nil }
        guard first.value.code != .cancelled else { return first.value }
        let names = sorted.map(\.key).joined(separator: ", ")
        return AerospikeError(
            first.value.code, sorted.count == 1 ? "client \(names) cannot connect" : "clients \(names) cannot connect",
            causes: sorted.map(\.value))
    }
}
