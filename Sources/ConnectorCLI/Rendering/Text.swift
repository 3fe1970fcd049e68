extension String {
    /// The text with spaces behind it, up to a width.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

    /// The text with spaces before it, up to a width.
    func paddedBefore(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }

    /// The text in lines of at most a width, broken between words; a word that is longer has a line of its own.
    func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        return lines + (line.isEmpty && !lines.isEmpty ? [] : [line])
    }
}

/// The colours of a terminal, or none.
struct Style {
    let isColoured: Bool

    enum Colour: String {
        case green = "32"
        case yellow = "33"
        case red = "31"
        case faint = "2"
        case bold = "1"
    }

    func callAsFunction(_ text: String, _ colour: Colour) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }
}
