@testable import AerospikeSDK

/// Carries out what a test describes, in the style that its stage asks for.
///
/// Commands are described with ``session``, an asynchronous one; a blocking one has the same verbs. What carries them out
/// is not inlined into tests: the optimiser of Swift 6.3.1 may crash over calls with typed errors in large closures.
struct Caller: Sendable {
    let style: Stage.Style
    let cluster: Cluster
    let session: Session

    init(_ style: Stage.Style, _ cluster: Cluster, _ behavior: Behavior) {
        self.style = style
        self.cluster = cluster
        session = Session(cluster, behavior)
    }

    /// A caller whose commands are a session's.
    init(_ style: Stage.Style, _ session: Session) {
        self.style = style
        cluster = session.core.cluster
        self.session = session
    }

    /// The same client with another behavior.
    func with(_ behavior: Behavior) -> Caller { Caller(style, cluster, behavior) }

    /// Carries a command out and returns every row.
    @discardableResult
    @inline(never)
    func run(
        _ command: some TaskCommand,
        onError strategy: ErrorStrategy? = nil
    ) async throws(AerospikeError) -> [RecordResult] {
        guard style == .threads else { return try await command.execute(onError: strategy).collect() }
        return try await onThread { () throws(AerospikeError) in
            try command.onThread.execute(onError: strategy).collect()
        }
    }

    /// Carries commands out and returns every row in the order in which it came.
    @inline(never)
    func stream(
        _ command: some ExecutableCommand<Asynchronous>,
        onError strategy: ErrorStrategy = .inStream
    ) async throws(AerospikeError) -> [RecordResult] {
        let chain = command.commands
        guard style == .threads else { return try await chain.executeStream(onError: strategy).collect() }
        return try await onThread { () throws(AerospikeError) in
            try chain.onThread.executeStream(onError: strategy).collect()
        }
    }

    /// Reads so many rows of a query and gives the rest up.
    func begin(
        _ command: some TaskCommand,
        rows count: Int
    ) async throws(AerospikeError) -> [RecordResult] {
        guard style == .threads else {
            var iterator = try await command.execute(onError: nil).makeAsyncIterator()
            var rows: [RecordResult] = []
            while rows.count < count, let row = try await iterator.next() { rows.append(row) }
            return rows
        }
        return try await onThread { () throws(AerospikeError) in
            let stream = try command.onThread.execute(onError: nil)
            var rows: [RecordResult] = []
            while rows.count < count, let row = try stream.next() { rows.append(row) }
            return rows
        }
    }

    /// Reads so many rows of a stream and gives the rest up.
    @inline(never)
    func beginStream(
        _ command: some ExecutableCommand<Asynchronous>,
        rows count: Int
    ) async throws(AerospikeError) -> [RecordResult] {
        let chain = command.commands
        var rows: [RecordResult] = []
        guard style == .threads else {
            var iterator = try await chain.executeStream().makeAsyncIterator()
            while rows.count < count, let row = try await iterator.next() { rows.append(row) }
            return rows
        }
        return try await onThread { () throws(AerospikeError) in
            let stream = try chain.onThread.executeStream()
            var rows: [RecordResult] = []
            while rows.count < count, let row = try stream.next() { rows.append(row) }
            return rows
        }
    }

    @inline(never)
    func get(_ key: Key, bins: [String]? = nil) async throws(AerospikeError) -> Record {
        guard style == .threads else { return try await session.get(key, bins: bins) }
        let session = SyncSession(cluster, session.behavior)
        return try await onThread { () throws(AerospikeError) in try session.get(key, bins: bins) }
    }

    @inline(never)
    func put(_ key: Key, _ bins: Bins) async throws(AerospikeError) {
        guard style == .threads else { return try await session.put(key, bins) }
        let session = SyncSession(cluster, session.behavior)
        try await onThread { () throws(AerospikeError) in try session.put(key, bins) }
    }

    @inline(never)
    func get<Decoded: Decodable & Sendable>(
        _ key: Key,
        as type: Decoded.Type
    ) async throws(AerospikeError) -> Decoded {
        guard style == .threads else { return try await session.get(key, as: type) }
        let session = SyncSession(cluster, session.behavior)
        return try await onThread { () throws(AerospikeError) in try session.get(key, as: type) }
    }

    @_disfavoredOverload
    @inline(never)
    func put(_ key: Key, _ value: some Encodable & Sendable) async throws(AerospikeError) {
        guard style == .threads else { return try await session.put(key, value) }
        let session = SyncSession(cluster, session.behavior)
        try await onThread { () throws(AerospikeError) in try session.put(key, value) }
    }

    /// Writes the records of these numbers, each with its number in the bin `n`.
    func fill(_ dataSet: DataSet, _ numbers: Range<Int>) async throws {
        try await withThrowingTaskGroup { group in
            for worker in 0..<8 {
                group.addTask {
                    for number in numbers where number % 8 == worker {
                        try await session.put(dataSet.id(number), ["n": Value(number)])
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
