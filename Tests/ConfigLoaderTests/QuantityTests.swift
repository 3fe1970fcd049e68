import Testing

@testable import AerospikeConfigLoader

@Suite struct QuantityTests {
    private func decode<Value>(_ kind: ValueKind<Value>, _ text: String) -> Value? {
        var problems = Problems()
        let node = YAMLNode(content: .scalar(text, isPlain: true), range: .beginning)
        let value = kind.decode(node, .profile, &problems)
        #expect((value == nil) != problems.isEmpty)
        return value
    }

    @Test(arguments: [
        ("250ms", Duration.milliseconds(250)), ("1s", .seconds(1)), ("5m", .seconds(300)), ("2h", .seconds(7200)),
        ("1d", .seconds(86_400)), ("10us", .microseconds(10)), ("7ns", .nanoseconds(7)), ("0s", .zero),
        ("1.5s", .milliseconds(1500)), ("0.000000001s", .nanoseconds(1)), ("1.5ns", .nanoseconds(1)),
        ("1 second", .seconds(1)), ("30 seconds", .seconds(30)), ("1 minute", .seconds(60)), ("2hours", .seconds(7200)),
        ("100 Milliseconds", .milliseconds(100)), ("1 hour", .seconds(3600)), ("9000000000s", .seconds(9_000_000_000)),
    ])
    func durations(_ text: String, _ expected: Duration) {
        #expect(decode(.duration(), text) == expected)
    }

    @Test(arguments: [
        "", "5", "s", "-1s", "+1s", ".5s", "1.s", "1,5s", "1s1s", "1 s s", "9223372036854775808s", "9223372037s",
        "1.0000000001s", "１s", "1month", "0x1s", "1e3s", "1\u{1B}s",
    ])
    func notDurations(_ text: String) {
        #expect(decode(.duration(), text) == nil)
    }

    @Test func aMinimumIsKept() {
        #expect(decode(.duration(atLeast: .milliseconds(250)), "250ms") == .milliseconds(250))
        #expect(decode(.duration(atLeast: .milliseconds(250)), "249ms") == nil)
    }

    @Test(arguments: [
        ("512b", 512), ("64kb", 65_536), ("10mb", 10_485_760), ("1gb", 1 << 30), ("1048576", 1_048_576), ("0", 0),
        ("1.5KB", 1536), ("10 MB", 10_485_760),
    ])
    func sizes(_ text: String, _ expected: Int) {
        #expect(decode(.size, text) == expected)
    }

    @Test(arguments: ["", "b", "-1", "1tb", "10 m b", "9223372036854775807gb"])
    func notSizes(_ text: String) {
        #expect(decode(.size, text) == nil)
    }
}
