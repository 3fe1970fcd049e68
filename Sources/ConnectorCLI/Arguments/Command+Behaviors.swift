extension Command {
    static let behaviors = Command(
        "behaviors", "print what the behaviors of a profile change, or all settings of one",
        operand: Operand(placeholder: "PROFILE [NAME]", isRepeatable: true) { $0.arguments.append($1) },
        flags: [
            .text("--profiles", "DIR", help: "look for profiles in this folder only") { $0.directory = $1 },
            .sign("--json", help: "print one JSON document instead of lines") { $0.isJSON = true },
            .sign("--no-color", help: "print without colours, as with NO_COLOR set") { $0.allowsColour = false },
        ],
        from: BehaviorsOptions(), as: Invocation.behaviors,
        explanation: """
            PROFILE is a name such as prod, or a path to a YAML file; unless given, CONNECTOR_PROFILE names it.

            Without NAME it lists the predefined behaviors, as the profile patches them, and its own, with what each \
            changes in which scope. With the NAME of one, it prints its parents, what each of them changes, and the \
            settings that result: first those that are the same for every command, then the others for reads and writes, \
            with a column for each group of commands that are alike. Point is one record, batch several by their keys, \
            query a data set; AP and SC are the modes of a namespace.

            Exit status: 0 it is shown, 2 the profile is wrong, 64 the command line is wrong, or there is no such \
            behavior.
            """)
}

/// What `connector behaviors` is to do.
struct BehaviorsOptions: Hashable, Sendable {
    /// The profile and the behavior to show; without the former the one that the environment names, without the latter
    /// all.
    var arguments: [String] = []
    var directory: String?
    var isJSON = false
    var allowsColour = true
}
