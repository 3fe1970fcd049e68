internal import AerospikeSDK

extension SandboxCluster {
    /// Adds a user, or changes one of the same name; those who are logged in stay so, with what they may do from now on.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` when the cluster began without users, or the user cannot be.
    public func setUser(_ user: SandboxUser) async throws {
        guard !configuration.users.isEmpty else {
            throw AerospikeError(.invalidArgument, "the sandbox began without users, and so without logins")
        }
        try user.validate()
        try await perform { server throws(AerospikeError) in
            server.state.accounts[user.name] = try SandboxAccounts.Account(user)
        }
    }

    /// Removes a user; what it still asks for on its connections is refused with result code 80.
    public func removeUser(_ name: String) async throws {
        try await perform { server throws(AerospikeError) in server.state.accounts[name] = nil }
    }

    /// Ends the sessions of a node: their tokens are refused with result code 66, open connections live on.
    public func endSessions(on node: String) async throws {
        try await perform(on: node) { server, node throws(AerospikeError) in
            server.state.accounts.endSessions(on: node)
        }
    }
}

extension [SandboxUser] {
    /// Refuses users that nobody could log in as.
    func validate() throws(AerospikeError) {
        for user in self { try user.validate() }
        guard Set(map(\.name)).count == count else {
            throw AerospikeError(.invalidArgument, "two users of the sandbox have the same name")
        }
        guard count <= SandboxLimits.users else {
            throw AerospikeError(
                .invalidArgument, "a sandbox has at most \(SandboxLimits.users) users, not \(count)")
        }
    }
}

extension SandboxUser {
    fileprivate func validate() throws(AerospikeError) {
        guard 1...LoginLimits.userLength ~= name.utf8.count else {
            throw AerospikeError(
                .invalidArgument, "a user's name has 1 to \(LoginLimits.userLength) bytes, not \(name.utf8.count)")
        }
        try PasswordHash.check(password)
    }
}
