/// One step of a live check: what was looked at, how it went, and what to do about it.
public struct CheckStep: Hashable, Sendable {
    /// The kinds of steps; their raw values are stable and meant for programs too.
    public struct Name: RawRepresentable, Hashable, Sendable {
        /// The word that stands for the step.
        public let rawValue: String

        /// Makes a kind of step; callers with checks of their own may add theirs.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The definition makes sense; told only when it does not.
        public static let settings = Name(rawValue: "settings")
        /// A seed's name has an address; left out for seeds given by address.
        public static let name = Name(rawValue: "name")
        /// A seed takes a connection.
        public static let connect = Name(rawValue: "connect")
        /// A seed proves its name and agrees on how to encrypt; told where the definition asks for TLS.
        public static let tls = Name(rawValue: "tls")
        /// A seed takes the login; told where the definition asks for one.
        public static let login = Name(rawValue: "login")
        /// A seed is a node that is ready.
        public static let node = Name(rawValue: "node")
        /// A seed can be worked with in clear; told where the definition wants TLS for logins only.
        public static let clear = Name(rawValue: "clear")
        /// The seeds belong to the cluster that is meant.
        public static let cluster = Name(rawValue: "cluster")
        /// A node that the cluster names can be reached where it says.
        public static let peer = Name(rawValue: "peer")
        /// Every partition of a namespace has a master.
        public static let partitions = Name(rawValue: "partitions")
        /// The preferred racks exist; told where the definition prefers some.
        public static let racks = Name(rawValue: "racks")
        /// The masters of a namespace answer reads.
        public static let read = Name(rawValue: "read")
    }

    /// How a step went.
    public enum Status: String, Hashable, Sendable {
        /// All is well.
        case passed
        /// Something is wrong that does not keep a client from its work, such as one seed of several.
        case warning
        /// Something is wrong that does.
        case failed
        /// The step was left out, because of an earlier one or of the definition.
        case skipped
    }

    /// The kind of step.
    public var name: Name

    /// What was looked at: a host, a node, a cluster or a namespace.
    public var target: String

    /// How it went.
    public var status: Status

    /// What was found, in a few words.
    public var detail: String

    /// How long it took, or `nil` for a conclusion drawn from earlier steps.
    public var duration: Duration?

    /// What went wrong, when something did.
    public var error: AerospikeError?

    /// What to do about it.
    public var advice: String?

    /// Creates a step.
    public init(
        _ name: Name,
        _ target: String,
        _ status: Status = .passed,
        detail: String = "",
        duration: Duration? = nil,
        error: AerospikeError? = nil,
        advice: String? = nil
    ) {
        self.name = name
        self.target = target
        self.status = status
        self.detail = detail
        self.duration = duration
        self.error = error
        self.advice = advice
    }
}
