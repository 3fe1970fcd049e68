public import AerospikeSDK

extension Profile {
    /// Watches the profile, and has clients go by what it says from then on; see ``Client/apply(_:)`` for how far.
    ///
    /// ```swift
    /// for await change in profile.watching(clients) { print(change) }
    /// ```
    ///
    /// Every file that the profile is made of is read again after each interval, on a thread of its own: what it extends,
    /// and the files of passwords and references. What is new counts when two looks in a row find the same. A profile
    /// that is wrong is told once, and the clients go on with the last good one; a client that comes or goes is told as
    /// `clients.NAME`, among what needs a new client.
    ///
    /// The watch ends with the task that iterates, when nobody holds the sequence any more, or when all clients are
    /// closed. Of changes that nobody takes, the newest few are kept. The sequence is for one iteration.
    ///
    /// - Parameters:
    ///   - clients: All clients of the profile, as ``connect()`` gives them.
    ///   - interval: The time between two looks (default: 1 s; at least 50 ms).
    /// - Returns: What became of each change.
    public func watching(
        _ clients: BasicClientGroup<some WaitingStyle>,
        interval: Duration = .seconds(1)
    ) -> AsyncStream<ProfileChange> {
        watching(.group(clients), .every(interval))
    }

    /// Watches the profile, and has one of its clients go by what it says from then on.
    ///
    /// It is as with several clients; ``watching(_:interval:)`` tells more.
    ///
    /// - Parameters:
    ///   - client: A client made of the profile.
    ///   - name: The client's name in the profile.
    ///   - interval: The time between two looks (default: 1 s; at least 50 ms).
    /// - Returns: What became of each change.
    public func watching(
        _ client: BasicClient<some WaitingStyle>,
        named name: String = "default",
        interval: Duration = .seconds(1)
    ) -> AsyncStream<ProfileChange> {
        watching(.client(name, client.cluster), .every(interval))
    }

    /// Watches the profile at a pace.
    func watching(_ subject: ProfileWatch.Subject, _ pace: WatchPace) -> AsyncStream<ProfileChange> {
        let (changes, continuation) = AsyncStream.makeStream(
            of: ProfileChange.self, bufferingPolicy: .bufferingNewest(ProfileLimits.keptChanges))
        // The thread holds the continuation, which does not keep the sequence.
        continuation.onTermination = { _ in pace.end() }
        let first = ProfileWatch(self, subject)
        do throws(SystemError) {
            // Reading files waits for the disk, which no cooperative thread may do.
            try Thread.start {
                var watch = first
                while !watch.hasEnded, pace.wait() {
                    if let change = watch.look() { continuation.yield(change) }
                }
                continuation.finish()
            }
        } catch {
            continuation.yield(.refused(ProfileError(.limit, "no thread can be had to watch the profile: \(error)")))
            continuation.finish()
        }
        return changes
    }
}

extension ProfileWatch.Subject {
    /// All clients of the profile.
    static func group(_ clients: BasicClientGroup<some WaitingStyle>) -> Self {
        Self(clusters: Array(clients.clusters.values)) { profile throws(ProfileError) in
            try profile.makeDefinitions()
        } apply: { definitions throws(AerospikeError) in
            try clients.apply(definitions)
        }
    }

    /// One of the profile's clients.
    static func client(_ name: String, _ cluster: Cluster) -> Self {
        Self(clusters: [cluster]) { profile throws(ProfileError) in
            [name: try profile.makeDefinition(client: name)]
        } apply: { definitions throws(AerospikeError) in
            try definitions[name].map { (definition) throws(AerospikeError) in
                try cluster.apply(definition).ofClient(named: name)
            } ?? DefinitionChanges()
        }
    }
}
