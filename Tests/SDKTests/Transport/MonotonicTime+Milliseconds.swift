@testable import AerospikeSDK

extension MonotonicTime {
    /// So many milliseconds after the clock began: protocol structs are told what time it is.
    static func milliseconds(_ count: UInt64) -> MonotonicTime { MonotonicTime(nanoseconds: count * 1_000_000) }
}
