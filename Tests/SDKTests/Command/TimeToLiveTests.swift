import Testing

@testable import AerospikeSDK

@Suite("How long a record lives after a write")
struct TimeToLiveTests {
    @Test("Seconds are sent as they are")
    func seconds() throws {
        #expect(try TimeToLive.seconds(1).rawValue == 1)
        #expect(try TimeToLive.seconds(315_360_000).rawValue == 315_360_000)
    }

    @Test("A life that no server accepts is refused", arguments: [0, -1, 315_360_001, .max, .min, 0xFFFF_FFFF])
    func outOfBounds(seconds: Int) {
        let error = #expect(throws: AerospikeError.self) { try TimeToLive.seconds(seconds) }
        #expect(error?.code == .invalidArgument)
    }

    @Test(
        "Durations are rounded up to whole seconds",
        arguments: [(1, 1), (1000, 1), (1001, 2), (3_600_000, 3600)])
    func durations(milliseconds: Int, seconds: UInt32) throws {
        #expect(try TimeToLive.duration(.milliseconds(milliseconds)).rawValue == seconds)
    }

    @Test(
        "A duration that no server accepts is refused",
        arguments: [
            Duration.zero, .seconds(-1), .seconds(315_360_001), .seconds(Int64.max), .seconds(Int64.min),
            .seconds(315_360_000) + .nanoseconds(1), .milliseconds(-1),
        ])
    func durationsOutOfBounds(duration: Duration) {
        #expect(throws: AerospikeError.self) { try TimeToLive.duration(duration) }
    }

    @Test("The numbers with a meaning of their own")
    func special() {
        #expect(TimeToLive.serverDefault.rawValue == 0)
        #expect(TimeToLive.never.rawValue == 0xFFFF_FFFF)
        #expect(TimeToLive.unchanged.rawValue == 0xFFFF_FFFE)
    }
}
