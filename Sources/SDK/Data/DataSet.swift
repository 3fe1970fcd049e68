/// A set of records in a namespace: where keys are made and queries begin.
///
/// ```swift
/// let users = DataSet.of("test", "users")
/// let alice = users.id("alice")
/// ```
public struct DataSet: Hashable, Sendable {
    /// The namespace that holds the records.
    public let namespace: String

    /// The set's name, or the empty text for records without a set; a query of it reads the whole namespace.
    public let setName: String

    /// Names a data set.
    public static func of(_ namespace: String, _ setName: String = "") -> DataSet {
        DataSet(namespace: namespace, setName: setName)
    }

    /// The key of a record that goes by an integer.
    public func id(_ key: Int) -> Key { self.key(.integer(Int64(key))) }

    /// The key of a record that goes by a text.
    public func id(_ key: String) -> Key { self.key(.string(key)) }

    /// The key of a record that goes by bytes.
    public func id(_ key: [UInt8]) -> Key { self.key(.blob(key)) }

    /// The keys of records that go by integers.
    public func ids(_ keys: Int...) -> [Key] { ids(keys) }

    /// The keys of records that go by texts.
    public func ids(_ keys: String...) -> [Key] { ids(keys) }

    /// The keys of records that go by integers.
    public func ids(_ keys: some Sequence<Int>) -> [Key] { keys.map { id($0) } }

    /// The keys of records that go by texts.
    public func ids(_ keys: some Sequence<String>) -> [Key] { keys.map { id($0) } }

    /// The key of a record of which only the digest is known.
    public func id(digest: Digest) -> Key {
        Key(namespace: namespace, setName: setName, digest: digest)
    }

    private func key(_ userKey: Key.UserKey) -> Key {
        Key(namespace: namespace, setName: setName, userKey: userKey)
    }
}
