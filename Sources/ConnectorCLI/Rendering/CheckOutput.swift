internal import AerospikeConfigLoader
internal import AerospikeSDK

/// What a check prints, in one of the forms.
struct CheckOutput {
    let format: OutputFormat
    let screen: CheckScreen
    let profile: Profile

    /// The client whose steps are being told.
    var client = "default"

    /// Whether no other client follows.
    var isLast = true

    /// The lines of a step that has just ended.
    func lines(_ step: CheckStep) -> [String] {
        switch format {
        case .human: [screen.text(step)]
        case .json: [CheckDocument.step(step, client).line]
        case .github: (WorkflowCommand(step, file: profile.path)?.line).map { [$0] } ?? []
        case .junit: []
        }
    }

    /// What stands below the steps of a client.
    func ending(_ report: CheckReport) -> [String] {
        switch format {
        case .human: return screen.ending(report) + (isLast ? [] : [""])
        case .json: return [CheckDocument.summary(profile.name, client, path: profile.path, report).line]
        case .github: return [report.outcome]
        case .junit: return []
        }
    }

    /// What stands below everything: the document that must be one for all clients.
    func closing(_ clients: [String], _ reports: [CheckReport]) -> [String] {
        guard format == .junit else { return [] }
        let file = profile.path ?? profile.name
        let suites = zip(clients, reports).map { client, report in
            TestReport.Suite(
                name: clients.count == 1 ? file : "\(file) \(client)", cases: report.steps.map(TestReport.Case.init))
        }
        return [TestReport(name: "connector check", suites: suites).text]
    }

    /// The lines of a profile that is wrong.
    static func refusal(of name: String, _ error: ProfileError, _ format: OutputFormat) -> [String] {
        switch format {
        case .human: return ["\(error)"]
        case .json:
            let summary = CheckDocument.summary(name, error)
            return error.diagnostics.map { DiagnosticDocument.make($0).line } + [summary.line]
        case .github: return error.diagnostics.map { WorkflowCommand($0).line } + [error.summary]
        case .junit:
            let cases = error.diagnostics.map { TestReport.Case($0, deniesWarnings: false) }
            let suite = TestReport.Suite(name: error.diagnostics.first?.file ?? name, cases: cases)
            return [TestReport(name: "connector check", suites: [suite]).text]
        }
    }
}

extension TestReport.Case {
    /// A step of a check.
    init(_ step: CheckStep) {
        name = [step.name.rawValue, step.target].filter { !$0.isEmpty }.joined(separator: " ")
        duration = step.duration
        let text = [step.detail, step.advice].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "\n")
        outcome =
            switch step.status {
            case .passed: .passed
            case .warning: .remarked(text)
            case .failed: .failed(kind: step.error.map { "\($0.code)" } ?? "failed", message: step.detail, text: text)
            case .skipped: .skipped(step.detail)
            }
    }
}
