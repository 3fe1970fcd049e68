/// A command that says how long its records live afterwards.
public protocol ExpiringBuilder {
    /// Lets the records live as given; an error is kept, and thrown by `execute()`.
    func withTimeToLive(_ timeToLive: Result<TimeToLive, AerospikeError>) -> Self
}

extension ExpiringBuilder {
    /// Lets the records live for a time from now, in whole seconds, rounded up.
    public func expireRecordAfter(_ duration: Duration) -> Self {
        withTimeToLive(Result { () throws(AerospikeError) in try .duration(duration) })
    }

    /// Lets the records live for so many seconds from now.
    public func expireRecordAfterSeconds(_ seconds: Int) -> Self {
        withTimeToLive(Result { () throws(AerospikeError) in try .seconds(seconds) })
    }

    /// Lets the records live for ever.
    public func neverExpire() -> Self { withTimeToLive(.success(.never)) }

    /// Leaves the end of the records' lives where it is.
    public func withNoChangeInExpiration() -> Self { withTimeToLive(.success(.unchanged)) }

    /// Lets the records live as long as the namespace is configured; this is what happens when nothing is said.
    public func expiryFromServerDefault() -> Self { withTimeToLive(.success(.serverDefault)) }
}
