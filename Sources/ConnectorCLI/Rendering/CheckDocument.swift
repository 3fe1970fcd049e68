internal import AerospikeConfigLoader
internal import AerospikeSDK

/// The check as a JSON document for programs; its keys are stable.
enum CheckDocument {
    static func make(_ profile: String, path: String?, _ report: CheckReport) -> JSON {
        .object(
            head(profile, path, isOK: report.isPassed) + [
                ("nodes", .array(report.nodes.map { .string($0) })),
                ("namespaces", .array(report.namespaces.map { .string($0) })),
                ("steps", .array(report.steps.map(step))),
                ("problems", .array([])),
                ("summary", .string(report.outcome)),
            ])
    }

    /// The document of a profile that is wrong.
    static func make(_ profile: String, _ error: ProfileError) -> JSON {
        .object(
            head(profile, error.diagnostics.first?.file, isOK: false) + [
                ("nodes", .array([])),
                ("namespaces", .array([])),
                ("steps", .array([])),
                ("problems", .array(error.diagnostics.map(problem))),
                ("summary", .string(error.summary)),
            ])
    }

    private static func head(_ profile: String, _ path: String?, isOK: Bool) -> [(String, JSON)] {
        [("profile", .string(profile)), ("path", .optional(path)), ("ok", .bool(isOK))]
    }

    private static func step(_ step: CheckStep) -> JSON {
        .object([
            ("name", .string(step.name.rawValue)),
            ("target", .string(step.target)),
            ("status", .string(step.status.rawValue)),
            ("detail", .string(step.detail)),
            ("milliseconds", step.duration.map { .thousandths($0.wholeNanoseconds / 1000) } ?? .null),
            ("error", step.error.map { error($0, step.advice) } ?? .null),
        ])
    }

    private static func error(_ error: AerospikeError, _ advice: String?) -> JSON {
        .object([
            ("code", .string("\(error.code)")), ("message", .string(error.message)), ("advice", .optional(advice)),
        ])
    }

    private static func problem(_ diagnostic: Diagnostic) -> JSON {
        .object([
            ("code", .string(diagnostic.code.rawValue)),
            ("severity", .string(diagnostic.severity.rawValue)),
            ("file", .optional(diagnostic.file)),
            ("line", diagnostic.span.map { .integer($0.line) } ?? .null),
            ("column", diagnostic.span.map { .integer($0.column) } ?? .null),
            ("message", .string(diagnostic.message)),
            ("expected", .optional(diagnostic.expected)),
            ("suggestion", .optional(diagnostic.suggestion)),
            ("help", .optional(diagnostic.help)),
        ])
    }
}

extension JSON {
    fileprivate static func optional(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
}
