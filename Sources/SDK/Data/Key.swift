/// The address of a record: a namespace, a set, and a key of the user's choosing.
///
/// Servers know a record by its digest, a hash of the set and the key; the namespace stands beside it. Two keys are
/// equal when their namespace and digest are.
public struct Key: Sendable {
    /// What a user calls a record.
    public enum UserKey: Hashable, Sendable {
        /// An integer.
        case integer(Int64)
        /// A text.
        case string(String)
        /// Bytes.
        case blob([UInt8])
    }

    /// The namespace, at most 31 bytes of UTF-8.
    public let namespace: String

    /// The set, at most 63 bytes of UTF-8, or the empty text for no set.
    public let setName: String

    /// What the user calls the record, or `nil` when only its digest is known.
    public let userKey: UserKey?

    /// The hash under which servers keep the record.
    public let digest: Digest

    /// Creates a key from what the user calls the record.
    public init(namespace: String, setName: String, userKey: UserKey) {
        self.namespace = namespace
        self.setName = setName
        self.userKey = userKey
        self.digest = Digest(setName: setName, userKey: userKey)
    }

    /// Creates a key from a digest, as a query returns it.
    public init(namespace: String, setName: String, digest: Digest, userKey: UserKey? = nil) {
        self.namespace = namespace
        self.setName = setName
        self.userKey = userKey
        self.digest = digest
    }
}

extension Key: Hashable {
    /// Whether both address the same record.
    public static func == (one: Key, other: Key) -> Bool {
        one.digest == other.digest && one.namespace == other.namespace
    }

    /// Feeds the namespace and the digest to a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(namespace)
        hasher.combine(digest)
    }
}

extension Key: CustomStringConvertible {
    /// Where the record lies, without what the user calls it: that can be somebody's name.
    public var description: String { "\(namespace)/\(setName)/\(digest)" }
}

extension Key.UserKey: ExpressibleByIntegerLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral {
    /// Makes an integer.
    public init(integerLiteral value: Int64) { self = .integer(value) }

    /// Makes a text.
    public init(stringLiteral value: String) { self = .string(value) }

    /// Makes bytes.
    public init(arrayLiteral elements: UInt8...) { self = .blob(elements) }
}
