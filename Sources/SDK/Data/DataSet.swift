/// A set of records in a namespace: where keys are made and queries begin.
///
/// ```swift
/// let users = DataSet.of("test", "users")
/// let alice = users.id("alice")
/// let several = users.ids(1, 2, 3)
/// let mixed = users.ids("alice", 7, [0xCA, 0xFE])
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
    public func id(_ key: Int) -> Key { id(.integer(Int64(key))) }

    /// The key of a record that goes by an integer of another width.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` when the number does not fit 64 bits with a sign.
    public func id(_ key: some BinaryInteger) throws(AerospikeError) -> Key {
        guard let key = Int64(exactly: key) else {
            throw AerospikeError(.invalidArgument, "an integer key is -2^63 to 2^63-1; the number is outside")
        }
        return id(.integer(key))
    }

    /// The key of a record that goes by a text.
    public func id(_ key: String) -> Key { id(.string(key)) }

    /// The key of a record that goes by bytes.
    public func id(_ key: [UInt8]) -> Key { id(.blob(key)) }

    /// The key of a record that goes by an integer, a text or bytes.
    public func id(_ key: Key.UserKey) -> Key {
        Key(namespace: namespace, setName: setName, userKey: key)
    }
}

extension DataSet {
    /// The keys of records that go by integers.
    public func ids(_ keys: Int...) -> [Key] { ids(keys) }

    /// The keys of records that go by texts.
    public func ids(_ keys: String...) -> [Key] { ids(keys) }

    /// The keys of records that go by bytes.
    public func ids(_ keys: [UInt8]...) -> [Key] { ids(keys) }

    /// The keys of records that go by integers, texts and bytes, as each is given.
    public func ids(_ keys: Key.UserKey...) -> [Key] { ids(keys) }

    /// The keys of records that go by integers.
    public func ids(_ keys: some Sequence<Int>) -> [Key] { keys.map { id($0) } }

    /// The keys of records that go by integers of another width.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` when a number does not fit 64 bits with a sign.
    public func ids<Number: BinaryInteger>(_ keys: some Sequence<Number>) throws(AerospikeError) -> [Key] {
        try keys.map { number throws(AerospikeError) in try id(number) }
    }

    /// The keys of records that go by texts.
    public func ids(_ keys: some Sequence<String>) -> [Key] { keys.map { id($0) } }

    /// The keys of records that go by bytes.
    public func ids(_ keys: some Sequence<[UInt8]>) -> [Key] { keys.map { id($0) } }

    /// The keys of records that go by integers, texts and bytes, as each is given.
    public func ids(_ keys: some Sequence<Key.UserKey>) -> [Key] { keys.map { id($0) } }
}
