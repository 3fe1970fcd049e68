import AerospikeSDK

extension ValueKind where Value == Duration {
    /// A number with a unit of time, at least `minimum`.
    static func duration(atLeast minimum: Duration = .zero) -> ValueKind {
        let base = "a duration, such as 250ms, 1s, 5m or 2h"
        let expected = minimum == .zero ? base : "\(base), at least \(minimum.spelled)"
        return .parsed(expected, .duration) { text, node, place, problems in
            guard let quantity = Quantity(text), quantity.unit.isEmpty || durationUnit(quantity.unit) != nil else {
                problems.invalidValue(text, node, at: place, expected: expected, help: unitHelp(for: text))
                return nil
            }
            guard let unit = durationUnit(quantity.unit) else {
                let suggestions = ["\(text)ms", "\(text)s", "\(text)m"]
                problems.wrongType(
                    node, at: place, expected: expected,
                    help: "the unit is missing: write \(suggestions.formattedAsChoice)")
                return nil
            }
            let nanoseconds = quantity.scaled(by: unit)
            guard let nanoseconds, .nanoseconds(nanoseconds) >= minimum else {
                let help = nanoseconds == nil ? "it is too long: the longest is \(longestDuration)" : nil
                problems.invalidValue(text, node, at: place, expected: expected, help: help)
                return nil
            }
            return .nanoseconds(nanoseconds)
        }
    }

    /// A unit of time in nanoseconds, by its short or long name.
    fileprivate static func durationUnit(_ name: String) -> Int? {
        // The most usual come first.
        switch name {
        case "s", "sec", "secs", "second", "seconds": 1_000_000_000
        case "ms", "milli", "millis", "millisecond", "milliseconds": 1_000_000
        case "m", "min", "mins", "minute", "minutes": 60_000_000_000
        case "h", "hr", "hrs", "hour", "hours": 3_600_000_000_000
        case "d", "day", "days": 86_400_000_000_000
        case "us", "micro", "micros", "microsecond", "microseconds": 1_000
        case "ns", "nano", "nanos", "nanosecond", "nanoseconds": 1
        default: nil
        }
    }

    /// The most days whose nanoseconds can be counted.
    private static let longestDuration = "\(Int.max / 86_400_000_000_000)d"

    private static func unitHelp(for text: String) -> String? {
        if text.first == "-" { return "no duration is negative" }
        guard let unit = Quantity(text)?.unit else { return nil }
        return "\(unit.quoted) is not a unit of time; write ms, s, m, h or d"
    }
}

extension Duration {
    /// Reads a duration as profiles write it, such as `250ms` or `5m`; `nil` for anything else.
    package init?(spelled text: String) {
        guard let quantity = Quantity(text), let unit = ValueKind<Duration>.durationUnit(quantity.unit),
            let nanoseconds = quantity.scaled(by: unit)
        else { return nil }
        self = .nanoseconds(nanoseconds)
    }
}

extension ValueKind where Value == Int {
    /// A size in bytes: a bare number, or a number with a unit of 1024 bytes and its multiples.
    static let size = parsed(expectedSize, .size) { text, node, place, problems in
        let units = ["": 1, "b": 1, "kb": 1 << 10, "mb": 1 << 20, "gb": 1 << 30]
        let quantity = Quantity(text)
        let unit = quantity.flatMap { units[$0.unit] }
        // A part of a byte is none, and YAML takes `010` for eight.
        let isWhole = Int(text) == nil ? quantity?.unit.isEmpty == false : text == "0" || text.first != "0"
        if let unit, isWhole, let bytes = quantity?.scaled(by: unit) { return bytes }
        problems.invalidValue(
            text, node, at: place, expected: expectedSize,
            help: text.first == "-"
                ? "no size is negative"
                : unit == nil
                    ? "the units of size are b, kb, mb and gb"
                    : isWhole ? "it is too large" : "bytes are whole numbers, without leading zeros")
        return nil
    }

    private static let expectedSize = "a size, such as 512b, 64kb, 10mb or a number of bytes"
}
