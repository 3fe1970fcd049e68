/// Finds passwords in text that is not, or not yet, YAML: generously, because a line too dark is better than one too
/// bright.
struct SecretText {
    /// Where in a line, counted from 0, something secret begins; `nil` when nothing does.
    static func start(in lines: SourceLines, line: Int) -> Int? {
        var reader = SecretText()
        for earlier in 1..<max(1, line) { _ = reader.start(in: lines.scalars(of: earlier)) }
        return reader.start(in: lines.scalars(of: line))
    }

    /// Where in a line's comment something secret begins.
    static func startInComment(of scalars: [Unicode.Scalar]) -> Int? {
        guard let hash = scalars.firstIndex(of: "#") else { return nil }
        var reader = SecretText()
        return reader.start(in: Array(scalars[hash...])).map { $0 + hash }
    }

    /// Whether a text by itself has a password in it, behind its key or before the `@` of an address.
    static func holdsSecret(_ text: String) -> Bool {
        if let at = text.lastIndex(of: "@"), text[..<at].contains(":") { return true }
        let scalars = Array(text.unicodeScalars)
        guard let start = valueStart(in: scalars) else { return false }
        // A port is none.
        return scalars[start...].contains { !("0"..."9").contains($0) }
    }

    /// A value that began on an earlier line.
    private struct Value {
        /// The column of its key: what is indented further belongs to the value.
        var indentation: Int
        /// The quote that ends it; three where a text of several lines may begin with three.
        var quote: String?
        /// Whether it has yet to begin, so that the next text belongs to it however it is indented.
        var isAhead: Bool
    }

    private var value: Value?

    /// Reads one line: where something secret begins in it.
    private mutating func start(in scalars: [Unicode.Scalar]) -> Int? {
        let indentation = scalars.firstIndex { $0 != " " && $0 != "\t" } ?? scalars.count
        if let value, value.quote != nil || value.isAhead || indentation > value.indentation {
            continueValue(with: scalars[indentation...])
            return indentation
        }
        value = nil
        guard let start = Self.valueStart(in: scalars) else { return nil }
        beginValue(with: scalars[start...].drop { $0 == " " }, indentation: indentation)
        return start
    }

    private mutating func beginValue(with text: ArraySlice<Unicode.Scalar>, indentation: Int) {
        value = Value(indentation: indentation, quote: nil, isAhead: true)
        guard let first = text.first, !"|>&!#".unicodeScalars.contains(first) else { return }
        value?.isAhead = false
        guard first == "\"" || first == "'" else { return }
        let isLong = text.count >= 3 && text.prefix(3).allSatisfy { $0 == first }
        let quote = String(repeating: Character(first), count: isLong ? 3 : 1)
        if !Self.text(text.dropFirst(quote.utf8.count)).contains(quote) { value?.quote = quote }
    }

    private mutating func continueValue(with text: ArraySlice<Unicode.Scalar>) {
        guard !text.isEmpty else { return }
        value?.isAhead = false
        if let quote = value?.quote, Self.text(text).contains(quote) { value?.quote = nil }
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }

    /// Where the value of the first password-like key in a line begins, its colon or `=` passed; at
    /// the beginning of the line, both may be missing.
    private static func valueStart(in scalars: [Unicode.Scalar]) -> Int? {
        let isExplicitKey = scalars.first { $0 != " " } == "?"
        var index = 0
        while index < scalars.count {
            guard isWordCharacter(scalars[index]) else {
                index += 1
                continue
            }
            let word = scalars[index...].prefix { isWordCharacter($0) }
            index += word.count
            if SecretMask.isSecret(key: text(word)) {
                let rest = scalars[index...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
                if rest.first == ":" || rest.first == "=" { return rest.startIndex + 1 }
                let isFirst =
                    scalars[..<(index - word.count)].allSatisfy { " \t-{,\"'".unicodeScalars.contains($0) }
                if isExplicitKey || isFirst && scalars[index...].first == " " { return index }
            }
        }
        return nil
    }

    private static func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
        default: !scalar.isASCII && scalar.properties.isAlphabetic
        }
    }
}
