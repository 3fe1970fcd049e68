internal import AerospikeConfigLoader

extension Command {
    static let lint = Command(
        "lint", "find what is wrong with profiles and the files they name, without a cluster",
        operand: Operand(placeholder: "PROFILE…|--all", isRepeatable: true) { $0.profiles.append($1) },
        flags: [
            .sign("--all", help: "look at every profile that can be found") { $0.isForAll = true },
            .text("--profiles", "DIR", help: "look for profiles in this folder only") { $0.directory = $1 },
            .sign("--deny-warnings", help: "fail when there is a warning, as a CI job may want to") {
                $0.deniesWarnings = true
            },
            .format { $0.format = $1 },
            .json { $0.format = .json },
            .sign("--no-color", help: "print without colours, as with NO_COLOR set") { $0.allowsColour = false },
        ],
        from: LintOptions(), as: Invocation.lint,
        explanation: """
            PROFILE is a name such as prod, or a path to a YAML file; unless given, CONNECTOR_PROFILE names it.

            Loads each profile and opens the files that it names: certificates, keys, authorities and passwords must be \
            there and readable, hold for now, belong together, and be good for a client. Warns about what ends within \
            30 days, secrets that others can read, passwords in the profile itself, and what travels in clear. Nothing \
            is dialled.

            Every finding has a code, such as P023; 'connector explain P023' tells more.

            Exit status: 0 all is well, 1 there are warnings and they are denied, 2 a profile is wrong, 64 the command \
            line is wrong.
            """)

    static let explain = Command(
        "explain", "tell more about the code of a problem, with examples",
        operand: Operand(placeholder: "CODE") { $0.code = $1 },
        from: ExplainOptions(), as: Invocation.explain,
        explanation: "CODE is one such as P012. Without it, all codes are listed. docs/CODES.md holds the same texts.")
}

extension Flag {
    /// The form in which findings are printed.
    static func format(set: @escaping @Sendable (inout Options, OutputFormat) -> Void) -> Flag {
        let names = OutputFormat.allCases.map(\.rawValue)
        return .value(
            "--format", "FORMAT", expected: names.formattedAsChoice,
            help: "print for people (human), for programs (json), as annotations of GitHub (github) or a test report "
                + "(junit)",
            read: OutputFormat.init, set: set)
    }

    /// The short way to ask for JSON.
    static func json(set: @escaping @Sendable (inout Options) -> Void) -> Flag {
        .sign("--json", help: "the same as --format json", set: set)
    }
}
