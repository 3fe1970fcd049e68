internal import AerospikeConfigLoader

/// Reads the arguments behind a command by the table of its flags.
struct ArgumentParser<Options> {
    let command: String
    let flags: [Flag<Options>]
    let operand: Operand<Options>?
    private(set) var options: Options
    private var hasOperand = false

    init(
        command: String,
        flags: [Flag<Options>],
        operand: Operand<Options>?,
        options: Options
    ) {
        self.command = command
        self.flags = flags
        self.operand = operand
        self.options = options
    }

    /// Reads all arguments.
    ///
    /// - Returns: Whether they ask for help instead.
    mutating func parse(_ arguments: ArraySlice<String>) throws(UsageError) -> Bool {
        var rest = arguments
        var takesFlags = true
        while let argument = rest.popFirst() {
            switch argument {
            case "--" where takesFlags: takesFlags = false
            case "-h" where takesFlags, "--help" where takesFlags: return true
            case _ where takesFlags && argument.hasPrefix("-") && argument != "-": try takeFlag(argument, &rest)
            default: try takeOperand(argument)
            }
        }
        return false
    }

    /// Takes a flag written `--name`, `--name value` or `--name=value`.
    private mutating func takeFlag(_ argument: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let flag = flags.first(where: { $0.name == parts[0] }) else { throw unknown(parts[0]) }
        var value = parts.count > 1 ? parts[1] : nil
        if flag.hasOptionalValue {
            guard value != "" else { throw refused("\(flag.name)= needs a value", "write \(flag.form)") }
        } else if let placeholder = flag.placeholder {
            value = value ?? rest.popFirst()
            guard value != nil else { throw refused("\(flag.name) needs a value", "write \(flag.name) \(placeholder)") }
        } else if value != nil {
            throw refused("\(flag.name) takes no value", nil)
        }
        do throws(Flag<Options>.Refusal) {
            try flag.apply(&options, value ?? "")
        } catch {
            throw refused("\(flag.name) cannot be \((value ?? "").quoted)", "expected \(error.expected)")
        }
    }

    private mutating func takeOperand(_ argument: String) throws(UsageError) {
        guard let operand, operand.isRepeatable || !hasOperand else {
            throw refused("\(argument.quoted) is one argument too many", nil)
        }
        hasOperand = true
        operand.set(&options, argument)
    }

    private func unknown(_ flag: String) -> UsageError {
        let near = EditDistance.nearest(to: flag, among: flags.map(\.name) + ["--help"])
        return refused("'connector \(command)' has no flag \(flag.quoted)", near.map { "did you mean '\($0)'?" })
    }

    private func refused(_ message: String, _ hint: String?) -> UsageError {
        UsageError(message: message, hint: hint, command: command)
    }
}
