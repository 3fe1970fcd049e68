internal import AerospikeSDK
internal import Glibc

/// A moment, in milliseconds since the start of the server's count of time.
struct SandboxTime: Hashable, Comparable, Sendable {
    var milliseconds: Int64

    /// The same in whole seconds, as records and answers carry it.
    var seconds: UInt32 { UInt32(clamping: milliseconds / 1000) }

    /// The present, from the system's clock.
    static var now: SandboxTime {
        var time = timespec()
        // Writes the two integers of `time` and nothing else.
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        let seconds = Int64(time.tv_sec) - Expiration.epoch
        return SandboxTime(milliseconds: seconds * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    static func < (one: SandboxTime, other: SandboxTime) -> Bool { one.milliseconds < other.milliseconds }

    /// A moment after all others.
    static let distantFuture = SandboxTime(milliseconds: .max)

    init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Reads a number of nanoseconds of Unix time, as clients send it.
    init?(unixNanoseconds text: String) {
        guard let nanoseconds = Int64(text) else { return nil }
        milliseconds = nanoseconds / 1_000_000 - Expiration.epoch * 1000
    }

    /// A later moment.
    func advanced(by duration: Duration) -> SandboxTime {
        let (seconds, attoseconds) = duration.components
        let (more, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        guard !overflow else { return self }
        return SandboxTime(milliseconds: milliseconds &+ more &+ attoseconds / 1_000_000_000_000_000)
    }
}
