/// A value that never shows itself: a password or a key's passphrase.
///
/// Printing, interpolating, reflecting or dumping a secret shows `<redacted>`. Code that needs the value says so by
/// calling ``reveal()``.
public struct Secret: Hashable, Sendable {
    private let value: String

    /// Wraps a value.
    public init(_ value: String) {
        self.value = value
    }

    /// The value itself, for the one place that sends it to a server.
    public func reveal() -> String { value }

    /// Whether the value is the empty text.
    public var isEmpty: Bool { value.isEmpty }
}

extension Secret: ExpressibleByStringLiteral {
    /// Wraps a literal, for examples and tests.
    public init(stringLiteral value: String) {
        self.init(value)
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always `<redacted>`.
    public var description: String { "<redacted>" }

    /// Always `<redacted>`.
    public var debugDescription: String { description }

    /// A mirror without children, so that `dump` and reflection show nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
