internal import AerospikeConfigLoader

extension Command {
    /// Every command, in the order of the help.
    static let all = [check, lint, explain, show, diff, behaviors, profiles, importing, schema, sandbox, help]

    private static let check = Command(
        "check", "walk the way to a cluster step by step, and say where it ends and why",
        operand: Operand(placeholder: "PROFILE") { $0.profile = $1 },
        flags: [
            .text("--profiles", "DIR", help: "look for profiles in this folder only") { $0.directory = $1 },
            .text("--client", "NAME", help: "check this client alone, of a profile that has several") {
                $0.client = $1
            },
            .format { $0.format = $1 },
            .json { $0.format = .json },
            .sign("--no-color", help: "print without colours, as with NO_COLOR set") { $0.allowsColour = false },
            .sign("--no-sandbox", help: "start no embedded cluster, whatever the profile says") {
                $0.allowsSandbox = false
            },
            .duration(
                "--wait", unlessGiven: .seconds(60),
                help: "check again every second until a client can work, for a minute unless given; starts no sandbox"
            ) { $0.waitingTime = $1 },
            .duration(
                "--timeout", help: "how long a connection or an answer may take, instead of what the profile says"
            ) { $0.timeout = $1 },
        ],
        from: CheckOptions(), as: Invocation.check,
        explanation: """
            PROFILE is a name such as prod, or a path to a YAML file; unless given, CONNECTOR_PROFILE names it.

            The check loads the profile, meets every seed (name, connection, TLS, login), reaches every node that the \
            cluster names, looks whether each partition has a master and whether the preferred racks exist, and reads \
            from each master. It writes nothing. Steps that the profile gives no reason for are left out. Each step \
            ends with a line:

              ✓  passed
              !  wrong, but a client can work: one seed of several, for instance
              ✗  failed; what to do about it stands below the summary
              –  left out, with the reason

            A profile with a sandbox section is checked against an embedded cluster when nothing answers at its first \
            seed on this machine; a line says so.

            docs/TROUBLESHOOTING.md lists the messages, their causes and what to do, and describes the formats for programs.

            Exit status: 0 a client can work, 1 a step failed, 2 the profile is wrong, 64 the command line is wrong, \
            130 interrupted.
            """)

    private static let profiles = Command(
        "profiles", "list the profiles that can be found",
        flags: [
            .text("--profiles", "DIR", help: "look in this folder only") { $0.directory = $1 },
            .sign("--json", help: "print one JSON document instead of lines") { $0.isJSON = true },
        ],
        from: ProfilesOptions(), as: Invocation.profiles,
        explanation: """
            Profiles are looked for in the folder that CONNECTOR_PROFILES names, else in ./profiles, \
            $XDG_CONFIG_HOME/aerospike/profiles and /etc/aerospike/profiles. Of a profile with problems their number is \
            shown; 'connector check NAME' shows the problems.
            """)

    private static let help = Command(
        "help", "explain a command",
        operand: Operand(placeholder: "COMMAND") { $0.command = $1 },
        from: HelpOptions(), as: { Invocation.help($0.command) },
        explanation: "Without COMMAND it lists all of them.")

    private struct HelpOptions: Sendable {
        var command: String?
    }
}

extension Invocation {
    /// Reads a whole command line, without the program's own name.
    init(_ arguments: [String]) throws(UsageError) {
        guard let first = arguments.first else { throw UsageError(message: "no command is given") }
        switch first {
        case "-h", "--help": self = .help(nil)
        case "--version": self = .version
        default: self = try Command.named(first).parse(arguments.dropFirst())
        }
        if case .help(let name?) = self { _ = try Command.named(name) }
    }
}

extension Command {
    /// The command of a name.
    static func named(_ name: String) throws(UsageError) -> Command {
        if let command = all.first(where: { $0.name == name }) { return command }
        if name.hasPrefix("-"), let command = all.first(where: { $0.flags.contains { $0.name == name } }) {
            throw UsageError(
                message: "\(name.quoted) stands before the command",
                hint: "flags follow the command: connector \(command.name) \(name)")
        }
        let near = EditDistance.nearest(to: name, among: all.map(\.name) + ["--version", "--help"])
        throw UsageError(message: "there is no command \(name.quoted)", hint: near.map { "did you mean '\($0)'?" })
    }
}
