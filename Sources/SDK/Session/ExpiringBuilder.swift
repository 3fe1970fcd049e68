/// What the builders of writes say about a record's life.
protocol ExpiringBuilder {
    var conditions: WriteConditions { get set }
    var problem: AerospikeError? { get set }
}

extension ExpiringBuilder {
    func changing(_ change: (inout Self) -> Void) -> Self {
        var copy = self
        change(&copy)
        return copy
    }

    func living(_ timeToLive: () throws(AerospikeError) -> TimeToLive) -> Self {
        changing { builder in
            do throws(AerospikeError) {
                builder.conditions.timeToLive = try timeToLive()
            } catch {
                builder.problem = builder.problem ?? error
            }
        }
    }
}

extension WriteBuilder {
    /// Lets the record live for a time from now, in whole seconds, rounded up.
    public func expireRecordAfter(_ duration: Duration) -> Self {
        living { () throws(AerospikeError) in try .duration(duration) }
    }

    /// Lets the record live for so many seconds from now.
    public func expireRecordAfterSeconds(_ seconds: Int) -> Self {
        living { () throws(AerospikeError) in try .seconds(seconds) }
    }

    /// Lets the record live for ever.
    public func neverExpire() -> Self { living { .never } }

    /// Leaves the end of the record's life where it is.
    public func withNoChangeInExpiration() -> Self { living { .unchanged } }

    /// Lets the record live as long as the namespace is configured; this is what happens when nothing is said.
    public func expiryFromServerDefault() -> Self { living { .serverDefault } }
}

extension KeyBuilder {
    /// Lets the record live for a time from now, in whole seconds, rounded up.
    public func expireRecordAfter(_ duration: Duration) -> Self {
        living { () throws(AerospikeError) in try .duration(duration) }
    }

    /// Lets the record live for so many seconds from now.
    public func expireRecordAfterSeconds(_ seconds: Int) -> Self {
        living { () throws(AerospikeError) in try .seconds(seconds) }
    }

    /// Lets the record live for ever.
    public func neverExpire() -> Self { living { .never } }
}
