import AerospikeSDK
import Testing

@testable import AerospikeSandbox

/// What nodes with users answer, as frames in and frames out.
@Suite("Users of a sandbox")
final class UserTests {
    private static let users: [SandboxUser] = [
        SandboxUser("app", password: "s3cret"),
        SandboxUser("reader", password: "r", roles: [.read]),
        SandboxUser("writer", password: "w", roles: [.write]),
        SandboxUser("admin", password: "a", roles: [.userAdmin]),
        SandboxUser("ldap", password: "l", kind: .external),
        SandboxUser("pki", kind: .certificate),
        SandboxUser("gone", password: "g").with { $0.isLocked = true },
        SandboxUser("late", password: "l").with { $0.isPasswordExpired = true },
        SandboxUser("far", password: "f").with { $0.isAllowlisted = false },
    ]

    /// Hashed once: each takes a while.
    private static let accounts = Result { try SandboxAccounts(users) }

    private var state: SandboxState
    private var user: String?

    init() throws {
        var configuration = SandboxConfiguration(nodeCount: 2)
        configuration.users = Self.users
        configuration.sessionLifetime = 100
        state = SandboxState(configuration, ports: [3000, 3100])
        state.accounts = try Self.accounts.get()
    }

    // MARK: Asking

    private func admission(
        _ frame: [UInt8], certificate: String? = nil, node: Int = 0, after: Duration = .zero
    ) throws -> SandboxAdmission {
        var reader = ByteReader(frame.span)
        let header = try FrameHeader(from: &reader)
        return state.admit(
            header.type, frame.span.extracting(droppingFirst: FrameHeader.length), node: node, user: &user,
            certificateUser: certificate, isEncrypted: false, now: SandboxTime.testing.advanced(by: after))
    }

    private func ask(
        _ request: AdminMessage, certificate: String? = nil, node: Int = 0, after: Duration = .zero
    ) throws -> [AdminMessage] {
        let admission = try admission(request.frame(), certificate: certificate, node: node, after: after)
        guard case .answered(.bytes(let bytes)) = admission else { throw Unanswered() }
        var assembler = FrameAssembler()
        _ = unsafe assembler.fill { free in
            for (index, byte) in bytes.enumerated() { unsafe free[index] = byte }
            return bytes.count
        }
        var answers: [AdminMessage] = []
        while let frame = try assembler.next() {
            answers.append(
                try assembler.withBytes(of: frame) { body throws(WireError) in
                    var reader = ByteReader(body)
                    return try AdminMessage(from: &reader)
                })
        }
        return answers
    }

    @discardableResult
    private func logIn(
        _ name: String, _ password: Secret, clear: Bool = false, node: Int = 0
    ) throws -> AdminMessage {
        var fields: [AdminMessage.Field] = [
            .init(.user, Array(name.utf8)), .init(.credential, try PasswordHash.compute(password).reveal()),
        ]
        if clear { fields.append(.init(.clearPassword, Array(password.reveal().utf8))) }
        return try #require(try ask(AdminMessage(.login, fields: fields), node: node).first)
    }

    private func join(
        _ name: String, _ token: [UInt8], node: Int = 0, after: Duration = .zero
    ) throws -> ResultCode? {
        let fields: [AdminMessage.Field] = [.init(.user, Array(name.utf8)), .init(.sessionToken, token)]
        return try ask(AdminMessage(.authenticate, fields: fields), node: node, after: after).first?.resultCode
    }

    // MARK: Logins

    @Test("A login brings a token, with which others join until it ends")
    func session() throws {
        let answer = try logIn("app", "s3cret")
        #expect(answer.resultCode == .ok)
        #expect(user == "app")
        #expect(answer[.sessionTTL] == [0, 0, 0, 100])
        let token = try #require(answer[.sessionToken])
        user = nil
        #expect(try join("app", token) == .ok)
        #expect(user == "app")
        #expect(try join("app", token, after: .seconds(99)) == .ok)
        #expect(try join("app", token, after: .seconds(100)) == .expiredSession)
        #expect(user == nil)
    }

