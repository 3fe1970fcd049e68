/// Turns problems into diagnostics: looks up their source lines and hides the secrets in them.
struct DiagnosticFormatter {
    private let file: String
    private let lines: SourceLines
    private let mask: SecretMask

    /// The lines looked up so far: many problems may be in one line, and a line may be as long as a profile.
    private var maskedLines: [Int: [Unicode.Scalar]] = [:]

    /// - Parameters:
    ///   - file: The profile, as a person named it.
    ///   - bytes: Its text.
    ///   - nodes: Its nodes, when it could be parsed, to find its secrets by.
    init(file: String, bytes: [UInt8], nodes: [YAMLNode]) {
        self.file = file
        self.lines = SourceLines(bytes)
        self.mask = SecretMask(lines, nodes: nodes)
    }

    /// The diagnostics in the order of the file.
    mutating func diagnostics(for problems: Problems) -> [Diagnostic] {
        problems.found.sorted { $0.range.start < $1.range.start }.map { diagnostic(for: $0) }
    }

    /// The diagnostic for a text that is not YAML.
    mutating func diagnostic(for problem: YAMLProblem) -> Diagnostic {
        let place = problem.byte.map(lines.position(ofByte:)).map { SourceRange(start: $0, end: $0) }
        let range = problem.range ?? place
        let notes = problem.context.map { [note($0)] } ?? []
        return Diagnostic(
            severity: .error, code: problem.code, file: file, span: range.map { span(of: $0) },
            message: problem.message, expected: nil, suggestion: nil, help: problem.help, notes: notes)
    }

    private mutating func diagnostic(for problem: Problem) -> Diagnostic {
        Diagnostic(
            severity: .error, code: problem.code, file: file, span: span(of: problem.range), message: problem.message,
            expected: problem.expected, suggestion: problem.suggestion, help: problem.help,
            notes: problem.notes.map { note($0) })
    }

    private mutating func note(_ note: Located<String>) -> Diagnostic.Note {
        Diagnostic.Note(message: note.value, span: span(of: note.range))
    }

    /// The part of a range on its first line, and that line; of a very long line, the part around the range.
    mutating func span(of range: SourceRange) -> Diagnostic.Span {
        let line = min(Int(range.start.line), lines.count)
        let scalars = maskedLines[line] ?? mask.scalars(of: line)
        maskedLines[line] = scalars
        let column = min(Int(range.start.column), scalars.count + 1)
        let end = range.end.line == range.start.line ? Int(range.end.column) : scalars.count + 1
        let limit = ProfileLimits.sourceLineCharacters
        let skipped = scalars.count <= limit ? 0 : max(0, min(column - limit / 2, scalars.count - limit))
        let shown = scalars.dropFirst(skipped).prefix(limit).map { $0.isPrintable || $0 == "\t" ? $0 : "\u{FFFD}" }
        return Diagnostic.Span(
            line: line,
            column: column,
            endColumn: max(column + 1, min(end, scalars.count + 1, skipped + limit + 1)),
            sourceLine: String(String.UnicodeScalarView(shown)),
            skippedColumns: skipped
        )
    }
}
