/// What `connector help` prints.
struct HelpText {
    let text: String

    /// - Parameters:
    ///   - name: The command to explain, or `nil` for the list of all.
    ///   - columns: How wide lines may be.
    init(_ name: String?, columns: Int) throws(UsageError) {
        let lines = if let name { Self.help(try Command.named(name), columns) } else { Self.overview(columns) }
        text = lines.joined(separator: "\n")
    }

    private static func overview(_ columns: Int) -> [String] {
        ["connector: reach an Aerospike cluster by its profile, or learn why not", ""]
            + list(Command.all.map { ($0.form, $0.summary) }, columns)
            + ["", "'connector help COMMAND' explains a command, --version prints the version."]
    }

    private static func help(_ command: Command, _ columns: Int) -> [String] {
        let flags = command.flags.map { ($0.form, $0.help) } + [("-h, --help", "explain this command")]
        return [command.synopsis, ""] + paragraphs(command.explanation, columns) + ["", "Flags"] + list(flags, columns)
    }

    /// Two columns, the second wrapped.
    private static func list(_ rows: [(name: String, help: String)], _ columns: Int) -> [String] {
        let width = rows.map(\.name.count).max() ?? 0
        return rows.flatMap { row in
            row.help.wrapped(to: columns - width - 4).enumerated().map { index, line in
                "  \((index == 0 ? row.name : "").padded(to: width))  \(line)"
            }
        }
    }

    /// Wraps paragraphs; lines that are indented stay as they are.
    static func paragraphs(_ text: String, _ columns: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            line.hasPrefix(" ") ? [String(line)] : String(line).wrapped(to: columns)
        }
    }
}
