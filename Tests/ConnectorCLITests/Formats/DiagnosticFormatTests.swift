import AerospikeConfigLoader
import AerospikeSDK
import Foundation
import FoundationXML
import Testing

@testable import ConnectorCLI

/// The forms of a problem for programs, which other programs take apart.
@Suite struct DiagnosticFormatTests {
    private func diagnostics(_ text: String, file: String = "p.yaml") throws -> [Diagnostic] {
        try #require(throws: ProfileError.self) { _ = try Profile(parsing: text, file: file) }.diagnostics
    }

    private func object(_ diagnostic: Diagnostic) throws -> [String: Any] {
        let line = DiagnosticDocument.make(diagnostic).line
        #expect(!line.contains("\n"))
        return try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test func jsonHasTheFieldsOfRustc() throws {
        let diagnostic = try #require(try diagnostics("cluster: { hosts: [a], nmae: x }").first)
        let object = try object(diagnostic)
        let fields = ["$message_type", "children", "code", "level", "message", "rendered", "spans"]
        #expect(object.keys.sorted() == fields)
        #expect(object["level"] as? String == "error")
        #expect(object["rendered"] as? String == diagnostic.description)
        let code = try #require(object["code"] as? [String: Any])
        #expect(code["explanation"] as? String == Diagnostic.Code.unknownKey.explanation.description)
        let span = try #require((object["spans"] as? [[String: Any]])?.first)
        #expect(
            span.keys.sorted() == [
                "column_end", "column_start", "file_name", "is_primary", "label", "line_end", "line_start",
                "suggested_replacement", "suggestion_applicability", "text",
            ])
        #expect(span["line_start"] as? Int == 1 && span["column_start"] as? Int == 24)
        #expect(span["column_end"] as? Int == 28 && span["is_primary"] as? Bool == true)
        let children = try #require(object["children"] as? [[String: Any]])
        let replacement = (children.first?["spans"] as? [[String: Any]])?.first
        #expect(replacement?["suggested_replacement"] as? String == "name")
        #expect(replacement?["suggestion_applicability"] as? String == "MaybeIncorrect")
    }

    @Test func columnsAreScalarsCountedFromOne() throws {
        let object = try object(#require(try diagnostics("cluster: { app_id: \"é😀\", nmae: x, hosts: [a] }").first))
        let span = try #require((object["spans"] as? [[String: Any]])?.first)
        #expect(span["column_start"] as? Int == 26)
        let text = try #require((span["text"] as? [[String: Any]])?.first)
        let line = Array((text["text"] as? String ?? "").unicodeScalars)
        let (start, end) = (text["highlight_start"] as? Int ?? 0, text["highlight_end"] as? Int ?? 0)
        #expect(String(String.UnicodeScalarView(line[(start - 1)..<(end - 1)])) == "nmae")
    }

    @Test func theHighlightOfAVeryLongLineIsInItsPart() throws {
        let hosts = Array(repeating: "db1", count: 1000).joined(separator: ", ")
        let object = try object(#require(try diagnostics("cluster: { hosts: [\(hosts)], nmae: x }").first))
        let span = try #require((object["spans"] as? [[String: Any]])?.first)
        let text = try #require((span["text"] as? [[String: Any]])?.first)
        let line = Array((text["text"] as? String ?? "").unicodeScalars)
        let (start, end) = (text["highlight_start"] as? Int ?? 0, text["highlight_end"] as? Int ?? 0)
        #expect(String(String.UnicodeScalarView(line[(start - 1)..<(end - 1)])) == "nmae")
        #expect(span["column_start"] as? Int ?? 0 > 5000)
    }

    @Test func notesAreChildrenWithTheirPlaces() throws {
        let object = try object(#require(try diagnostics("cluster:\n  hosts: [a]\n  hosts: [b]\n").first))
        let note = try #require((object["children"] as? [[String: Any]])?.first)
        #expect(note["level"] as? String == "note")
        let span = try #require((note["spans"] as? [[String: Any]])?.first)
        #expect(span["line_start"] as? Int == 2 && span["is_primary"] as? Bool == false)
        #expect(span["file_name"] as? String == "p.yaml")
    }

    @Test func aFileWithoutALineIsStillNamed() throws {
        let error = try #require(throws: ProfileError.self) { _ = try Profile.load(path: "/nonexistent/p.yaml") }
        let diagnostic = try #require(error.diagnostics.first)
        let span = try #require((try object(diagnostic)["spans"] as? [[String: Any]])?.first)
        #expect(span["file_name"] as? String == "/nonexistent/p.yaml")
        #expect(WorkflowCommand(diagnostic).line.hasPrefix("::error file=/nonexistent/p.yaml,title=P001::the profile"))
    }

    @Test func commandsCannotBeBrokenOutOf() throws {
        let diagnostic = try #require(try diagnostics("cluster: {}", file: "a%,b:c\r\n::error::x.yaml").first)
        let line = WorkflowCommand(diagnostic).line
        #expect(line.hasPrefix("::error file=a%25%2Cb%3Ac%0D%0A%3A%3Aerror%3A%3Ax.yaml,line=1,col=1,endColumn="))
        #expect(!line.contains("\n") && !line.contains("\r"))
    }

    @Test func reportsAreXMLWhateverIsInThem() throws {
        let nasty = "<&>\"'\u{0}\u{1}\u{1B}\u{FFFE}\r\n\t]]>é😀"
        let report = TestReport(
            name: nasty,
            suites: [
                TestReport.Suite(
                    name: nasty,
                    cases: [
                        TestReport.Case(name: nasty, duration: .milliseconds(1234)),
                        TestReport.Case(name: "f", outcome: .failed(kind: nasty, message: nasty, text: nasty)),
                        TestReport.Case(name: "s", outcome: .skipped(nasty)),
                        TestReport.Case(name: "r", outcome: .remarked(nasty)),
                    ])
            ])
        let escaped = "&lt;&amp;&gt;&quot;'\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}&#13;&#10;&#9;]]&gt;é😀"
        #expect(report.text.contains("<testcase name=\"\(escaped)\" classname=\"\(escaped)\" time=\"1.234\"/>"))
        #expect(report.text.contains("<skipped message=\"\(escaped)\"/>"))
        #expect(report.text.contains("tests=\"4\" failures=\"1\" errors=\"0\" skipped=\"1\""))
        let content = "&lt;&amp;&gt;\"'\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}&#13;\n\t]]&gt;é😀"
        #expect(report.text.contains("<system-out>\(content)</system-out>"))
        #expect(report.text.contains("message=\"\(escaped)\">\(content)</failure>"))
        #expect(XMLParser(data: Data(report.text.utf8)).parse())
    }

    /// No form shows a secret that stands in a line with a problem.
    @Test func secretsAreMaskedInEveryForm() throws {
        let text = "cluster: { hosts: [a], auth: { usr: x, password: hunter2 } }"
        let report = LintReport(
            profiles: [LintReport.Profile(name: "p.yaml", diagnostics: try diagnostics(text))], deniesWarnings: false)
        for format in OutputFormat.allCases {
            let lines = report.lines(format, Style(isColoured: false)).joined(separator: "\n")
            #expect(lines.contains("usr") && !lines.contains("hunter2"), "\(format)")
        }
    }
}
