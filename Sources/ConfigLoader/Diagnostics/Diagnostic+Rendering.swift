extension Diagnostic: CustomStringConvertible {
    /// The problem as a person reads it: place and message, the source line with the stretch underlined, and help.
    public var description: String {
        var lines = ["\(Self.place(file, span))\(severity.rawValue)[\(code.rawValue)]: \(message)"]
        let gutter = notes.compactMap(\.span?.line).reduce(span?.line ?? 0, max)
        let width = max(4, String(gutter).utf8.count + 1)
        if let span { lines += span.rendered(gutterWidth: width) }
        if let expected { lines.append(Self.margin(width) + "= expected: \(expected)") }
        for note in notes {
            lines.append("\(Self.place(note.file, note.span))note: \(note.message)")
            if let span = note.span { lines += span.rendered(gutterWidth: width) }
        }
        if let help { lines.append("help: \(help)") }
        if let suggestion { lines.append("help: did you mean \(suggestion.quoted)?") }
        return lines.joined(separator: "\n")
    }

    private static func place(_ file: String?, _ span: Span?) -> String {
        switch (file?.printable, span) {
        case (let file?, let span?): "\(file):\(span.line):\(span.column): "
        case (let file?, nil): "\(file): "
        case (nil, _): ""
        }
    }

    fileprivate static func margin(_ width: Int) -> String { String(repeating: " ", count: width + 1) }
}

extension Diagnostic.Span {
    /// The source line and, below it, the stretch underlined with carets.
    fileprivate func rendered(gutterWidth width: Int) -> [String] {
        let number = String(line)
        let padding = String(repeating: " ", count: max(0, width - number.utf8.count))
        return [
            "\(padding)\(number) | \(sourceLine)",
            "\(Diagnostic.margin(width))| \(underline)",
        ]
    }

    /// The carets; what stands before them keeps its tabs, so that both lines move alike.
    private var underline: String {
        let before = sourceLine.unicodeScalars.prefix(max(0, column - 1 - skippedColumns))
        let indentation = String(String.UnicodeScalarView(before.map { $0 == "\t" ? "\t" : " " }))
        return indentation + String(repeating: "^", count: max(1, endColumn - column))
    }
}
