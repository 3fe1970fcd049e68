/// Where a command can begin: a session, or a command to which another is added.
///
/// What is added makes a batch: all of it goes to the nodes together.
///
/// ```swift
/// try await session
///     .upsert(users.id(1)).put(["name": "Alice"])
///     .update(users.id(2)).bin("visits").incrementBy(1)
///     .delete(users.id(3))
///     .execute()
/// ```
public protocol CommandOrigin<Style>: Sendable {
    /// How the calls wait for their answers.
    associatedtype Style: WaitingStyle

    /// What was asked for so far.
    var commands: CommandChain<Style> { get }
}

extension CommandOrigin {
    /// Creates a record or changes it.
    public func upsert(_ key: Key) -> WriteBuilder<Style> { write([key], .upsert, isSingle: true) }

    /// Creates records or changes them.
    public func upsert(_ keys: [Key]) -> WriteBuilder<Style> { write(keys, .upsert) }

    /// Creates a record; fails with `keyExists` when there is one.
    public func insert(_ key: Key) -> WriteBuilder<Style> { write([key], .insert, isSingle: true) }

    /// Creates records; each that exists is reported with `keyExists`.
    public func insert(_ keys: [Key]) -> WriteBuilder<Style> { write(keys, .insert) }

    /// Changes a record; fails with `keyNotFound` when there is none.
    public func update(_ key: Key) -> WriteBuilder<Style> { write([key], .update, isSingle: true) }

    /// Changes records; each that does not exist is reported with `keyNotFound`.
    public func update(_ keys: [Key]) -> WriteBuilder<Style> { write(keys, .update) }

    /// Creates a record or replaces it with all its bins.
    public func replace(_ key: Key) -> WriteBuilder<Style> { write([key], .replace, isSingle: true) }

    /// Creates records or replaces them with all their bins.
    public func replace(_ keys: [Key]) -> WriteBuilder<Style> { write(keys, .replace) }

    /// Replaces a record with all its bins; fails with `keyNotFound` when there is none.
    public func replaceIfExists(_ key: Key) -> WriteBuilder<Style> { write([key], .replaceIfExists, isSingle: true) }

    /// Replaces records with all their bins; each that does not exist is reported with `keyNotFound`.
    public func replaceIfExists(_ keys: [Key]) -> WriteBuilder<Style> { write(keys, .replaceIfExists) }

    /// Deletes a record; one that does not exist is reported with `keyNotFound`.
    public func delete(_ key: Key) -> DeleteBuilder<Style> { DeleteBuilder(command([key], isSingle: true)) }

    /// Deletes records; each that does not exist is reported with `keyNotFound`.
    public func delete(_ keys: [Key]) -> DeleteBuilder<Style> { DeleteBuilder(command(keys)) }

    /// Renews a record's life; one that does not exist is reported with `keyNotFound`.
    public func touch(_ key: Key) -> TouchBuilder<Style> { TouchBuilder(command([key], isSingle: true)) }

    /// Renews the lives of records; each that does not exist is reported with `keyNotFound`.
    public func touch(_ keys: [Key]) -> TouchBuilder<Style> { TouchBuilder(command(keys)) }

    /// Asks whether a record exists; ``RecordResult/asBool()`` tells.
    public func exists(_ key: Key) -> ExistsBuilder<Style> { ExistsBuilder(command([key], isSingle: true)) }

    /// Asks which records exist; ``RecordResult/asBool()`` of each row tells.
    public func exists(_ keys: [Key]) -> ExistsBuilder<Style> { ExistsBuilder(command(keys)) }

    /// Reads a record; when there is none, the stream is empty.
    public func query(_ key: Key) -> KeyQueryBuilder<Style> { KeyQueryBuilder(command([key], isSingle: true)) }

    /// Reads records by their keys; those that do not exist are left out.
    public func query(_ keys: [Key]) -> KeyQueryBuilder<Style> { KeyQueryBuilder(command(keys)) }

    private func write(
        _ keys: [Key],
        _ existence: WriteConditions.Existence,
        isSingle: Bool = false
    ) -> WriteBuilder<Style> {
        WriteBuilder(command(keys, isSingle: isSingle), existence)
    }

    private func command(_ keys: [Key], isSingle: Bool = false) -> KeyCommand<Style> {
        KeyCommand(commands, keys, isSingle: isSingle)
    }
}
