/// A word or a mark of a Swift text, and where it stands.
struct Token {
    var text: String
    var line: Int
    /// How many braces are open around it; a brace counts as outside of itself.
    var depth: Int

    var isWord: Bool { text.utf8.first.map(Self.isPart) ?? false }

    static func tokens(of code: [UInt8]) -> [Token] {
        var tokens: [Token] = []
        var (index, line, depth) = (0, 1, 0)
        while index < code.count {
            let start = index
            while index < code.count, isPart(code[index]) { index += 1 }
            if index > start {
                tokens.append(
                    Token(text: String(decoding: code[start..<index], as: UTF8.self), line: line, depth: depth))
                continue
            }
            switch code[index] {
            case UInt8(ascii: "\n"): line += 1
            case UInt8(ascii: " "): break
            default:
                if code[index] == UInt8(ascii: "}") { depth -= 1 }
                tokens.append(Token(text: String(UnicodeScalar(code[index])), line: line, depth: depth))
                if code[index] == UInt8(ascii: "{") { depth += 1 }
            }
            index += 1
        }
        return tokens
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...: true
        default: false
        }
    }
}
