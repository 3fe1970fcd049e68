import Testing

@testable import AerospikeSDK

@Suite("When a session token is renewed")
struct SessionTokenTests {
    private static let start = MonotonicTime.seconds(1000)

    private static func token(_ timeToLive: UInt32?, at now: MonotonicTime = start) -> SessionToken {
        SessionToken(SecretBytes([1]), timeToLive: timeToLive, at: now)
    }

    @Test(
        "A minute before its end; a shorter one when half of it is over",
        arguments: [(86_400, 86_340), (120, 60), (100, 50), (60, 30), (2, 1)] as [(UInt32, UInt64)])
    func renewal(timeToLive: UInt32, seconds: UInt64) {
        let token = Self.token(timeToLive)
        #expect(token.renewal == .seconds(1000 + seconds))
        #expect(!token.needsRenewal(at: Self.start))
        #expect(!token.needsRenewal(at: .seconds(1000 + seconds - 1)))
        #expect(token.needsRenewal(at: .seconds(1000 + seconds)))
        #expect(token.needsRenewal(at: .distantFuture))
    }

    @Test("It is of use to its end, and not longer", arguments: [86_400, 60, 1] as [UInt32])
    func end(timeToLive: UInt32) {
        let token = Self.token(timeToLive)
        #expect(token.end == .seconds(1000 + UInt64(timeToLive)))
        #expect(!token.hasEnded(at: token.renewal))
        #expect(token.hasEnded(at: token.end))
    }

    @Test("One without an end, or of 0 seconds, is used until it is refused", arguments: [nil, 0] as [UInt32?])
    func endless(timeToLive: UInt32?) {
        #expect(Self.token(timeToLive).renewal == .distantFuture)
        #expect(Self.token(timeToLive).end == .distantFuture)
    }

    @Test("The longest life and the latest clock are counted without overflow")
    func extremes() {
        #expect(Self.token(.max).renewal == .seconds(1000 + UInt64(UInt32.max) - 60))
        #expect(Self.token(.max, at: MonotonicTime(nanoseconds: .max - 1)).renewal == .distantFuture)
    }
}

extension MonotonicTime {
    static func seconds(_ count: UInt64) -> MonotonicTime { milliseconds(count * 1000) }
}
