/// A Swift text whose comments and literals are blanked out, so that what is left is code in its old places.
///
/// Not a parser: it knows just enough of the language to tell code from what only looks like it. The code within an
/// interpolation is left standing.
struct SwiftText {
    /// The code, in UTF-8: spaces stand for what is blanked out, and lines are where they were.
    private(set) var code: [UInt8] = []

    /// The lines, from 1, that hold a comment or a part of one.
    private(set) var commentLines: Set<Int> = []

    /// The lines, from 1, that hold a documentation comment.
    private(set) var documentationLines: Set<Int> = []

    private let source: [UInt8]
    private var index = 0
    private var line = 1

    init(_ text: String) {
        source = Array(text.utf8)
        code.reserveCapacity(source.count)
        takeCode(isInterpolation: false)
    }

    /// The number of lines, without an empty one at the end.
    var lineCount: Int { line - (source.last == UInt8(ascii: "\n") ? 1 : 0) }

    private func sees(_ text: StaticString, at offset: Int = 0) -> Bool {
        let wanted = "\(text)".utf8
        let start = index + offset
        return start + wanted.count <= source.count && source[start..<start + wanted.count].elementsEqual(wanted)
    }

    private mutating func take(blanked: Bool) {
        let byte = source[index]
        if byte == UInt8(ascii: "\n") { line += 1 }
        code.append(blanked && byte != UInt8(ascii: "\n") ? UInt8(ascii: " ") : byte)
        index += 1
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<min(count, source.count - index) { take(blanked: true) }
    }

    /// Takes code up to the parenthesis that ends an interpolation, or up to the end of the text.
    private mutating func takeCode(isInterpolation: Bool) {
        var depth = 0
        while index < source.count {
            if sees("//") {
                takeLineComment()
            } else if sees("/*") {
                takeBlockComment()
            } else if let hashes = literal() {
                takeLiteral(hashes: hashes)
            } else {
                if source[index] == UInt8(ascii: "(") { depth += 1 }
                if source[index] == UInt8(ascii: ")") { depth -= 1 }
                if isInterpolation, depth < 0 { return }
                take(blanked: false)
            }
        }
    }

    private mutating func takeLineComment() {
        commentLines.insert(line)
        if sees("///") { documentationLines.insert(line) }
        while index < source.count, !sees("\n") { blank(1) }
    }

    private mutating func takeBlockComment() {
        var depth = 0
        repeat {
            commentLines.insert(line)
            if sees("/*") { depth += 1 } else if sees("*/") { depth -= 1 }
            blank(sees("/*") || sees("*/") ? 2 : 1)
        } while depth > 0 && index < source.count
    }

    /// How many `#` stand before the quote of a literal that begins here, or `nil` when none does.
    private func literal() -> Int? {
        var hashes = 0
        while sees("#", at: hashes) { hashes += 1 }
        return sees("\"", at: hashes) ? hashes : nil
    }

    private mutating func takeLiteral(hashes: Int) {
        blank(hashes)
        let quotes = sees("\"\"\"") ? 3 : 1
        blank(quotes)
        while index < source.count {
            if ends(quotes: quotes, hashes: hashes) { return blank(quotes + hashes) }
            guard sees("\\"), (0..<hashes).allSatisfy({ sees("#", at: 1 + $0) }) else {
                blank(1)
                continue
            }
            blank(1 + hashes)
            guard sees("(") else {
                blank(1)
                continue
            }
            take(blanked: false)
            takeCode(isInterpolation: true)
            if index < source.count { take(blanked: false) }
        }
    }

    private func ends(quotes: Int, hashes: Int) -> Bool {
        (0..<quotes).allSatisfy { sees("\"", at: $0) } && (0..<hashes).allSatisfy { sees("#", at: quotes + $0) }
    }
}
