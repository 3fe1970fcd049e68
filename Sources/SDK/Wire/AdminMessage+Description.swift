extension AdminMessage.Field: CustomStringConvertible, CustomReflectable {
    /// The field's number and length, such as `field 3 of 60 bytes`: what it holds may be a secret.
    package var description: String { "field \(id.rawValue) of \(bytes.count) bytes" }

    /// A mirror without children, so that `dump` and reflection show no more than the description.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
