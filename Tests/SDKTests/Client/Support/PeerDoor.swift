@testable import AerospikeSDK

/// The logins of a scripted peer: it gives tokens, knows them again, and keeps out who has none.
final class PeerDoor: Sendable {
    /// One thing that the peer does about a login.
    enum Step: Sendable {
        /// Lets the client in and gives it a token.
        case accept(timeToLive: UInt32? = 86_400)
        /// Lets the client in without a token.
        case acceptWithoutToken
        /// Sends these bytes, and lets nobody in.
        case send([UInt8])
        /// Answers with a result code.
        case refuse(ResultCode)
        case close
        /// Does not answer.
        case silence
    }

    fileprivate struct State {
        var logins: [Step] = []
        var authentications: [Step] = []
        var loginHabit = Step.accept()
        /// The tokens, and when each ends.
        var tokens: [[UInt8]: MonotonicTime] = [:]
        var admitted: Set<Int32> = []
        var loginCount = 0
        var authenticationCount = 0
        var strayCount = 0
    }

    private let state = Lock(State())

    /// - Parameters:
    ///   - logins: What to do about the first logins.
    ///   - authentications: What to do about the first tokens; the others are taken if they are known.
    init(logins: [Step] = [], authentications: [Step] = []) {
        state.withLock { state in
            state.logins = logins
            state.authentications = authentications
        }
    }

    var loginCount: Int { state.withLock { $0.loginCount } }
    var authenticationCount: Int { state.withLock { $0.authenticationCount } }
    /// How many requests came on connections that had not logged in.
    var strayCount: Int { state.withLock { $0.strayCount } }

    /// What is done about every login from now on.
    func setHabit(_ step: Step) { state.withLock { $0.loginHabit = step } }

    /// Has the next tokens treated in this way.
    func script(authentications: [Step]) { state.withLock { $0.authentications = authentications } }

    /// Forgets every token, as a server that restarts does.
    func forgetTokens() { state.withLock { $0.tokens = [:] } }

    /// A connection begins.
    func welcome(_ connection: Int32) { state.withLock { _ = $0.admitted.remove(connection) } }

    /// Whether a request of another kind may pass.
    func admits(_ connection: Int32) -> Bool {
        state.withLock { state in
            if !state.admitted.contains(connection) { state.strayCount += 1 }
            return state.admitted.contains(connection)
        }
    }

    /// Answers a login.
    ///
    /// - Returns: What to send, or `nil` to close the connection.
    func answer(_ frame: [UInt8], on connection: Int32) -> [UInt8]? {
        var reader = ByteReader(frame.span.extracting(droppingFirst: FrameHeader.length))
        guard let message = try? AdminMessage(from: &reader) else { return nil }
        let token = message.fields.first { $0.id == .sessionToken }?.bytes
        return state.withLock { state in
            let step = state.step(for: message.command, token)
            return state.follow(step, connection)
        }
    }
}

extension PeerDoor.State {
    fileprivate mutating func step(for command: AdminMessage.Command, _ token: [UInt8]?) -> PeerDoor.Step {
        guard command == .authenticate else {
            loginCount += 1
            return logins.isEmpty ? loginHabit : logins.removeFirst()
        }
        authenticationCount += 1
        if !authentications.isEmpty { return authentications.removeFirst() }
        let end = token.flatMap { tokens[$0] }
        return end.map { $0 > .now() } == true ? .acceptWithoutToken : .refuse(.expiredSession)
    }

    fileprivate mutating func follow(_ step: PeerDoor.Step, _ connection: Int32) -> [UInt8]? {
        switch step {
        case .accept(let timeToLive):
            admitted.insert(connection)
            let token = Array("token \(loginCount)".utf8)
            tokens[token] = timeToLive.map { MonotonicTime.now().advanced(by: .seconds($0)) } ?? .distantFuture
            return Self.answer(token, timeToLive)
        case .acceptWithoutToken:
            admitted.insert(connection)
            return AdminMessage(.authenticate).frame()
        case .send(let bytes): return bytes
        case .refuse(let code):
            // Servers without security answer whatever is asked next.
            if code == .securityNotEnabled || code == .securityNotSupported { admitted.insert(connection) }
            return AdminMessage(.authenticate, resultCode: code).frame()
        case .close: return nil
        case .silence: return []
        }
    }

    private static func answer(_ token: [UInt8], _ timeToLive: UInt32?) -> [UInt8] {
        var fields = [AdminMessage.Field(.sessionToken, token)]
        if let timeToLive {
            let bytes = (0..<4).map { UInt8(truncatingIfNeeded: timeToLive >> (24 - 8 * $0)) }
            fields.append(.init(.sessionTTL, bytes))
        }
        return AdminMessage(.authenticate, fields: fields).frame()
    }
}
