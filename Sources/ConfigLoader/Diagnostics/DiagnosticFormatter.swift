/// Turns problems into diagnostics: looks up their source lines and hides the secrets in them.
struct DiagnosticFormatter {
    private let layers: [Layer]

    /// The texts that problems were found in so far: to find every line and every secret is not done for nothing.
    private var texts: [UInt16: Text] = [:]

    fileprivate struct Text {
        let lines: SourceLines
        let mask: SecretMask

        /// The lines looked up so far: many problems may be in one line, and a line may be as long as a profile.
        var maskedLines: [Int: [Unicode.Scalar]] = [:]

        init(_ layer: Layer) {
            lines = SourceLines(layer.bytes)
            mask = SecretMask(lines, nodes: layer.document?.nodes ?? [])
        }
    }

    init(_ layers: [Layer]) {
        self.layers = layers
    }

    /// The diagnostics in the order of the layers, and of the text in each.
    mutating func diagnostics(for problems: Problems) -> [Diagnostic] {
        problems.found.sorted { $0.range.isBefore($1.range) }.map { diagnostic(for: $0) }
    }

    private mutating func diagnostic(for problem: Problem) -> Diagnostic {
        let span = span(of: problem.range)
        func covering(_ text: String) -> String { texts[problem.range.layer]?.mask.covering(text) ?? text }
        return Diagnostic(
            severity: problem.severity, code: problem.code, file: name(of: problem.range), span: span,
            message: covering(problem.message), expected: problem.expected, suggestion: problem.suggestion,
            help: problem.help.map(covering), notes: problem.notes.map { note($0) })
    }

    private mutating func note(_ note: Located<String>) -> Diagnostic.Note {
        Diagnostic.Note(message: note.value, file: name(of: note.range), span: span(of: note.range))
    }

    private func name(of range: SourceRange) -> String? {
        layers.indices.contains(Int(range.layer)) ? layers[Int(range.layer)].name.text : nil
    }

    /// The part of a range on its first line, and that line; of a very long line, the part around the range.
    mutating func span(of range: SourceRange) -> Diagnostic.Span? {
        guard layers.indices.contains(Int(range.layer)) else { return nil }
        var text = texts[range.layer] ?? Text(layers[Int(range.layer)])
        let span = text.span(of: range)
        texts[range.layer] = text
        return span
    }
}

extension DiagnosticFormatter.Text {
    fileprivate mutating func span(of range: SourceRange) -> Diagnostic.Span {
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
