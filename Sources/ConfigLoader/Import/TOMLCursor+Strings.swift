extension TOMLCursor {
    /// Reads a string of one of the four kinds, whose first quote stands here.
    mutating func string() throws(YAMLProblem) -> String {
        let start = position
        for quote in ["\"\"\"", "'''"] where take(quote) {
            _ = take("\r\n") || take("\n")
            return try text(endingWith: quote, from: start)
        }
        let quote = next.map(String.init) ?? ""
        advance()
        return try text(endingWith: quote, from: start)
    }

    private mutating func text(endingWith quote: String, from start: SourcePosition) throws(YAMLProblem) -> String {
        let isBasic = quote.hasPrefix("\"")
        let isLong = quote.utf8.count == 3
        var text = String.UnicodeScalarView()
        var bytes = 0
        while let scalar = next {
            if take(quote) {
                // Up to two quotes may stand before the three that end a string.
                while isLong, next == quote.unicodeScalars.first, let scalar = next {
                    text.append(scalar)
                    advance()
                }
                return String(text)
            }
            if !isLong, isAtLineEnd { break }
            bytes += UTF8.width(scalar)
            guard bytes <= ProfileLimits.scalarBytes else {
                throw .limit("a string is longer than \(ProfileLimits.scalarBytes) bytes", at: range(from: start))
            }
            advance()
            if scalar == "\\", isBasic {
                if let escaped = try escape(inLongString: isLong) { text.append(escaped) }
            } else {
                text.append(scalar)
            }
        }
        throw problem("a string is never closed", at: start)
    }

    /// What stands for a character behind a backslash; `nil` where a line is continued.
    private mutating func escape(inLongString isLong: Bool) throws(YAMLProblem) -> Unicode.Scalar? {
        let start = position
        let letter = next
        if isLong, letter == " " || letter == "\t" || isAtLineEnd {
            skipBlanks()
            guard isAtLineEnd else { throw problem("a backslash stands before a blank", at: start) }
            _ = take { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
            return nil
        }
        advance()
        switch letter {
        case "b": return "\u{8}"
        case "t": return "\t"
        case "n": return "\n"
        case "f": return "\u{C}"
        case "r": return "\r"
        case "\"": return "\""
        case "\\": return "\\"
        case "u": return try character(digits: 4, from: start)
        case "U": return try character(digits: 8, from: start)
        default: throw problem("no character is written in this way behind a backslash", at: start)
        }
    }

    private mutating func character(digits: Int, from start: SourcePosition) throws(YAMLProblem) -> Unicode.Scalar {
        var number: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = next.flatMap({ Character($0).isASCII ? Character($0).hexDigitValue : nil }) else { break }
            number = number << 4 | UInt32(digit)
            advance()
        }
        let length = position.column - start.column
        guard length == digits + 1, let scalar = Unicode.Scalar(number) else {
            throw problem("this is not the number of a character", at: start)
        }
        return scalar
    }
}
