/// Records as types that encode and decode themselves; ``Bins/init(encoding:)`` tells what becomes of what.
///
/// A literal of a dictionary makes bins, in the order written: the overloads here are for what is no literal.
extension BasicSession where Style == Asynchronous {
    /// Reads a record and makes something of its bins.
    ///
    /// ```swift
    /// let user = try await session.get(users.id(1), as: User.self)
    /// ```
    ///
    /// - Throws: `AerospikeError`, with result code `keyNotFound` when there is no such record, and with code
    ///   `invalidArgument` when a bin does not fit.
    public func get<Decoded: Decodable>(_ key: Key, as type: Decoded.Type) async throws(AerospikeError) -> Decoded {
        try await get(key).decode(type)
    }

    /// Creates a record or changes it, with a bin for each property of something encodable.
    ///
    /// ```swift
    /// try await session.put(users.id(1), user)
    /// ```
    ///
    /// - Throws: `AerospikeError` when a property cannot be kept, before anything is sent, or when the write fails.
    @_disfavoredOverload
    public func put(_ key: Key, _ value: some Encodable) async throws(AerospikeError) {
        try await put(key, Bins(encoding: value))
    }
}

extension BasicSession where Style == Synchronous {
    /// Reads a record and makes something of its bins.
    ///
    /// - Throws: `AerospikeError`, with result code `keyNotFound` when there is no such record, and with code
    ///   `invalidArgument` when a bin does not fit.
    public func get<Decoded: Decodable>(_ key: Key, as type: Decoded.Type) throws(AerospikeError) -> Decoded {
        try get(key).decode(type)
    }

    /// Creates a record or changes it, with a bin for each property of something encodable.
    ///
    /// - Throws: `AerospikeError` when a property cannot be kept, before anything is sent, or when the write fails.
    @_disfavoredOverload
    public func put(_ key: Key, _ value: some Encodable) throws(AerospikeError) {
        try put(key, Bins(encoding: value))
    }
}

extension WriteBuilder {
    /// Sets a bin for each property of something encodable; what cannot be kept is an error that `execute()` throws.
    ///
    /// ```swift
    /// try await session.replace(users.id(1)).put(user).execute()
    /// ```
    @_disfavoredOverload
    public func put(_ value: some Encodable) -> Self {
        do throws(AerospikeError) {
            return put(try Bins(encoding: value))
        } catch {
            return changed(self) { $0.command.problem = $0.command.problem ?? error }
        }
    }
}