    @Test("A token is of one node and one user, and is forgotten in a restart")
    func tokens() throws {
        let token = try #require(try logIn("app", "s3cret")[.sessionToken])
        #expect(try join("app", token, node: 1) == .expiredSession)
        #expect(try join("reader", token) == .invalidUser)
        #expect(try join("app", token + [0]) == .expiredSession)
        state.accounts.endSessions(on: 1)
        #expect(try join("app", token) == .ok)
        state.accounts.endSessions(on: 0)
        #expect(try join("app", token) == .expiredSession)
    }

    @Test(
        "Logins are refused each for its own reason",
        arguments: [
            ("app", "wrong", 65), ("app", "", 65), ("nobody", "s3cret", 60), ("gone", "g", 60), ("gone", "x", 65),
            ("late", "l", 63), ("far", "f", 82), ("pki", "", 64), ("ldap", "l", 65),
        ] as [(String, Secret, UInt8)])
    func refusals(name: String, password: Secret, code: UInt8) throws {
        let answer = try logIn(name, password)
        #expect(answer.resultCode.rawValue == code)
        #expect(answer.fields == [])
        #expect(user == nil)
    }

    @Test("Users of a directory bring their password, users of certificates their certificate")
    func otherWays() throws {
        #expect(try logIn("ldap", "l", clear: true).resultCode == .ok)
        #expect(try logIn("ldap", "x", clear: true).resultCode == .invalidCredential)
        let login = AdminMessage(.login)
        #expect(try ask(login).first?.resultCode == .notAuthenticated)
        #expect(try ask(login, certificate: "app").first?.resultCode == .invalidUser)
        #expect(try ask(login, certificate: "pki").first?.resultCode == .ok)
        #expect(user == "pki")
    }

    // MARK: Before the login, and after it

    @Test("Whoever has not logged in is refused everything")
    func strangers() throws {
        guard case .answered(.bytes(let info)) = try admission(InfoMessage.request(["node"])) else {
            throw Unanswered()
        }
        #expect(String(decoding: info.dropFirst(FrameHeader.length), as: UTF8.self) == "ERROR:80:not authenticated\n")
        for message in [Commands.get(), Message(MessageHeader(info1: [.read, .batch])).frame()] {
            guard case .answered(.bytes(let answer)) = try admission(message) else { throw Unanswered() }
            var reader = ByteReader(answer.span.extracting(droppingFirst: FrameHeader.length))
            #expect(try Message(from: &reader).header.resultCode == .notAuthenticated)
        }
        try logIn("app", "s3cret")
        guard case .admitted([.read, .write, .truncate]) = try admission(Commands.get()) else { throw Unanswered() }
        state.accounts["app"] = nil
        guard case .answered = try admission(Commands.get()) else { throw Unanswered() }
    }

    @Test("Roles decide what may be done")
    func roles() throws {
        func run(_ frame: [UInt8], _ permissions: SandboxPermissions) throws -> ResultCode? {
            var agent: String?
            let body = frame.span.extracting(droppingFirst: FrameHeader.length)
            let answer = state.answer(
                .message, body, node: 0, userAgent: &agent, permissions: permissions, now: .testing)
            guard case .bytes(let bytes) = answer else { throw Unanswered() }
            return try messages(in: bytes).first?.header.resultCode
        }
        #expect(try run(Commands.put(1), .read) == .roleViolation)
        #expect(try run(Commands.put(1), .write) == .ok)
        #expect(try run(Commands.get(), .write) == .roleViolation)
        #expect(try run(Commands.get(), .read) == .ok)
        #expect(try run(Commands.get(), SandboxRole.userAdmin.permissions) == .roleViolation)
    }

    @Test("To truncate takes a role of its own", arguments: [SandboxPermissions.read, [.read, .write], .manageUsers])
    func truncation(permissions: SandboxPermissions) {
        var agent: String?
        for (permissions, isAllowed) in [(permissions, false), (SandboxRole.dataAdmin.permissions, true)] {
            let answer = state.answers(
                to: ["truncate:namespace=test;set=a", "node"], node: 0, userAgent: &agent, permissions: permissions,
                now: .testing
            ).map(\.value)
            #expect(answer.last == "A1")
            #expect((answer.first == "ok") == isAllowed)
            #expect((answer.first?.hasPrefix("ERROR:81:") == true) != isAllowed)
        }
    }

