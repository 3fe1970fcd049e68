import Foundation

/// Counts latencies in buckets that are 3 % wide, from 1 µs to over a minute.
struct Histogram {
    private static let bucketsPerDoubling = 24.0
    private var counts = [Int](repeating: 0, count: 640)
    private(set) var count = 0

    mutating func add(nanoseconds: UInt64) {
        counts[Self.bucket(nanoseconds)] += 1
        count += 1
    }

    mutating func add(_ other: Histogram) {
        for index in counts.indices { counts[index] += other.counts[index] }
        count += other.count
    }

    /// The latency in microseconds that a share of all did not exceed.
    func percentile(_ share: Double) -> Double {
        let wanted = Int((Double(count) * share).rounded(.up))
        var seen = 0
        for (bucket, number) in counts.enumerated() {
            seen += number
            if seen >= wanted { return Self.microseconds(bucket) }
        }
        return 0
    }

    private static func bucket(_ nanoseconds: UInt64) -> Int {
        guard nanoseconds > 1000 else { return 0 }
        let doublings = log2(Double(nanoseconds) / 1000)
        return min(639, Int(doublings * bucketsPerDoubling) + 1)
    }

    private static func microseconds(_ bucket: Int) -> Double {
        exp2(Double(bucket) / bucketsPerDoubling)
    }
}
