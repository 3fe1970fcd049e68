import Foundation

/// The Swift files of this package, each read and scanned once for all tests.
struct Scanned {
    let file: Repository.File
    let text: SwiftText
    let outline: SwiftOutline

    init(_ file: Repository.File) {
        self.file = file
        text = SwiftText(file.text)
        outline = SwiftOutline(text)
    }

    static let code = Repository.code.map(Scanned.init)

    static let sources = code.filter { $0.file.path.hasPrefix("Sources/") }

    /// The lines on which some words stand one after another in code, such as `try!`.
    func lines(of phrase: String) -> [Int] {
        let code = String(decoding: text.code, as: UTF8.self)
        return code.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .filter { _, line in line.matches(phrase: phrase) }
            .map { number, _ in number + 1 }
    }
}

extension Substring {
    /// Whether the line holds the phrase, and not merely as the end of a longer word.
    fileprivate func matches(phrase: String) -> Bool {
        var rest = self[...]
        while let range = rest.range(of: phrase) {
            let before = range.lowerBound == startIndex ? nil : self[index(before: range.lowerBound)]
            if !(before.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false) { return true }
            rest = rest[range.upperBound...]
        }
        return false
    }
}
