internal import AerospikeSDK

/// The users of a cluster as its nodes know them, and the sessions of those who have logged in.
struct SandboxAccounts: Sendable {
    struct Account: Sendable {
        var user: SandboxUser
        /// The hash of the password, which is all that a login brings.
        var credential: SecretBytes
    }

    private struct Session: Sendable {
        let user: String
        let end: SandboxTime
    }

    private(set) var accounts: [String: Account] = [:]
    /// The sessions of each node, by their tokens: a node does not know those of another.
    private var sessions: [Int: [[UInt8]: Session]] = [:]

    init() {}

    /// Hashes the passwords, which takes a while for each.
    init(_ users: [SandboxUser]) throws(AerospikeError) {
        for user in users { accounts[user.name] = try Account(user) }
    }

    subscript(name: String) -> Account? {
        get { accounts[name] }
        set { accounts[name] = newValue }
    }

    /// What a user may do; `nil` for one that is not there any more.
    func permissions(of name: String) -> SandboxPermissions? {
        guard let account = accounts[name] else { return nil }
        return account.user.roles.reduce(into: []) { $0.formUnion($1.permissions) }
    }

    // MARK: Sessions

    /// Begins a session on a node.
    ///
    /// - Returns: Its token.
    mutating func beginSession(of user: String, on node: Int, until end: SandboxTime, at now: SandboxTime) -> [UInt8] {
        var open = sessions[node, default: [:]].filter { now < $0.value.end }
        if open.count >= SandboxLimits.sessionsPerNode, let oldest = open.min(by: { $0.value.end < $1.value.end }) {
            open[oldest.key] = nil
        }
        let token = (0..<4).flatMap { _ in Array(String(UInt64.random(in: 0...UInt64.max), radix: 36).utf8) }
        open[token] = Session(user: user, end: end)
        sessions[node] = open
        return token
    }

    /// Whose session a token is of, as long as that lasts.
    func user(of token: [UInt8], on node: Int, at now: SandboxTime) -> String? {
        guard let session = sessions[node]?[token], now < session.end else { return nil }
        return session.user
    }

    /// Forgets the sessions of a node, as one that restarts does.
    mutating func endSessions(on node: Int) { sessions[node] = nil }
}

extension SandboxAccounts.Account {
    init(_ user: SandboxUser) throws(AerospikeError) {
        self.user = user
        credential = user.kind == .certificate ? SecretBytes([]) : try PasswordHash.compute(user.password)
    }

    /// Why a login fails that brings these; `nil` when it succeeds.
    ///
    /// - Parameters:
    ///   - credential: The hash of the password.
    ///   - password: The password itself, which comes for users of a directory.
    func refusal(credential: [UInt8]?, password: [UInt8]?) -> ResultCode? {
        if user.kind == .certificate { return .forbiddenPassword }
        let isKnown =
            switch user.kind {
            case .external: SecretBytes(Array(user.password.reveal().utf8)).isSame(as: password)
            case .native, .certificate: self.credential.isSame(as: credential)
            }
        return isKnown ? refusal : .invalidCredential
    }

    /// Why the user may not log in, however it proves who it is.
    var refusal: ResultCode? {
        if user.isLocked { return .invalidUser }
        if user.isPasswordExpired { return .expiredPassword }
        return user.isAllowlisted ? nil : .notAllowlisted
    }
}

extension SecretBytes {
    /// Whether both are the same, found out in a time that tells nothing of where they differ.
    fileprivate func isSame(as other: [UInt8]?) -> Bool {
        let own = reveal()
        guard let other, own.count == other.count else { return false }
        return zip(own, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