    // MARK: Administration

    @Test("An administrator creates, changes and drops users, and others may not")
    func administration() throws {
        func request(_ command: UInt8, _ fields: [UInt8: [UInt8]]) -> AdminMessage {
            AdminMessage(
                AdminMessage.Command(rawValue: command),
                fields: fields.sorted { $0.key < $1.key }.map { .init(.init(rawValue: $0.key), $0.value) })
        }
        let hash = try PasswordHash.compute("n").reveal()
        let create = request(1, [0: Array("new".utf8), 1: hash, 10: [1, 4] + Array("read".utf8)])
        #expect(try ask(create).map(\.resultCode) == [.notAuthenticated])
        try logIn("app", "s3cret")
        #expect(try ask(create).map(\.resultCode) == [.roleViolation])
        try logIn("admin", "a")
        #expect(try ask(request(1, [0: [97], 1: hash, 10: [1, 1, 120]])).map(\.resultCode) == [.invalidRole])
        #expect(try ask(create).map(\.resultCode) == [.ok])
        #expect(try ask(create).map(\.resultCode) == [.userExists])
        #expect(
            try ask(request(5, [0: Array("new".utf8), 10: [1, 5] + Array("write".utf8)])).map(\.resultCode) == [.ok])
        let found = try ask(request(9, [0: Array("new".utf8)]))
        #expect(found.map(\.resultCode) == [.ok, .queryEnd])
        #expect(found[0][.init(rawValue: 10)] == [2, 4] + Array("read".utf8) + [5] + Array("write".utf8))
        #expect(try ask(request(9, [:])).count == Self.users.count + 2)
        #expect(try ask(request(16, [:])).count == SandboxRole.allCases.count + 1)
        #expect(try logIn("new", "n").resultCode == .ok)
        let other = try PasswordHash.compute("o").reveal()
        #expect(
            try ask(request(4, [0: Array("new".utf8), 1: other, 2: other])).map(\.resultCode) == [.invalidCredential])
        #expect(try ask(request(4, [0: Array("new".utf8), 1: other, 2: hash])).map(\.resultCode) == [.ok])
        #expect(try logIn("new", "o").resultCode == .ok)
        try logIn("admin", "a")
        #expect(try ask(request(2, [0: Array("new".utf8)])).map(\.resultCode) == [.ok])
        #expect(try ask(request(2, [0: Array("new".utf8)])).map(\.resultCode) == [.invalidUser])
        #expect(try ask(request(99, [:])).map(\.resultCode) == [.invalidCommand])
    }

    // MARK: Without users

    @Test("Without users, a node says that it has no security, or that it is switched off")
    func withoutUsers() throws {
        for (edition, code) in [(SandboxEdition.community, 51), (.enterprise, 52)] as [(SandboxEdition, UInt8)] {
            var configuration = SandboxConfiguration()
            configuration.edition = edition
            var state = SandboxState(configuration, ports: [3000])
            var (user, agent) = (String?.none, String?.none)
            let frame = AdminMessage(.login).frame()
            let body = frame.span.extracting(droppingFirst: FrameHeader.length)
            guard
                case .admitted(.all) = state.admit(
                    .admin, body, node: 0, user: &user, certificateUser: nil, isEncrypted: false, now: .testing),
                case .bytes(let answer) = state.answer(.admin, body, node: 0, userAgent: &agent, now: .testing)
            else { throw Unanswered() }
            #expect(answer[FrameHeader.length + 1] == code)
        }
    }

    @Test("No secret of a user shows")
    func secrecy() throws {
        var dumped = ""
        dump(state, to: &dumped)
        #expect(!dumped.contains("s3cret"))
        #expect(!dumped.contains("$2a$10$"))
    }
}

private struct Unanswered: Error {}

extension SandboxUser {
    fileprivate func with(_ change: (inout SandboxUser) -> Void) -> SandboxUser {
        var user = self
        change(&user)
        return user
    }
}
