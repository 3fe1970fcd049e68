import AerospikeConfigLoader

/// Loads a long profile again and again, and compares that with what libyaml alone takes to read it.
struct ProfileBenchmark {
    static let usage = "profile [--lines 1000] [--times 200] [--rounds 11]"

    private let text: [UInt8]
    private let lines: Int
    private let times: Int
    private let rounds: Int

    init(_ options: Options) {
        lines = max(100, options.number("lines", default: 1000))
        times = max(1, options.number("times", default: 200))
        rounds = max(1, options.number("rounds", default: 11))
        text = Array(LongProfile.text(lines: lines).utf8)
    }

    func run() throws {
        let profile = try Profile(parsing: text)
        print(
            "\(lines) lines, \(text.count) bytes, \(profile.behaviors.count) behaviors, \(YAMLEvents.count(text)) events"
        )
        var reading: [Double] = []
        var loading: [Double] = []
        // Side by side, so that whatever else the machine does bears on both.
        for _ in 0..<rounds {
            reading.append(microseconds { _ = YAMLEvents.count(text) })
            loading.append(try microseconds { _ = try Profile(parsing: text) })
        }
        let ratios = zip(loading, reading).map { $0 / $1 }
        let table = Table(widths: [24, 10])
        table.print("libyaml's events, µs", reading.median.rounded(digits: 1))
        table.print("loading, µs", loading.median.rounded(digits: 1))
        table.print("ratio", ratios.median.rounded(digits: 2))
    }

    private func microseconds(_ body: () throws -> Void) rethrows -> Double {
        let start = Meter.read().processorMicroseconds
        for _ in 0..<times { try body() }
        return (Meter.read().processorMicroseconds - start) / Double(times)
    }
}
