import Glibc

/// What the process has used so far.
struct Meter {
    let nanoseconds: UInt64
    let processorMicroseconds: Double

    static func read() -> Meter {
        var usage = rusage()
        // The call fills the structure of this process.
        _ = unsafe getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        func microseconds(_ time: timeval) -> Double { Double(time.tv_sec) * 1e6 + Double(time.tv_usec) }
        return Meter(
            nanoseconds: now(),
            processorMicroseconds: microseconds(usage.ru_utime) + microseconds(usage.ru_stime))
    }

    static func now() -> UInt64 {
        var time = timespec()
        // The clock always exists; the call writes to the local variable only.
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
