/// Text as XML holds it, whatever characters are in it.
enum XMLText {
    /// The text between two tags.
    static func content(_ text: String) -> String {
        text.unicodeScalars.map { escaped($0) }.joined()
    }

    /// The text of an attribute; its line breaks would become spaces.
    static func attribute(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "\n", "\t": "&#\(scalar.value);"
            case "\"": "&quot;"
            default: escaped(scalar)
            }
        }.joined()
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        // A parser would take it for a line feed.
        case "\r": "&#13;"
        default: isAllowed(scalar) ? String(scalar) : "\u{FFFD}"
        }
    }

    /// Whether XML 1.0 has the character at all: most controls it has not, not even escaped.
    ///
    /// Source: https://www.w3.org/TR/xml/#charsets
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
