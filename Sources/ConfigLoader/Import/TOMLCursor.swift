/// A place in a TOML text, and what stands there.
struct TOMLCursor {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private(set) var position = SourcePosition.start

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    /// The character here, or `nil` at the end.
    var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    /// The character some places further, or `nil` beyond the end.
    func peek(_ distance: Int) -> Unicode.Scalar? {
        index + distance < scalars.count ? scalars[index + distance] : nil
    }

    /// Whether a line ends here.
    var isAtLineEnd: Bool { next == nil || next == "\n" || next == "\r" && peek(1) == "\n" }

    /// Passes the character here; lines are counted as ``SourceLines`` counts them.
    mutating func advance() {
        guard let scalar = next else { return }
        let endsLine =
            switch scalar {
            case "\n", "\u{85}", "\u{2028}", "\u{2029}": true
            case "\r": peek(1) != "\n"
            default: false
            }
        position =
            endsLine
            ? SourcePosition(line: position.line + 1, column: 1)
            : SourcePosition(line: position.line, column: position.column + 1)
        index += 1
    }

    /// Passes a text, if it stands here.
    mutating func take(_ text: String) -> Bool {
        let wanted = text.unicodeScalars
        guard wanted.enumerated().allSatisfy({ peek($0.offset) == $0.element }) else { return false }
        for _ in wanted { advance() }
        return true
    }

    /// Passes the characters that satisfy a condition.
    mutating func take(while condition: (Unicode.Scalar) -> Bool) -> String {
        var taken = String.UnicodeScalarView()
        while let scalar = next, condition(scalar) {
            taken.append(scalar)
            advance()
        }
        return String(taken)
    }

    /// Passes spaces and tabs.
    mutating func skipBlanks() {
        while next == " " || next == "\t" { advance() }
    }

    /// Passes blanks, line ends and comments.
    mutating func skipToText() {
        while let scalar = next {
            switch scalar {
            case " ", "\t", "\n", "\r": advance()
            case "#": while !isAtLineEnd { advance() }
            default: return
            }
        }
    }

    /// The stretch from a place to here.
    func range(from start: SourcePosition) -> SourceRange { SourceRange(start, position, layer: 0) }

    /// What is wrong at a place.
    func problem(_ message: String, at start: SourcePosition? = nil) -> YAMLProblem {
        YAMLProblem(code: .notYAML, message: message, range: range(from: start ?? position))
    }
}
