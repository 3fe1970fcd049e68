import Testing

@testable import AerospikeSDK

@Suite struct ExpirationTests {
    @Test func secondsCountFrom2010() {
        let moment = Int64(1_262_304_000 + 0x1FC5_A465)
        let expiration = Expiration(rawValue: 0x1FC5_A465)
        #expect(expiration.unixTime == moment)
        #expect(expiration.timeToLive(at: moment - 3600) == .seconds(3600))
    }

    @Test func zeroIsForEver() {
        #expect(Expiration.never.unixTime == nil)
        #expect(Expiration.never.timeToLive(at: 0) == nil)
    }

    @Test func recordThatWasReadLivesAtLeastASecond() {
        #expect(Expiration(rawValue: 1).timeToLive(at: .max) == .seconds(1))
    }

    @Test func farMomentsDoNotOverflow() {
        let life = Expiration(rawValue: .max).timeToLive(at: .min)
        #expect(life == .seconds(Expiration.epoch + Int64(UInt32.max)) - .seconds(Int64.min))
    }

    @Test func timesToLiveHaveLimits() throws {
        #expect(try TimeToLive.seconds(1).rawValue == 1)
        #expect(try TimeToLive.seconds(315_360_000).rawValue == 315_360_000)
        for seconds in [0, -1, 315_360_001, .max, .min] {
            #expect(throws: AerospikeError.self) { try TimeToLive.seconds(seconds) }
        }
        #expect(TimeToLive.serverDefault.rawValue == 0)
        #expect(TimeToLive.never.rawValue == 0xFFFF_FFFF)
        #expect(TimeToLive.unchanged.rawValue == 0xFFFF_FFFE)
    }

    @Test func durationsAreRoundedUp() throws {
        #expect(try TimeToLive.duration(.milliseconds(1)).rawValue == 1)
        #expect(try TimeToLive.duration(.milliseconds(1001)).rawValue == 2)
        #expect(try TimeToLive.duration(.seconds(5)).rawValue == 5)
        for duration in [Duration.zero, .seconds(-1), .milliseconds(-1), .seconds(Int64.max), .seconds(Int64.min)] {
            #expect(throws: AerospikeError.self) { try TimeToLive.duration(duration) }
        }
        #expect(throws: AerospikeError.self) { try TimeToLive.duration(.seconds(315_360_000) + .nanoseconds(1)) }
    }
}
