import Foundation
import Testing

/// Words that do not belong in what is published.
@Suite("Words") struct WordTests {
    /// Everything that is text, but for this file, which has to name what it looks for.
    private static let texts =
        (Repository.code + Repository.documents + Repository.profiles + Repository.scripts)
        .filter { $0.name != "WordTests.swift" }

    @Test("nothing is left for later", arguments: ["TODO", "FIXME", "XXX", "HACK"])
    func leftovers(word: String) {
        report(#"\b\#(word)\b"#)
    }

    @Test("no path of a machine", arguments: ["root", "work", "Users", "opt"])
    func paths(folder: String) {
        report(#"(?<![\w.~}/-])/\#(folder)/\w"#)
    }

    @Test("nobody needs the place where this was made")
    func workplace() {
        report(#"(?i)\b(issue|ticket|session) #?\d+\b"#)
        report(#"(?i)\b(pypi\.org|pythonhosted|deb\.debian|npmjs|proxy\.golang|crates\.io)"#)
    }

    private func report(_ pattern: String) {
        for file in Self.texts {
            for (number, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                guard let range = line.range(of: pattern, options: .regularExpression) else { continue }
                Issue.record("\(file.path):\(number + 1): \(line[range])")
            }
        }
    }
}
