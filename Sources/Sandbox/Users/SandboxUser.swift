public import AerospikeSDK

/// Somebody who may log in to a sandbox.
///
/// ```swift
/// configuration.users = [SandboxUser("app", password: "s3cret", roles: [.readWrite])]
/// ```
public struct SandboxUser: Hashable, Sendable {
    /// How a user proves who it is.
    public enum Kind: Hashable, Sendable {
        /// By a password that the cluster knows itself.
        case native
        /// By a password of an external directory, which the sandbox plays, too.
        case external
        /// By a client certificate whose common name is the user's name.
        case certificate
    }

    /// The user's name.
    public var name: String

    /// The user's password; of no meaning for users of certificates.
    public var password: Secret

    /// How the user logs in.
    public var kind: Kind

    /// What the user may do.
    public var roles: Set<SandboxRole>

    /// Whether the user is locked: its logins are refused with result code 60.
    public var isLocked = false

    /// Whether the password has expired: logins are refused with result code 63.
    public var isPasswordExpired = false

    /// Whether the user may log in from this machine; not, its logins are refused with result code 82.
    public var isAllowlisted = true

    /// Creates a user.
    ///
    /// - Parameters:
    ///   - name: The user's name.
    ///   - password: The user's password; none unless given.
    ///   - kind: How the user logs in; by a password that the cluster knows unless given.
    ///   - roles: What the user may do; read and write records, and truncate sets, unless given.
    public init(
        _ name: String,
        password: Secret = "",
        kind: Kind = .native,
        roles: Set<SandboxRole> = [.readWrite, .truncate]
    ) {
        self.name = name
        self.password = password
        self.kind = kind
        self.roles = roles
    }

    /// What a client says to log in as this user.
    public var credentials: Credentials {
        switch kind {
        case .native: .native(user: name, password: password)
        case .external: .external(user: name, password: password)
        case .certificate: .certificate
        }
    }
}

/// A role that a user of a sandbox may have, under the name that servers give it.
public enum SandboxRole: String, CaseIterable, Hashable, Sendable {
    /// To read records.
    case read
    /// To write records, and not to read them.
    case write
    /// To read and write records.
    case readWrite = "read-write"
    /// The same, and to run scripts, which the sandbox does not have.
    case readWriteUDF = "read-write-udf"
    /// To truncate sets.
    case truncate
    /// To manage data: to truncate sets, as far as the sandbox goes.
    case dataAdmin = "data-admin"
    /// To manage the system, which includes the data.
    case sysAdmin = "sys-admin"
    /// To manage users.
    case userAdmin = "user-admin"

    /// The privilege's number in the protocol (`as_privilege_code` of the C client).
    var code: UInt8 {
        switch self {
        case .userAdmin: 0
        case .sysAdmin: 1
        case .dataAdmin: 2
        case .read: 10
        case .readWrite: 11
        case .readWriteUDF: 12
        case .write: 13
        case .truncate: 14
        }
    }

    /// Whether the privilege is limited to namespaces, or to none in particular.
    var isOfData: Bool { code >= 10 }

    var permissions: SandboxPermissions {
        switch self {
        case .read: .read
        case .write: .write
        case .readWrite, .readWriteUDF: [.read, .write]
        case .truncate, .dataAdmin, .sysAdmin: .truncate
        case .userAdmin: .manageUsers
        }
    }
}

/// What somebody may do.
struct SandboxPermissions: OptionSet, Sendable {
    let rawValue: UInt8

    static let read = SandboxPermissions(rawValue: 1 << 0)
    static let write = SandboxPermissions(rawValue: 1 << 1)
    static let truncate = SandboxPermissions(rawValue: 1 << 2)
    static let manageUsers = SandboxPermissions(rawValue: 1 << 3)
    static let all: SandboxPermissions = [.read, .write, .truncate, .manageUsers]
}
