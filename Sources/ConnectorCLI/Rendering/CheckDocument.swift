internal import AerospikeConfigLoader
internal import AerospikeSDK

/// A check as JSON for programs, an object for each step and one for the whole; their keys are stable.
enum CheckDocument {
    static func step(_ step: CheckStep, _ client: String) -> JSON {
        .object([
            ("$message_type", .string("step")),
            ("client", .string(client)),
            ("name", .string(step.name.rawValue)),
            ("target", .string(step.target)),
            ("status", .string(step.status.rawValue)),
            ("detail", .string(step.detail)),
            ("milliseconds", step.duration.map { .thousandths($0.wholeNanoseconds / 1000) } ?? .null),
            ("error", step.error.map { error($0, step.advice) } ?? .null),
        ])
    }

    static func summary(_ profile: String, _ client: String, path: String?, _ report: CheckReport) -> JSON {
        .object(
            head(profile, path, isOK: report.isPassed) + [
                ("client", .string(client)),
                ("nodes", .array(report.nodes.map { .string($0) })),
                ("namespaces", .array(report.namespaces.map { .string($0) })),
                ("summary", .string(report.outcome)),
            ])
    }

    /// The summary of a profile that is wrong.
    static func summary(_ profile: String, _ error: ProfileError) -> JSON {
        .object(
            head(profile, error.diagnostics.first?.file, isOK: false) + [
                ("client", .null), ("nodes", .array([])), ("namespaces", .array([])),
                ("summary", .string(error.summary)),
            ])
    }

    private static func head(_ profile: String, _ path: String?, isOK: Bool) -> [(String, JSON)] {
        [
            ("$message_type", .string("summary")), ("profile", .string(profile)), ("path", .optional(path)),
            ("ok", .bool(isOK)),
        ]
    }

    private static func error(_ error: AerospikeError, _ advice: String?) -> JSON {
        .object([
            ("code", .string("\(error.code)")), ("message", .string(error.message)), ("advice", .optional(advice)),
        ])
    }
}
