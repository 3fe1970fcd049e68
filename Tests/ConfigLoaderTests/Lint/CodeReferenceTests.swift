import Glibc
import Testing

@testable import AerospikeConfigLoader

/// The reference of codes holds what `connector explain` says of each, in the order of the codes.
@Suite struct CodeReferenceTests {
    @Test func holdsEveryExplanation() throws {
        let expected = Self.head + Diagnostic.Code.allCases.map(Self.section).joined()
        // Set by whoever changes an explanation: the test then writes the reference before it reads it.
        if unsafe getenv("UPDATE_DOCS") != nil { try Self.write(expected) }
        let isFresh = try Fixtures.text(Fixtures.codes) == expected
        #expect(isFresh, "docs/CODES.md is stale; UPDATE_DOCS=1 swift test --filter CodeReferenceTests writes it")
    }

    private static let head = """
        # Codes

        Every problem of a profile has a code, which stays the same from version to version. Those up to `P019` are found
        whenever a profile is loaded, by `connector check` and in code; those from `P020` on are found by `connector lint`,
        which opens the files that a profile names. `connector explain CODE` prints the texts of this page.

        """

    private static func section(_ code: Diagnostic.Code) -> String {
        let explanation = code.explanation
        func example(_ title: String, _ text: String?) -> String {
            text.map { "\n\(title):\n\n```yaml\n\($0)\n```\n" } ?? ""
        }
        return "\n## \(code.rawValue): \(code.summary)\n\n\(wrapped(explanation.text))\n"
            + example("Wrong", explanation.wrong) + example("Right", explanation.right)
    }

    /// The text in lines of at most 120 characters.
    private static func wrapped(_ text: String) -> String {
        text.split(separator: " ").reduce(into: [""]) { lines, word in
            let last = lines.removeLast()
            let line = last.isEmpty ? String(word) : "\(last) \(word)"
            lines += line.count <= 120 ? [line] : [last, String(word)]
        }.joined(separator: "\n")
    }

    /// Unsafe because of the C library's files; this one is closed by the same function that opens it.
    private static func write(_ text: String) throws {
        let file = try unsafe #require(fopen(Fixtures.codes, "w"))
        defer { unsafe fclose(file) }
        try #require(unsafe fputs(text, file) >= 0)
    }
}
