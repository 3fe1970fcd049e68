/// A JSON value whose keys stay in the order given, so that documents read as they were meant.
enum JSON {
    case null
    case bool(Bool)
    case integer(Int)
    /// A number of thousandths.
    case thousandths(UInt64)
    case string(String)
    case array([JSON])
    case object([(String, JSON)])

    /// The document, indented.
    var text: String { text(indentation: "") }

    /// The document in one line, for streams of documents.
    var line: String {
        switch self {
        case .array(let values): "[" + values.map(\.line).joined(separator: ",") + "]"
        case .object(let members): "{" + members.map { "\(Self.quoted($0)):\($1.line)" }.joined(separator: ",") + "}"
        default: text
        }
    }

    /// A text, or nothing.
    static func optional(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

    private func text(indentation: String) -> String {
        let inner = indentation + "  "
        switch self {
        case .null: return "null"
        case .bool(let value): return "\(value)"
        case .integer(let value): return "\(value)"
        case .thousandths(let value):
            let digits = "\(value % 1000 + 1000)".dropFirst()
            return "\(value / 1000).\(digits)"
        case .string(let value): return Self.quoted(value)
        case .array(let values) where values.isEmpty: return "[]"
        case .array(let values):
            let lines = values.map { inner + $0.text(indentation: inner) }
            return "[\n\(lines.joined(separator: ",\n"))\n\(indentation)]"
        case .object(let members):
            let lines = members.map { "\(inner)\(Self.quoted($0)): \($1.text(indentation: inner))" }
            return "{\n\(lines.joined(separator: ",\n"))\n\(indentation)}"
        }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\t": return "\\t"
        case "\u{0}"..."\u{1F}", "\u{7F}":
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: return String(scalar)
        }
    }
}
