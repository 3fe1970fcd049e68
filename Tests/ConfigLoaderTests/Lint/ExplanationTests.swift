import Testing

@testable import AerospikeConfigLoader

/// The examples of each code show it, and nothing else.
@Suite struct ExplanationTests {
    /// The codes that no YAML shows: that of a profile which cannot be read.
    static let codesWithoutExample: Set<Diagnostic.Code> = [.unreadableFile]

    static let codes = Diagnostic.Code.allCases.filter { !codesWithoutExample.contains($0) }

    @Test(arguments: codes) func theWrongExampleHasTheProblem(_ code: Diagnostic.Code) throws {
        let found = try lint(#require(code.explanation.wrong))
        #expect(Set(found.map(\.code)) == [code], "\(found)")
    }

    @Test(arguments: codes) func theRightExampleHasNone(_ code: Diagnostic.Code) throws {
        let found = try lint(#require(code.explanation.right))
        #expect(found.isEmpty, "\(found)")
    }

    @Test(arguments: codesWithoutExample) func whatHasNoExampleHasAText(_ code: Diagnostic.Code) {
        #expect(code.explanation.wrong == nil && code.explanation.right == nil)
        #expect(code.explanation.description == code.explanation.text)
    }

    @Test func bothExamplesAreShown() {
        let text = Diagnostic.Code.missingKey.explanation.description
        #expect(text.hasSuffix("Right:\n\n    cluster:\n      name: prod\n      hosts: [db1.example.com:3000]"))
        #expect(text.contains("\n\nWrong:\n\n    cluster:\n      name: prod\n\n"))
    }

    private func lint(_ text: String) throws -> [Diagnostic] {
        let folder = try CertificateFolder()
        try folder.write("cluster: { hosts: [db1.example.com:3000] }\n", to: "base.yaml")
        return try folder.lint(text + "\n")
    }
}
