internal import AerospikeSDK

extension SandboxState {
    /// Carries out a request about users.
    ///
    /// - Parameter administrator: Who is logged in on the connection.
    mutating func administer(_ request: AdminMessage, by administrator: String?) -> [AdminMessage] {
        guard let administrator, let permissions = accounts.permissions(of: administrator) else {
            return [Self.answer(.notAuthenticated)]
        }
        switch request.command {
        case .changePassword: return [changePassword(request, of: administrator)]
        case .queryUsers where request[.user].map({ administrator.utf8.elementsEqual($0) }) == true:
            return queryUsers(request)
        default: break
        }
        guard permissions.contains(.manageUsers) else { return [Self.answer(.roleViolation)] }
        switch request.command {
        case .createUser: return [createUser(request)]
        case .dropUser, .setPassword, .grantRoles, .revokeRoles: return [changeUser(request)]
        case .queryUsers: return queryUsers(request)
        case .queryRoles: return queryRoles(request)
        default: return [Self.answer(.invalidCommand)]
        }
    }

    private mutating func createUser(_ request: AdminMessage) -> AdminMessage {
        guard let name = request.name, !name.isEmpty, name.utf8.count <= LoginLimits.userLength else {
            return Self.answer(.invalidUser)
        }
        guard accounts[name] == nil else { return Self.answer(.userExists) }
        guard let roles = request.roles else { return Self.answer(.invalidRole) }
        guard let hash = request[.password], hash.count == PasswordHash.length,
            accounts.accounts.count < SandboxLimits.users
        else { return Self.answer(.invalidPassword) }
        accounts[name] = SandboxAccounts.Account(
            user: SandboxUser(name, roles: Set(roles)), credential: SecretBytes(hash))
        return Self.answer()
    }

    private mutating func changeUser(_ request: AdminMessage) -> AdminMessage {
        guard let name = request.name, var account = accounts[name] else { return Self.answer(.invalidUser) }
        switch request.command {
        case .dropUser:
            accounts[name] = nil
            return Self.answer()
        case .setPassword:
            guard account.user.kind == .native else { return Self.answer(.forbiddenPassword) }
            guard let hash = request[.password], hash.count == PasswordHash.length else {
                return Self.answer(.invalidPassword)
            }
            account.credential = SecretBytes(hash)
            account.user.isPasswordExpired = false
        default:
            guard let roles = request.roles else { return Self.answer(.invalidRole) }
            if request.command == .grantRoles {
                account.user.roles.formUnion(roles)
            } else {
                account.user.roles.subtract(roles)
            }
        }
        accounts[name] = account
        return Self.answer()
    }

    private mutating func changePassword(_ request: AdminMessage, of user: String) -> AdminMessage {
        guard request.name == user, var account = accounts[user] else { return Self.answer(.invalidUser) }
        if let refusal = account.refusal(credential: request[.oldPassword], password: nil) {
            return Self.answer(refusal)
        }
        guard let hash = request[.password], hash.count == PasswordHash.length else {
            return Self.answer(.invalidPassword)
        }
        account.credential = SecretBytes(hash)
        accounts[user] = account
        return Self.answer()
    }

    // MARK: Queries

    private func queryUsers(_ request: AdminMessage) -> [AdminMessage] {
        var asked = accounts.accounts.keys.sorted()
        if let bytes = request[.user] {
            asked = asked.filter { $0.utf8.elementsEqual(bytes) }
            if asked.isEmpty { return [Self.answer(.invalidUser)] }
        }
        let rows = asked.map { name in
            let roles = (accounts[name]?.user.roles ?? []).map(\.rawValue).sorted()
            return Self.answer(.ok, [.init(.user, Array(name.utf8)), .init(.roles, Self.list(of: roles))])
        }
        return rows + [Self.answer(.queryEnd)]
    }

    private func queryRoles(_ request: AdminMessage) -> [AdminMessage] {
        var asked = SandboxRole.allCases
        if let bytes = request[.role] {
            asked = asked.filter { $0.rawValue.utf8.elementsEqual(bytes) }
            if asked.isEmpty { return [Self.answer(.invalidRole)] }
        }
        let rows = asked.map { role in
            // One privilege, of the role's own number, which for data is of no particular namespace and set.
            let privileges = [1, role.code] + (role.isOfData ? [0, 0] : [])
            return Self.answer(.ok, [.init(.role, Array(role.rawValue.utf8)), .init(.privileges, privileges)])
        }
        return rows + [Self.answer(.queryEnd)]
    }

    /// Texts with a byte of length before each, and one of their number before all.
    private static func list(of names: [String]) -> [UInt8] {
        names.reduce(into: [UInt8(clamping: names.count)]) { bytes, name in
            bytes.append(UInt8(clamping: name.utf8.count))
            bytes += Array(name.utf8.prefix(Int(UInt8.max)))
        }
    }
}

extension AdminMessage {
    /// The user whom the request is about.
    fileprivate var name: String? { self[.user].flatMap { String(validating: $0, as: UTF8.self) } }

    /// The roles that the request names; `nil` when one of them is not known.
    fileprivate var roles: [SandboxRole]? {
        guard let bytes = self[.roles] else { return [] }
        var reader = ByteReader(bytes.span)
        guard let count = try? reader.uint8() else { return nil }
        var roles: [SandboxRole] = []
        for _ in 0..<count {
            guard let length = try? reader.uint8(), let name = try? reader.array(Int(length)),
                let role = SandboxRole(rawValue: String(decoding: name, as: UTF8.self))
            else { return nil }
            roles.append(role)
        }
        return roles
    }
}

extension AdminMessage.Command {
    // Source: `as_admin.c` of the C client, as for the fields.
    fileprivate static let createUser = Self(rawValue: 1)
    fileprivate static let dropUser = Self(rawValue: 2)
    fileprivate static let setPassword = Self(rawValue: 3)
    fileprivate static let changePassword = Self(rawValue: 4)
    fileprivate static let grantRoles = Self(rawValue: 5)
    fileprivate static let revokeRoles = Self(rawValue: 6)
    fileprivate static let queryRoles = Self(rawValue: 16)
}

extension AdminMessage.FieldID {
    fileprivate static let password = Self(rawValue: 1)
    fileprivate static let oldPassword = Self(rawValue: 2)
    fileprivate static let role = Self(rawValue: 11)
    fileprivate static let privileges = Self(rawValue: 12)
}
