internal import Glibc

/// A moment of the system's clock that never goes back, to the nanosecond.
///
/// Protocol structs are given the moments they need, so that a test passes whatever time it likes.
package struct MonotonicTime: Hashable, Comparable, Sendable {
    package let nanoseconds: UInt64

    package init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

    /// A moment that never comes.
    package static let distantFuture = MonotonicTime(nanoseconds: .max)

    /// This moment.
    package static func now() -> MonotonicTime {
        var time = timespec()
        // The clock always exists; the call writes to the local variable only.
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return MonotonicTime(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
    }

    package static func < (one: MonotonicTime, other: MonotonicTime) -> Bool { one.nanoseconds < other.nanoseconds }

    /// The moment a duration later, or never where that is beyond counting.
    package func advanced(by duration: Duration) -> MonotonicTime {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(duration.wholeNanoseconds)
        return overflow ? .distantFuture : MonotonicTime(nanoseconds: sum)
    }

    /// How long it is until another moment; zero when that has passed.
    package func duration(until other: MonotonicTime) -> Duration {
        guard other > self else { return .zero }
        return .nanoseconds(Int64(clamping: other.nanoseconds - nanoseconds))
    }

    /// How many milliseconds to wait for another moment, rounded up, as `poll` and `epoll_wait` count them; -1 for ever.
    package func milliseconds(until other: MonotonicTime) -> Int32 {
        guard other != .distantFuture else { return -1 }
        guard other > self else { return 0 }
        return Int32(clamping: (other.nanoseconds - nanoseconds).dividedRoundingUp(by: 1_000_000))
    }
}

extension Duration {
    /// The duration in nanoseconds, at least 0 and at most `UInt64.max`.
    package var wholeNanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let (product, isTooLong) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isSumTooLong) = product.addingReportingOverflow(UInt64(attoseconds / 1_000_000_000))
        return isTooLong || isSumTooLong ? .max : sum
    }

    /// The duration in milliseconds, rounded up, at least 0, as servers count it.
    package var wholeMilliseconds: UInt32 {
        UInt32(clamping: wholeNanoseconds.dividedRoundingUp(by: 1_000_000))
    }
}

extension UInt64 {
    fileprivate func dividedRoundingUp(by divisor: UInt64) -> UInt64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder == 0 ? quotient : quotient + 1
    }
}
