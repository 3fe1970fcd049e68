/// The bounds of what logins send and accept.
package enum LoginLimits {
    /// The longest user name, in bytes of UTF-8, as in the C client (`AS_USER_SIZE`).
    package static let userLength = 63
    /// The longest password, in bytes of UTF-8, as in the C client (`AS_PASSWORD_SIZE`).
    ///
    /// bcrypt passes over whatever follows the 72nd byte: a longer password would be weaker than it looks.
    package static let passwordLength = 63
    /// The longest session token, in bytes; servers' tokens are a few hundred bytes long.
    package static let tokenLength = 16 << 10
    /// The longest answer to a login, in bytes without its header.
    package static let answerLength = 64 << 10
    /// How soon a node that refused a login is asked again, doubled with each refusal up to the upper bound: a wrong
    /// password must not lock its user out.
    package static let pause = Duration.seconds(1)...Duration.seconds(60)
    /// The most nodes whose logins are remembered, those that have left included.
    package static let nodes = 512
}
