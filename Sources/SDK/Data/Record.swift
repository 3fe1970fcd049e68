/// A record as a server returned it: its bins and what the server knows about it.
public struct Record: Hashable, Sendable {
    /// The bins asked for.
    public var bins: Bins

    /// How often the record has been written, from 1; 0 for a record that does not exist.
    public var generation: UInt32

    /// When the record expires.
    public var expiration: Expiration

    /// What each operation of a command returned, in the order of the operations: `.null` for one that only writes, and
    /// for a bin that is not there.
    ///
    /// Empty unless the command had several operations and at least one of them reads, or was one of a batch.
    public var results: [Value] = []

    /// Creates a record.
    public init(bins: Bins = Bins(), generation: UInt32 = 0, expiration: Expiration = .never) {
        self.bins = bins
        self.generation = generation
        self.expiration = expiration
    }
}

/// When a record expires.
///
/// Servers count seconds from the start of 2010 (UTC); see `CITRUSLEAF_EPOCH` of the server and its clients.
public struct Expiration: RawRepresentable, Hashable, Sendable {
    /// The start of the server's count, in seconds of Unix time.
    public static let epoch: Int64 = 1_262_304_000

    /// Seconds since the epoch, or 0 for a record that never expires.
    public let rawValue: UInt32

    /// Wraps the seconds that a server sent.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The record never expires.
    public static let never = Expiration(rawValue: 0)

    /// The moment in seconds of Unix time, or `nil` when the record never expires.
    public var unixTime: Int64? { rawValue == 0 ? nil : Self.epoch + Int64(rawValue) }

    /// How long the record lives from a moment given in seconds of Unix time, at least one second, or `nil` for ever.
    ///
    /// Servers and clients count in whole seconds, and their clocks differ: a record that was read had not expired.
    public func timeToLive(at now: Int64) -> Duration? {
        unixTime.map { max(.seconds(1), .seconds($0) - .seconds(now)) }
    }
}
