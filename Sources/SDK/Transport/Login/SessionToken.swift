/// What a login leaves behind: other connections to the same node prove themselves with it instead of a password.
package struct SessionToken: Hashable, Sendable {
    package let bytes: SecretBytes

    /// The moment from which to log in again rather than use the token.
    package let renewal: MonotonicTime

    /// The moment from which the server no longer takes the token.
    package let end: MonotonicTime

    /// How long before its end a token is renewed, so that none ends between a look at the clock and its use.
    package static let margin = Duration.seconds(60)

    /// Takes over a token that a server has just given.
    ///
    /// A token that lasts less than twice the margin is renewed when half of that is over. One without an end, or
    /// whose time to live is 0, is used until a server refuses it.
    ///
    /// - Parameters:
    ///   - bytes: The token.
    ///   - timeToLive: How many seconds it lasts.
    ///   - now: This moment.
    package init(_ bytes: SecretBytes, timeToLive: UInt32?, at now: MonotonicTime) {
        self.bytes = bytes
        guard let timeToLive, timeToLive > 0 else {
            (renewal, end) = (.distantFuture, .distantFuture)
            return
        }
        let life = Duration.seconds(timeToLive)
        end = now.advanced(by: life)
        renewal = now.advanced(by: life - min(Self.margin, life / 2))
    }

    /// Whether to log in again rather than use the token.
    package func needsRenewal(at now: MonotonicTime) -> Bool { now >= renewal }

    /// Whether the token is of no use any more.
    package func hasEnded(at now: MonotonicTime) -> Bool { now >= end }
}
