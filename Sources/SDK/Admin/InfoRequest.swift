/// One line of an info request, checked so that nothing can be slipped into it.
package struct InfoRequest: Hashable, Sendable {
    package let text: String

    /// A line as somebody wrote it.
    ///
    /// - Throws: `AerospikeError` with code `invalidArgument` when it is empty, too long, or more than one line.
    package init(line: String) throws(AerospikeError) {
        guard !line.isEmpty, line.utf8.count <= Self.longestLine, !line.utf8.contains(where: \.isControl) else {
            throw AerospikeError(
                .invalidArgument, "an info command is one line of 1 to \(Self.longestLine) bytes",
                advice: "send several commands one by one")
        }
        text = line
    }

    /// A command with parameters: `name:key=value;key=value`.
    init(_ name: String, _ parameters: [(key: String, value: String)]) throws(AerospikeError) {
        for (key, value) in parameters { try Self.check(value, key) }
        let list = parameters.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
        text = parameters.isEmpty ? name : "\(name):\(list)"
    }

    /// A command about something that goes by a name: `name/path`.
    init(_ name: String, about path: String, _ kind: String) throws(AerospikeError) {
        try Self.check(path, kind)
        text = "\(name)/\(path)"
    }

    /// Refuses a value in which a server would see something else than a value.
    private static func check(_ value: String, _ kind: String) throws(AerospikeError) {
        guard value.isEmpty || value.utf8.contains(where: { $0.isControl || separators.contains($0) }) else { return }
        throw AerospikeError(
            .invalidArgument,
            "this needs a \(kind) whose name is not empty and has none of : ; = / and no control character")
    }

    private static let separators = Set(":;=/".utf8)

    /// The longest line that is sent, in bytes; long values, such as the source of a module, stay well below.
    private static let longestLine = 1 << 20
}

extension UInt8 {
    fileprivate var isControl: Bool { self < 0x20 || self == 0x7F }
}
