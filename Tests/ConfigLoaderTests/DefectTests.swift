import Testing

@testable import AerospikeConfigLoader

/// Every planted defect is found, at its place, with the words that are promised.
@Suite struct DefectTests {
    @Test(arguments: Fixtures.defectNames)
    func isReportedWordForWord(_ name: String) throws {
        let text = try Fixtures.text("\(Fixtures.defects)/\(name)")
        let expected = try Fixtures.text("\(Fixtures.defects)/\(name.dropLast(".yaml".count)).txt")
        let error = try #require(throws: ProfileError.self) { _ = try Profile(parsing: text, file: name) }
        #expect(error.description + "\n" == expected)
        #expect(!error.description.contains("hunter2"))
    }

    @Test func thereAreDefectsToTest() throws {
        #expect(Fixtures.defectNames.count > 25)
        let reports = try Fixtures.defectNames.map {
            try Fixtures.text("\(Fixtures.defects)/\($0.dropLast(".yaml".count)).txt")
        }
        #expect(reports.reduce(0) { $0 + $1.matches(of: #/:\d+:\d+: error\[/#).count } >= 48)
    }

    @Test func tellsWhereAndWhatForPrograms() throws {
        let diagnostic = try #require(
            try parsingError("cluster:\n  hosts: [a]\n  auth: { mode: nativ, password: hunter2 }\n").diagnostics.first)
        #expect(diagnostic.code == .invalidValue)
        #expect(diagnostic.code.rawValue == "P007")
        #expect(diagnostic.severity == .error)
        #expect(diagnostic.file == "profile.yaml")
        #expect(diagnostic.expected == "native, external, external_insecure or certificate")
        #expect(diagnostic.suggestion == "native")
        let span = try #require(diagnostic.span)
        #expect(span.line == 3 && span.column == 17 && span.endColumn == 22)
        #expect(span.sourceLine == "  auth: { mode: nativ, password: ••••••• }")
    }

    @Test func clipsVeryLongLinesAroundTheProblem() throws {
        let hosts = Array(repeating: "db1", count: 1000).joined(separator: ", ")
        let error = try parsingError(
            "cluster: { hosts: [\(hosts)], racks: [x], app_id: \(String(repeating: "y", count: 900)) }")
        let span = try #require(error.diagnostics.first?.span)
        #expect(span.sourceLine.unicodeScalars.count == ProfileLimits.sourceLineCharacters)
        let shown = Array(span.sourceLine.unicodeScalars)
        #expect(shown[span.column - 1 - span.skippedColumns] == "x")
        #expect(error.description.split(separator: "\n").allSatisfy { $0.count < 500 })
    }

    @Test func tabsBeforeTheCaretStayTabs() throws {
        let error = try parsingError("cluster: {\t\thosts: [a],\tx: y }")
        #expect(error.description.contains("\n     |           \t\t           \t^\n"))
    }

    @Test func codesAreUniqueAndInOrder() {
        let codes = Diagnostic.Code.allCases.map(\.rawValue)
        #expect(Set(codes).count == codes.count)
        #expect(codes == codes.sorted())
    }
}
