/// Bytes that never show themselves: a password's hash, or a session token.
///
/// Whoever has them can log in, as with the password itself. Printing, interpolating, reflecting or dumping them shows
/// `<redacted>`, as it does for a ``Secret``.
package struct SecretBytes: Hashable, Sendable {
    private let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The bytes themselves, for the one place that sends them to a server.
    package func reveal() -> [UInt8] { bytes }

    package var count: Int { bytes.count }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<redacted>" }

    package var debugDescription: String { description }

    /// A mirror without children, so that `dump` and reflection show nothing.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
