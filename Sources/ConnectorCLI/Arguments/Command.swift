/// A command of the command line: what its help says, and how its arguments are read.
struct Command: Sendable {
    /// A flag as help texts show it.
    struct FlagHelp: Sendable {
        let name: String
        let form: String
        let help: String
    }

    let name: String
    /// What stands for the operand in help texts, when the command takes one.
    let operand: String?
    let summary: String
    /// What the help says beside the flags.
    let explanation: String
    let flags: [FlagHelp]
    let parse: @Sendable (ArraySlice<String>) throws(UsageError) -> Invocation

    /// - Parameters:
    ///   - operand: What may stand beside the flags.
    ///   - flags: The flags that the command takes.
    ///   - options: What holds when nothing is given.
    ///   - invocation: Wraps what was given.
    init<Options: Sendable>(
        _ name: String,
        _ summary: String,
        operand: Operand<Options>? = nil,
        flags: [Flag<Options>] = [],
        from options: Options,
        as invocation: @escaping @Sendable (Options) -> Invocation,
        explanation: String
    ) {
        self.name = name
        self.operand = operand?.placeholder
        self.summary = summary
        self.explanation = explanation
        self.flags =
            flags.map { flag in
                FlagHelp(name: flag.name, form: flag.form, help: flag.help)
            }
        parse = { arguments throws(UsageError) in
            var parser = ArgumentParser(command: name, flags: flags, operand: operand, options: options)
            return try parser.parse(arguments) ? .help(name) : invocation(parser.options)
        }
    }

    /// The command and its operand, such as `check [PROFILE]`.
    var form: String { operand.map { "\(name) [\($0)]" } ?? name }

    /// How the command is written, such as `connector check [PROFILE] [FLAGS]`.
    var synopsis: String { "connector \(form)" + (flags.isEmpty ? "" : " [FLAGS]") }
}
