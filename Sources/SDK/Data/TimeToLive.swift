/// How long a record lives after a write.
public struct TimeToLive: Hashable, Sendable {
    /// The seconds on the wire; the highest three numbers have meanings of their own.
    let rawValue: UInt32

    /// The longest life that a server accepts, in seconds: ten years.
    public static let maximumSeconds: UInt32 = 315_360_000

    /// As the namespace is configured.
    public static let serverDefault = TimeToLive(rawValue: 0)
    /// For ever.
    public static let never = TimeToLive(rawValue: .max)
    /// As before the write.
    public static let unchanged = TimeToLive(rawValue: .max - 1)

    private init(rawValue: UInt32) { self.rawValue = rawValue }

    /// A life of so many seconds.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` unless there are 1 to ``maximumSeconds``.
    public static func seconds(_ count: Int) throws(AerospikeError) -> TimeToLive {
        guard let seconds = UInt32(exactly: count), seconds >= 1, seconds <= maximumSeconds else {
            throw AerospikeError(
                .invalidArgument, "a record lives 1 to \(maximumSeconds) seconds, not \(count)",
                advice: "use .never or .serverDefault for the other cases")
        }
        return TimeToLive(rawValue: seconds)
    }

    /// A life of this duration, rounded up to whole seconds.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` unless it is 1 second to ``maximumSeconds``.
    public static func duration(_ duration: Duration) throws(AerospikeError) -> TimeToLive {
        let (seconds, attoseconds) = duration.components
        guard seconds < Int64(maximumSeconds) + 1 else { return try .seconds(Int(clamping: seconds)) }
        return try .seconds(Int(seconds) + (attoseconds > 0 ? 1 : 0))
    }
}
