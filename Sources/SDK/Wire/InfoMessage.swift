/// Questions to a node and their answers: lines of text.
///
/// A request is a list of names, each ended by a newline. An answer repeats each name, a tab and the value.
package enum InfoMessage {
    /// One line of an answer.
    package struct Answer: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Writes a whole frame that asks for the values of names.
    package static func request(_ names: [String]) -> [UInt8] {
        var writer = ByteWriter()
        writer.frame(.info) { writer in
            for name in names {
                writer.text(name)
                writer.uint8(UInt8(ascii: "\n"))
            }
        }
        return writer.bytes
    }

    /// Writes a whole frame that answers.
    package static func response(_ answers: [Answer]) -> [UInt8] {
        var writer = ByteWriter()
        writer.frame(.info) { writer in
            for answer in answers {
                writer.text("\(answer.name)\t\(answer.value)\n")
            }
        }
        return writer.bytes
    }

    /// Reads the names that a request asks for.
    package static func parseRequest(_ bytes: Span<UInt8>) throws(WireError) -> [String] {
        try lines(of: bytes).map { String($0) }
    }

    /// Reads the lines of an answer; a line without a tab is a name without a value.
    package static func parseResponse(_ bytes: Span<UInt8>) throws(WireError) -> [Answer] {
        guard bytes.count <= WireLimits.infoLength else { throw .frameTooLong(bytes.count) }
        return try lines(of: bytes).map { line in
            guard let tab = line.utf8.firstIndex(of: UInt8(ascii: "\t")) else { return Answer(String(line), "") }
            return Answer(String(line[..<tab]), String(line[line.utf8.index(after: tab)...]))
        }
    }

    /// The lines that are not empty; split by bytes, because a carriage return and a newline are one `Character`.
    private static func lines(of bytes: Span<UInt8>) throws(WireError) -> [Substring] {
        guard let text = String(validating: bytes) else { throw .invalidText }
        return text.utf8.split(separator: UInt8(ascii: "\n")).map { Substring($0) }
    }
}

/// The refusal of an info request: `ERROR:25:enterprise only`, or `FAIL:4:…` in the same form.
package struct InfoRefusal: Hashable, Sendable {
    package let code: ResultCode
    package let message: String

    /// Reads a refusal.
    ///
    /// - Returns: `nil` when the value is an answer.
    package init?(_ value: String) {
        let parts = value.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard let first = parts.first, ["ERROR", "FAIL", "error", "fail"].contains(first) else { return nil }
        // A namespace may have such a name; what an answer says of it is no number: `error:0,2,AsHz…`.
        let number = parts.count > 1 ? parts[1] : ""
        guard number.isEmpty || Int(number) != nil else { return nil }
        code = number.isEmpty ? .serverError : ResultCode(rawValue: UInt8(number) ?? 1)
        message = parts.count > 2 ? String(parts[2]) : value
    }
}
