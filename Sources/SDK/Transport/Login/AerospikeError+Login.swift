extension AerospikeError {
    /// A login that a server refused: what its result code means for these credentials, and what to do about it.
    ///
    /// Source of the codes: `as_status.h` of the C client.
    init(loginOf identity: LoginIdentity, refusedWith code: ResultCode) {
        let refusal = Refusal(code, identity)
        self.init(.loginRefused, refusal.message, resultCode: code, advice: refusal.advice)
    }
}

extension AerospikeError {
    /// The refused login that stands for the failures of all seeds; `nil` when none of them refused one.
    init?(refusedLoginAmong failures: [AerospikeError]) {
        guard let refusal = failures.lazy.compactMap(\.refusedLogin).first else { return nil }
        self = refusal
        if failures.count > 1 { causes = failures }
    }

    /// The refused login behind this failure, if that is what it was.
    private var refusedLogin: AerospikeError? {
        code == .loginRefused ? self : causes.lazy.compactMap(\.refusedLogin).first
    }
}

/// A refused login in words.
private struct Refusal {
    let message: String
    let advice: String?

    private init(_ message: String, _ advice: String? = nil) {
        self.message = message
        self.advice = advice
    }

    init(_ code: ResultCode, _ identity: LoginIdentity) {
        self = Self.ofServer(code) ?? Self.ofClient(code, identity) ?? Refusal("\(identity) was refused by the server")
    }

    /// What lies with the server, whoever logs in.
    private static func ofServer(_ code: ResultCode) -> Refusal? {
        switch code {
        case .securityNotSupported:
            Refusal(
                "the server has no security: it is used without a login, as whoever reaches it may do",
                "\(withoutLogin), or use a server with security")
        case .securityNotEnabled:
            Refusal(
                "the server's security is switched off: it is used without a login, as whoever reaches it may do",
                "\(withoutLogin), or switch security on in the server's configuration")
        case .securitySchemeNotSupported:
            Refusal("the server does not know this way to log in", "choose another mode in auth:")
        default: nil
        }
    }

    /// What lies with the user, the password or the address.
    private static func ofClient(_ code: ResultCode, _ identity: LoginIdentity) -> Refusal? {
        switch code {
        case .invalidUser: unknownUser(identity)
        case .invalidPassword:
            Refusal(
                "the server does not allow the password of \(identity.subject)",
                "have an administrator set another password")
        case .expiredPassword:
            Refusal(
                "the password of \(identity.subject) has expired", "have an administrator set a new password")
        case .forbiddenPassword:
            Refusal(
                "\(identity.subject) may not log in by password, only by certificate",
                "choose the mode certificate in auth:, and a client certificate in tls:")
        case .invalidCredential: wrongCredential(identity)
        case .expiredSession:
            Refusal(
                "\(identity) was refused, because its session has expired already",
                "compare the clocks of the cluster's nodes")
        case .notAuthenticated: notAuthenticated(identity)
        case .roleViolation:
            Refusal(
                "\(identity.subject) has no role that allows it to log in", "have an administrator grant it a role")
        case .notAllowlisted:
            Refusal(
                "\(identity.subject) may not log in from this client's address",
                "have an administrator add the address to the allowlist (whitelist) of the user's role")
        default: nil
        }
    }

    private static func unknownUser(_ identity: LoginIdentity) -> Refusal {
        switch identity {
        case .native:
            Refusal(
                "the server does not know \(identity.subject), or has locked it",
                "check the name; users of an external directory need the mode external in auth:")
        case .external:
            Refusal(
                "the server and its directory do not know \(identity.subject)",
                "check the name; users of the cluster's own need the mode native in auth:")
        case .certificate:
            Refusal(
                "the server knows no user of the name in the client's certificate, or has locked it",
                "have an administrator create a user of the common name (CN) of the certificate's subject")
        }
    }

    private static func wrongCredential(_ identity: LoginIdentity) -> Refusal {
        switch identity {
        case .native:
            Refusal(
                "the password of \(identity.subject) is wrong",
                "check the password; users of an external directory need the mode external in auth:")
        case .external:
            Refusal("the password of \(identity.subject) is wrong", "check the password with the external directory")
        case .certificate:
            Refusal(
                "the server does not take the client's certificate as a login",
                "check that the server asks for client certificates (tls-authenticate-client), and the mode in auth:")
        }
    }

    private static func notAuthenticated(_ identity: LoginIdentity) -> Refusal {
        switch identity {
        case .native, .external:
            Refusal("\(identity) came to nothing", "check the user, and the mode in auth:")
        case .certificate:
            Refusal(
                "the server saw no client certificate to log in with",
                "check that the server asks for client certificates (tls-authenticate-client)")
        }
    }

    private static let withoutLogin = "remove auth: (in code, the credentials)"
}

extension LoginIdentity {
    /// Whose password or role it is.
    fileprivate var subject: String { user.map { "the user '\($0)'" } ?? "the certificate's user" }
}

extension LoginIdentity: CustomStringConvertible {
    /// What is being tried, without any secret, such as `the login of the user 'app'`.
    package var description: String { "the login of \(subject)" }
}
