/// A command line that makes no sense, and what to write instead.
struct UsageError: Error, Hashable {
    let message: String
    var hint: String?
    /// The command whose help tells more, or `nil` for the list of commands.
    var command: String?

    /// What goes to standard error.
    var text: String {
        let help = command.map { "connector help \($0)" } ?? "connector help"
        let lines = ["connector: \(message)", hint, "run '\(help)' for what can be written here"]
        return lines.compactMap(\.self).joined(separator: "\n")
    }
}
