internal import AerospikeConfigLoader
internal import AerospikeSDK

/// A line of output that GitHub's runners take for an annotation.
///
/// Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
struct WorkflowCommand {
    private let level: String
    private let properties: [(name: String, value: String)]
    private let message: String

    /// The annotation of a problem at its place.
    init(_ diagnostic: Diagnostic) {
        level = diagnostic.severity.rawValue
        let file = diagnostic.file.map { [("file", $0)] } ?? []
        let span = diagnostic.span.map { span in
            [("line", "\(span.line)"), ("col", "\(span.column)"), ("endColumn", "\(span.endColumn)")]
        }
        properties = file + (span ?? []) + [("title", diagnostic.code.rawValue)]
        let hints = [
            diagnostic.expected.map { "expected: \($0)" }, diagnostic.help,
            diagnostic.suggestion.map { "did you mean \($0.quoted)?" },
        ]
        message = ([diagnostic.message] + hints.compactMap(\.self)).joined(separator: "\n")
    }

    /// The annotation of a step that is not well; `nil` for one that is.
    ///
    /// - Parameter file: The profile that is checked.
    init?(_ step: CheckStep, file: String?) {
        switch step.status {
        case .failed: level = "error"
        case .warning: level = "warning"
        case .passed, .skipped: return nil
        }
        let title = [step.name.rawValue, step.target].filter { !$0.isEmpty }.joined(separator: " ")
        properties = (file.map { [("file", $0)] } ?? []) + [("title", title)]
        // The detail of a warning may be what was found; what is wrong with it is the error's message.
        let remark = step.status == .warning && step.error?.message != step.detail ? step.error?.message : nil
        message = [step.detail, remark, step.advice].compactMap(\.self).filter { !$0.isEmpty }
            .joined(separator: "\n")
    }

    /// The command, in which nothing can be taken for another.
    var line: String {
        let list = properties.map { "\($0.name)=\(Self.escaped($0.value, in: Self.inProperties))" }
        return "::\(level) \(list.joined(separator: ","))::\(Self.escaped(message, in: Self.inMessages))"
    }

    private static let inMessages: [Unicode.Scalar: String] = ["%": "%25", "\r": "%0D", "\n": "%0A"]
    private static let inProperties = inMessages.merging([":": "%3A", ",": "%2C"]) { one, _ in one }

    private static func escaped(_ text: String, in escapes: [Unicode.Scalar: String]) -> String {
        text.unicodeScalars.map { escapes[$0] ?? String($0) }.joined()
    }
}
