/// Which edition of the server a sandbox plays.
public enum SandboxEdition: String, Hashable, Sendable {
    /// The one without TLS, logins, racks and durable deletes: what asks for these is refused with `enterprise only`.
    case community = "Community"
    /// The one with all of them.
    case enterprise = "Enterprise"

    /// How the server names itself.
    var title: String { "Aerospike \(rawValue) Edition" }
}
