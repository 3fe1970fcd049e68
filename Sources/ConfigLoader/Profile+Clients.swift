public import AerospikeSDK

extension Profile {
    /// Connects all of the profile's clients at the same time.
    ///
    /// - Returns: Clients that are the caller's to close.
    /// - Throws: `ProfileError` when the file of a password cannot be used; `AerospikeError` when one of the clusters
    ///   cannot be reached, and then none stays connected.
    public func connect() async throws -> ClientGroup {
        try await ClientGroup.connect(makeDefinitions())
    }

    /// Connects all of the profile's clients for the length of a body, and closes them on every way out.
    ///
    /// ```swift
    /// try await Profile.load("prod").withClients { clients in
    ///     let reports = try clients.session("reports")      // on the client that the profile names
    ///     let analytics = try clients.client("analytics")
    /// }
    /// ```
    ///
    /// - Parameter body: What to do with the clients.
    /// - Returns: What the body returns.
    /// - Throws: What ``connect()`` throws, or the body.
    public func withClients<Result>(_ body: (ClientGroup) async throws -> Result) async throws -> Result {
        try await ClientGroup.withClients(makeDefinitions(), body)
    }

    /// Connects all of the profile's clients for threads, for the length of a body, and closes them on every way out.
    ///
    /// - Parameter body: What to do with the clients.
    /// - Returns: What the body returns.
    /// - Throws: What ``connect()`` throws, or the body.
    public func withSyncClients<Result>(_ body: (SyncClientGroup) throws -> Result) throws -> Result {
        try SyncClientGroup.withClients(makeDefinitions(), body)
    }
}
