/// What a login leaves behind: other connections to the same node prove themselves with it instead of a password.
package struct SessionToken: Hashable, Sendable {
    package let bytes: SecretBytes

    /// The moment from which to log in again rather than use the token.
    package let renewal: MonotonicTime

    /// How long before its end a token is renewed, so that none ends between a look at the clock and its use.
    package static let margin = Duration.seconds(60)

    /// Takes over a token that a server has just given.
    ///
    /// A token that lasts no longer than the margin is used to its end. One without an end, or whose time to live is
    /// 0, is used until a server refuses it.
    ///
    /// - Parameters:
    ///   - bytes: The token.
    ///   - timeToLive: How many seconds it lasts.
    ///   - now: This moment.
    package init(_ bytes: SecretBytes, timeToLive: UInt32?, at now: MonotonicTime) {
        self.bytes = bytes
        guard let timeToLive, timeToLive > 0 else {
            renewal = .distantFuture
            return
        }
        let life = Duration.seconds(timeToLive)
        renewal = now.advanced(by: life > Self.margin ? life - Self.margin : life)
    }

    /// Whether to log in again rather than use the token.
    package func needsRenewal(at now: MonotonicTime) -> Bool { now >= renewal }
}
