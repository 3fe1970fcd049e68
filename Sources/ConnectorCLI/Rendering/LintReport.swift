internal import AerospikeConfigLoader
internal import AerospikeSDK

/// What was found in some profiles.
struct LintReport {
    struct Profile: Hashable {
        /// The file, or the name for which there is none.
        var name: String
        var diagnostics: [Diagnostic]
    }

    let profiles: [Profile]
    let deniesWarnings: Bool

    /// What was found, each finding once: profiles that extend another share its faults.
    var diagnostics: [Diagnostic] {
        var known: Set<Diagnostic> = []
        return profiles.flatMap(\.diagnostics).filter { known.insert($0).inserted }
    }

    var status: ExitCode {
        if profiles.contains(where: { $0.diagnostics.contains { $0.severity == .error } }) { return .wrongProfile }
        return deniesWarnings && profiles.contains { !$0.diagnostics.isEmpty } ? .failed : .success
    }

    /// How much was found, such as `2 profiles: 1 error, 3 warnings`.
    var summary: String {
        let diagnostics = diagnostics
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count - errors
        let counts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }.map { $0.0.of($0.1) }
        let denied = errors == 0 && warnings > 0 && deniesWarnings ? "; warnings are denied" : ""
        let found = counts.isEmpty ? "nothing is wrong" : counts.joined(separator: ", ")
        return "\(profiles.count.of("profile")): \(found)\(denied)"
    }

    /// The report in a form.
    func lines(_ format: OutputFormat, _ style: Style) -> [String] {
        switch format {
        case .human: screen(style)
        case .json: diagnostics.map { DiagnosticDocument.make($0).line } + [document.line]
        case .github: diagnostics.map { WorkflowCommand($0).line } + [summary]
        case .junit: [TestReport(name: "connector lint", suites: profiles.map(suite)).text]
        }
    }
}

extension LintReport {
    private func screen(_ style: Style) -> [String] {
        let clean = profiles.filter(\.diagnostics.isEmpty).map { "\(style("✓", .green)) \($0.name.printable)" }
        let colour: Style.Colour = status != .success ? .red : diagnostics.isEmpty ? .green : .yellow
        return diagnostics.flatMap { [$0.description, ""] } + clean + [style(summary, colour)]
    }

    /// What stands below the findings, for programs.
    private var document: JSON {
        let errors = diagnostics.count { $0.severity == .error }
        return .object([
            ("$message_type", .string("summary")), ("ok", .bool(status == .success)),
            ("profiles", .array(profiles.map { .string($0.name) })), ("errors", .integer(errors)),
            ("warnings", .integer(diagnostics.count - errors)), ("summary", .string(summary)),
        ])
    }

    private func suite(_ profile: Profile) -> TestReport.Suite {
        let cases = profile.diagnostics.map { TestReport.Case($0, deniesWarnings: deniesWarnings) }
        return TestReport.Suite(
            name: profile.name, cases: cases.isEmpty ? [TestReport.Case(name: profile.name)] : cases)
    }
}

extension TestReport.Case {
    /// A problem of a profile; a warning that is not denied is a remark.
    init(_ diagnostic: Diagnostic, deniesWarnings: Bool) {
        let place = [diagnostic.file, (diagnostic.span?.line).map { "\($0)" }].compactMap(\.self)
        name = ([diagnostic.code.rawValue] + [place.joined(separator: ":")]).joined(separator: " ")
        outcome =
            diagnostic.severity == .error || deniesWarnings
            ? .failed(
                kind: diagnostic.code.rawValue, message: diagnostic.message, text: diagnostic.description)
            : .remarked(diagnostic.description)
    }
}
