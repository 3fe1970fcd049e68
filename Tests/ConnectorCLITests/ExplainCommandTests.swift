import AerospikeConfigLoader
import Testing

@testable import ConnectorCLI

@Suite struct ExplainCommandTests {
    @Test(arguments: ["P012", "p012"]) func aCodeIsExplained(_ code: String) async {
        let recorder = Recorder()
        #expect(await recorder.run("explain", code) == .success)
        let known = Diagnostic.Code.parentCycle
        let text = "P012: \(known.summary)\n\n\(known.explanation)"
        #expect(recorder.flatOutput == text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        #expect(
            recorder.output.hasSuffix(
                "\n    behaviors:\n      patient: { parent: DEFAULT }\n      hasty: { parent: patient }"))
    }

    @Test func longLinesAreWrapped() async throws {
        let recorder = Recorder()
        #expect(await Connector(console: recorder.console(columns: 80)).run(["explain", "P031"]) == .success)
        #expect(recorder.output.split(separator: "\n").allSatisfy { $0.count <= 90 })
    }

    @Test func allCodesAreListed() async {
        let recorder = Recorder()
        #expect(await recorder.run("explain") == .success)
        #expect(recorder.output.split(separator: "\n").count == Diagnostic.Code.allCases.count)
        #expect(recorder.output.hasPrefix("P001  The file cannot be read.\nP002  "))
    }

    @Test(arguments: [
        ("P2", "did you mean 'P002'?"), ("12", "did you mean 'P012'?"), ("P0012", "did you mean 'P001'?"),
        ("X", "'connector explain' lists the codes"),
    ])
    func unknownCodesAreRefused(_ code: String, _ hint: String) async {
        let recorder = Recorder()
        #expect(await recorder.run("explain", code) == .usage)
        #expect(recorder.complaints.contains("there is no code '\(code)'\n\(hint)"))
    }
}
