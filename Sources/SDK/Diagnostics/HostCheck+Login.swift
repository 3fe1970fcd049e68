extension HostCheck {
    /// A further connection, which logs in; the first one shows how far a client gets without.
    func logIn(
        _ first: ControlConnection,
        at published: Host,
        _ report: (CheckStep) -> Void
    ) async -> ControlConnection? {
        guard let login = logins?.at(Destination(first.address, first.tls)) else { return first }
        return await step(.login, published, report) { () async throws(AerospikeError) in
            let connection = try await open(like: first, login)
            let gains = login.remark == nil ? [session(of: login), await roles(like: first, login)] : []
            let detail = [definition.credentials?.summary] + gains
            return (connection, detail.compactMap(\.self).joined(separator: "; "))
        } orWarn: {
            login.remark
        }
    }

    private func open(
        like first: ControlConnection,
        _ login: NodeLogin
    ) async throws(AerospikeError) -> ControlConnection {
        try await .open(to: first.address, as: first.tls, login: login, on: loop, until: deadline)
    }

    /// How long the session lasts that the login has begun.
    private func session(of login: NodeLogin) -> String? {
        login.sessionEnd.map { end in
            end == .distantFuture
                ? "session without an end" : "session for \(MonotonicTime.now().duration(until: end).inHours)"
        }
    }

    /// What the user may do, where the server tells; servers may keep it to administrators.
    private func roles(like first: ControlConnection, _ login: NodeLogin) async -> String? {
        guard asksForRoles, let user = login.identity.user, let connection = try? await open(like: first, login),
            let row = try? await connection.ask(.roles(of: user), until: deadline), row.resultCode == .ok,
            let roles = row.roleNames
        else { return nil }
        return roles.isEmpty ? "no roles" : "\(roles.count == 1 ? "role" : "roles") \(few(roles, limit: 5))"
    }
}

extension AdminMessage {
    /// The question what roles a user has.
    fileprivate static func roles(of user: String) -> AdminMessage {
        AdminMessage(.queryUsers, fields: [.init(.user, Array(user.utf8))])
    }

    /// The names of roles, each with a byte of length before it and a byte of their number before all; `nil` when there
    /// are none, or they cannot be read.
    ///
    /// Source: `as_admin.c` of the C client.
    var roleNames: [String]? {
        guard let bytes = self[.roles] else { return nil }
        var reader = ByteReader(bytes.span)
        guard let count = try? reader.uint8() else { return nil }
        var names: [String] = []
        for _ in 0..<count {
            guard let length = try? reader.uint8(), let name = try? reader.array(Int(length)) else { return nil }
            names.append(printable(name))
        }
        return names
    }
}

extension Credentials {
    /// Who logs in, and how; no secret is part of it.
    fileprivate var summary: String {
        switch self {
        case .native(let user, _): "user '\(user)', native"
        case .external(let user, _): "user '\(user)', external"
        case .externalInsecure(let user, _): "user '\(user)', external, in clear"
        case .certificate: "the user of the client's certificate"
        }
    }
}
