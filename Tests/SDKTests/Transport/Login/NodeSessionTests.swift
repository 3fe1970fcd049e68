import Testing

@testable import AerospikeSDK

/// Whose turn it is to log in, as what is asked and what is given.
///
/// The waiters are numbers.
@Suite("The session that the connections to a node share")
final class NodeSessionTests {
    private static let now = MonotonicTime.seconds(1000)
    private static let token = SessionToken(SecretBytes([1]), timeToLive: 600, at: now)
    private static let other = SessionToken(SecretBytes([2]), timeToLive: 600, at: now)
    private static let refusal = AerospikeError(.loginRefused, "no")

    private var session = NodeSession<Int>()

    private func begin(with token: SessionToken? = token) {
        _ = session.turn(of: 0, at: Self.now)
        _ = session.ended(.loggedIn(token), at: Self.now)
    }

    private func end(_ end: LoginEnd, at now: MonotonicTime = now) -> [LoginTurn?] {
        let turns = session.ended(end, at: now)
        return (1...3).map { waiter in turns.first { $0.waiter == waiter }?.turn }
    }

    @Test("The first logs in, the others wait and join with its token")
    func oneLogin() {
        #expect(session.turn(of: 0, at: Self.now) == .login)
        for waiter in 1...3 { #expect(session.turn(of: waiter, at: Self.now) == nil) }
        #expect(end(.loggedIn(Self.token)) == [.join(Self.token), .join(Self.token), .join(Self.token)])
        #expect(session.turn(of: 4, at: Self.now) == .join(Self.token))
    }

    @Test("When a login is lost, the next in line logs in")
    func lost() {
        _ = session.turn(of: 0, at: Self.now)
        for waiter in 1...3 { _ = session.turn(of: waiter, at: Self.now) }
        #expect(end(.broken) == [.login, nil, nil])
        #expect(end(.loggedIn(Self.token)) == [nil, .join(Self.token), .join(Self.token)])
    }

    @Test("When logins cannot be made, a remark says why, and the next in line tries all the same")
    func unreachable() {
        _ = session.turn(of: 0, at: Self.now)
        for waiter in 1...2 { _ = session.turn(of: waiter, at: Self.now) }
        let reason = AerospikeError(.connectionFailed, "away")
        #expect(end(.unreachable(reason)) == [.login, nil, nil])
        #expect(session.remark == reason)
        #expect(end(.loggedIn(Self.token)) == [nil, .join(Self.token), nil])
        #expect(session.remark == nil)
    }

    @Test("When a login is refused, all in line are refused, and the node is left alone for a while")
    func refused() {
        _ = session.turn(of: 0, at: Self.now)
        for waiter in 1...3 { _ = session.turn(of: waiter, at: Self.now) }
        #expect(
            end(.refused(Self.refusal)) == [.refused(Self.refusal), .refused(Self.refusal), .refused(Self.refusal)])
        #expect(session.remark == Self.refusal)
        #expect(session.turn(of: 4, at: Self.now) == .refused(Self.refusal))
        #expect(session.turn(of: 4, at: Self.now.advanced(by: LoginLimits.pause.lowerBound)) == .login)
    }

    @Test("The pause grows with each refusal, up to its bound, and a success ends it")
    func pauses() {
        var now = Self.now
        for seconds in [1, 2, 4, 8, 16, 32, 60, 60] {
            #expect(session.turn(of: 0, at: now) == .login)
            _ = session.ended(.refused(Self.refusal), at: now)
            #expect(session.turn(of: 0, at: now.advanced(by: .seconds(seconds) - .nanoseconds(1))) != .login)
            now = now.advanced(by: .seconds(seconds))
        }
        _ = session.turn(of: 0, at: now)
        _ = session.ended(.loggedIn(Self.token), at: now)
        session.forget(Self.token)
        _ = session.turn(of: 0, at: now)
        _ = session.ended(.refused(Self.refusal), at: now)
        #expect(session.turn(of: 0, at: now.advanced(by: LoginLimits.pause.lowerBound)) == .login)
    }

    @Test("Without a token, each logs in by itself, at the same time", arguments: [true, false])
    func byThemselves(needsLogin: Bool) {
        let end: LoginEnd = needsLogin ? .loggedIn(nil) : .unneeded(Self.refusal)
        _ = session.turn(of: 0, at: Self.now)
        _ = session.turn(of: 1, at: Self.now)
        #expect(self.end(end) == [.login, nil, nil])
        #expect(session.turn(of: 2, at: Self.now) == .login)
        #expect((session.remark == nil) == needsLogin)
        _ = session.ended(.loggedIn(Self.token), at: Self.now)
        #expect(session.turn(of: 3, at: Self.now) == .join(Self.token))
        #expect(session.remark == nil)
    }

    @Test("Where each logged in by itself, a refusal has the node left alone for a while all the same")
    func refusedByThemselves() {
        begin(with: nil)
        for waiter in 1...2 { #expect(session.turn(of: waiter, at: Self.now) == .login) }
        _ = session.ended(.refused(Self.refusal), at: Self.now)
        #expect(session.turn(of: 3, at: Self.now) == .refused(Self.refusal))
        let later = Self.now.advanced(by: LoginLimits.pause.lowerBound)
        #expect(session.turn(of: 3, at: later) == .login)
        #expect(session.turn(of: 4, at: later) == nil)
    }

    @Test("A refused token is replaced by one login, however many saw it refused")
    func refusedToken() {
        begin()
        session.forget(Self.token)
        #expect(session.turn(of: 1, at: Self.now) == .login)
        session.forget(Self.token)
        #expect(session.turn(of: 2, at: Self.now) == nil)
        #expect(end(.loggedIn(Self.other)) == [nil, .join(Self.other), nil])
        session.forget(Self.token)
        #expect(session.turn(of: 3, at: Self.now) == .join(Self.other))
    }

    @Test("The tend renews a token before its end, and the others use it meanwhile")
    func renewal() {
        begin()
        let before = MonotonicTime(nanoseconds: Self.token.renewal.nanoseconds - 1)
        #expect(!session.isRenewalDue(at: before))
        #expect(session.turn(of: 1, renewing: true, at: before) == .join(Self.token))
        let due = Self.token.renewal
        #expect(session.isRenewalDue(at: due))
        #expect(session.turn(of: 1, at: due) == .join(Self.token))
        #expect(session.turn(of: 2, renewing: true, at: due) == .login)
        #expect(!session.isRenewalDue(at: due))
        #expect(session.turn(of: 3, renewing: true, at: due) == .join(Self.token))
        _ = session.ended(.loggedIn(Self.other), at: due)
        #expect(session.turn(of: 1, at: due) == .join(Self.other))
    }

    @Test(
        "A token that could not be renewed is used to its end", arguments: [.broken, .refused(refusal)] as [LoginEnd])
    func failedRenewal(end: LoginEnd) {
        begin()
        let due = Self.token.renewal
        _ = session.turn(of: 0, renewing: true, at: due)
        _ = session.ended(end, at: due)
        #expect(!session.isRenewalDue(at: due))
        #expect(session.isRenewalDue(at: due.advanced(by: LoginLimits.pause.lowerBound)))
        #expect(session.turn(of: 1, at: due) == .join(Self.token))
        #expect(session.turn(of: 1, at: Self.token.end) == .login)
    }
}
