internal import AerospikeSDK

/// What becomes of a request before anybody looks at what it asks for.
enum SandboxAdmission {
    /// It may be carried out, as far as these permissions go.
    case admitted(SandboxPermissions)
    /// That was the answer.
    case answered(SandboxAnswer)
}

extension SandboxState {
    /// Whether users must log in.
    private var hasSecurity: Bool { configuration.edition == .enterprise && !configuration.users.isEmpty }

    /// Looks at who sends a frame, and answers it where it is about users.
    ///
    /// - Parameters:
    ///   - type: The frame's type.
    ///   - body: What follows the frame's header.
    ///   - node: The node's number.
    ///   - user: Who is logged in on the connection; a login changes it.
    ///   - certificateUser: Whom the client's certificate names.
    ///   - isEncrypted: Whether it came over TLS.
    ///   - now: The present, which decides which sessions have ended.
    mutating func admit(
        _ type: FrameType,
        _ body: Span<UInt8>,
        node: Int,
        user: inout String?,
        certificateUser: String?,
        isEncrypted: Bool,
        now: SandboxTime
    ) -> SandboxAdmission {
        guard hasSecurity else { return .admitted(.all) }
        guard type == .admin else {
            let permissions = user.flatMap { accounts.permissions(of: $0) }
            return permissions.map { .admitted($0) } ?? .answered(Self.notAuthenticated(type, body))
        }
        nodes[node].counters.logins += 1
        var reader = ByteReader(body)
        guard let request = try? AdminMessage(from: &reader) else { return .answered(.close) }
        if request.command == .login, !isEncrypted { nodes[node].counters.clearLogins += 1 }
        let answers: [AdminMessage]
        switch request.command {
        case .login: answers = [logIn(request, node: node, user: &user, certificateUser, now)]
        case .authenticate: answers = [authenticate(request, node: node, user: &user, now)]
        default: answers = administer(request, by: user)
        }
        return .answered(.bytes(answers.flatMap { $0.frame() }))
    }

    /// Servers say nothing of the command that they answer.
    static func answer(_ code: ResultCode = .ok, _ fields: [AdminMessage.Field] = []) -> AdminMessage {
        AdminMessage(.authenticate, resultCode: code, fields: fields)
    }

    private mutating func logIn(
        _ request: AdminMessage,
        node: Int,
        user: inout String?,
        _ certificateUser: String?,
        _ now: SandboxTime
    ) -> AdminMessage {
        user = nil
        let name: String
        switch identify(request, certificateUser) {
        case .success(let known): name = known
        case .failure(let refusal): return Self.answer(refusal.resultCode)
        }
        user = name
        nodes[node].counters.sessions += 1
        let lifetime = configuration.sessionLifetime
        let token = accounts.beginSession(
            of: name, on: node, until: now.advanced(by: .seconds(lifetime)), at: now)
        var seconds = ByteWriter()
        seconds.integer(lifetime)
        return Self.answer(.ok, [.init(.sessionToken, token), .init(.sessionTTL, seconds.bytes)])
    }

    /// Whose login it is, if it is a good one.
    private func identify(
        _ request: AdminMessage,
        _ certificateUser: String?
    ) -> Result<String, SandboxCommand.Refusal> {
        guard let bytes = request[.user] else {
            guard let certificateUser else { return .failure(.init(resultCode: .notAuthenticated)) }
            guard let account = accounts[certificateUser], account.user.kind == .certificate else {
                return .failure(.init(resultCode: .invalidUser))
            }
            return account.refusal.map { .failure(.init(resultCode: $0)) } ?? .success(certificateUser)
        }
        guard let name = String(validating: bytes, as: UTF8.self), let account = accounts[name] else {
            return .failure(.init(resultCode: .invalidUser))
        }
        let refusal = account.refusal(credential: request[.credential], password: request[.clearPassword])
        return refusal.map { .failure(.init(resultCode: $0)) } ?? .success(name)
    }

    private func authenticate(
        _ request: AdminMessage,
        node: Int,
        user: inout String?,
        _ now: SandboxTime
    ) -> AdminMessage {
        user = nil
        guard let token = request[.sessionToken], let name = accounts.user(of: token, on: node, at: now) else {
            return Self.answer(.expiredSession)
        }
        if let claimed = request[.user], !name.utf8.elementsEqual(claimed) { return Self.answer(.invalidUser) }
        guard let account = accounts[name] else { return Self.answer(.invalidUser) }
        if let refusal = account.refusal { return Self.answer(refusal) }
        user = name
        return Self.answer()
    }

    /// What a request of somebody who has not logged in is answered with.
    private static func notAuthenticated(_ type: FrameType, _ body: Span<UInt8>) -> SandboxAnswer {
        var writer = ByteWriter()
        guard type == .message else {
            writer.frame(.info) { $0.append(Array("\(refusal(.notAuthenticated, "not authenticated"))\n".utf8)) }
            return .bytes(writer.bytes)
        }
        var reader = ByteReader(body)
        let isOfOneRecord = (try? Message(from: &reader))?.field(.digest) != nil
        if isOfOneRecord { return .bytes(Message(MessageHeader(resultCode: .notAuthenticated)).frame()) }
        writer.end(.notAuthenticated)
        return .bytes(writer.bytes)
    }
}
