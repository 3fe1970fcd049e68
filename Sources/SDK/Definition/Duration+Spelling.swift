extension Duration {
    /// The duration as a profile would write it, in the largest unit of which it is a whole number.
    package var spelled: String {
        let (seconds, attoseconds) = components
        let (thousands, isTooLarge) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !isTooLarge else { return "\(seconds)s" }
        let nanoseconds = thousands + attoseconds / 1_000_000_000
        let units = [
            ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000),
        ]
        guard nanoseconds != 0 else { return "0s" }
        for (name, length) in units where nanoseconds % Int64(length) == 0 {
            return "\(nanoseconds / Int64(length))\(name)"
        }
        return "\(nanoseconds)ns"
    }
}
