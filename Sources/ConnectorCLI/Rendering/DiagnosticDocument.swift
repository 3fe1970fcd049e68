internal import AerospikeConfigLoader

/// A problem of a profile as JSON, with the fields in which rustc tells those of a program: many tools read them.
///
/// Source: https://doc.rust-lang.org/rustc/json.html
enum DiagnosticDocument {
    static func make(_ diagnostic: Diagnostic) -> JSON {
        .object([
            ("$message_type", .string("diagnostic")),
            ("message", .string(diagnostic.message)),
            ("code", code(diagnostic.code)),
            ("level", .string(diagnostic.severity.rawValue)),
            ("spans", .array(span(of: diagnostic).map { [$0] } ?? [])),
            ("children", .array(children(of: diagnostic))),
            ("rendered", .string(diagnostic.description)),
        ])
    }

    private static func code(_ code: Diagnostic.Code) -> JSON {
        .object([("code", .string(code.rawValue)), ("explanation", .string(code.explanation.description))])
    }

    /// Where the problem is; a file that is wrong as a whole is so at its beginning.
    private static func span(of diagnostic: Diagnostic, replacement: String? = nil) -> JSON? {
        let label = replacement == nil ? diagnostic.expected.map { "expected \($0)" } : nil
        return diagnostic.file.map { span($0, diagnostic.span, label: label, replacement: replacement) }
    }

    private static func span(
        _ file: String,
        _ span: Diagnostic.Span?,
        label: String? = nil,
        isPrimary: Bool = true,
        replacement: String? = nil
    ) -> JSON {
        .object([
            ("file_name", .string(file)),
            ("line_start", .integer(span?.line ?? 1)),
            ("line_end", .integer(span?.line ?? 1)),
            ("column_start", .integer(span?.column ?? 1)),
            ("column_end", .integer(span?.endColumn ?? 1)),
            ("is_primary", .bool(isPrimary)),
            ("label", .optional(label)),
            ("text", .array(span.map { [text($0)] } ?? [])),
            ("suggested_replacement", .optional(replacement)),
            // What was probably meant is for a person to decide.
            ("suggestion_applicability", .optional(replacement.map { _ in "MaybeIncorrect" })),
        ])
    }

    /// The source line; of a very long one, a part, in which the columns count from its own beginning.
    private static func text(_ span: Diagnostic.Span) -> JSON {
        .object([
            ("text", .string(span.sourceLine)),
            ("highlight_start", .integer(span.column - span.skippedColumns)),
            ("highlight_end", .integer(span.endColumn - span.skippedColumns)),
        ])
    }

    private static func children(of diagnostic: Diagnostic) -> [JSON] {
        let notes = diagnostic.notes.map { note in
            child("note", note.message, note.file.map { span($0, note.span, isPrimary: false) })
        }
        let help = diagnostic.help.map { child("help", $0, nil) }
        let suggestion = diagnostic.suggestion.map { text in
            child("help", "did you mean \(text.quoted)?", span(of: diagnostic, replacement: text))
        }
        return notes + [help, suggestion].compactMap(\.self)
    }

    private static func child(_ level: String, _ message: String, _ span: JSON?) -> JSON {
        .object([
            ("message", .string(message)), ("code", .null), ("level", .string(level)),
            ("spans", .array(span.map { [$0] } ?? [])), ("children", .array([])), ("rendered", .null),
        ])
    }
}
