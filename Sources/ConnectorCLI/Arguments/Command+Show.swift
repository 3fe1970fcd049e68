internal import AerospikeConfigLoader

extension Command {
    static let show = Command(
        "show", "print every value that holds in a profile, and where it comes from",
        operand: Operand(placeholder: "PROFILE") { $0.profile = $1 },
        flags: [
            .text("--profiles", "DIR", help: "look for profiles in this folder only") { $0.directory = $1 },
            .text("--value", "KEY", help: "print the value of this key alone, such as cluster.hosts, or of a section") {
                $0.key = $1
            },
            .sign("--json", help: "print one JSON document instead of lines") { $0.isJSON = true },
            .sign("--no-color", help: "print without colours, as with NO_COLOR set") { $0.allowsColour = false },
        ],
        from: ShowOptions(), as: Invocation.show,
        explanation: """
            PROFILE is a name such as prod, or a path to a YAML file; unless given, CONNECTOR_PROFILE names it.

            Each line has a key, the value that holds, and its origin: a place in the profile or in one that it extends, \
            and what was filled in there; an environment variable that lies over the profile; or 'default'. Paths are \
            made absolute. Secrets are covered. Of behaviors, what the profile says is shown; what they do not say, their \
            parents do.

            Built-in defaults are covered by what the profile extends, that by the profile, and the profile by the \
            environment: AEROSPIKE_HOSTS, AEROSPIKE_USER, AEROSPIKE_PASSWORD_FILE and AEROSPIKE_USE_SERVICES_ALTERNATE.

            Exit status: 0 it is shown, 1 the one value asked for is unset, 2 the profile is wrong, 64 the command line \
            is wrong.
            """)

    static let diff = Command(
        "diff", "compare the values that hold in two profiles",
        operand: Operand(placeholder: "A B", isRepeatable: true) { $0.profiles.append($1) },
        flags: [
            .text("--profiles", "DIR", help: "look for profiles in this folder only") { $0.directory = $1 },
            .sign("--json", help: "print one JSON document instead of lines") { $0.isJSON = true },
        ],
        from: DiffOptions(), as: Invocation.diff,
        explanation: """
            A and B are names such as prod, or paths to YAML files. Each line has a key and both values, as 'connector \
            show' prints them. Of secrets it says whether they are the same.

            Exit status: 0 both say the same, 1 they differ, 2 a profile is wrong, 64 the command line is wrong.
            """)
}

/// What `connector show` is to do.
struct ShowOptions: Hashable, Sendable {
    /// The profile to show, or `nil` for the one that the environment names.
    var profile: String?
    var directory: String?
    /// The key to show alone.
    var key: String?
    var isJSON = false
    var allowsColour = true
}

/// What `connector diff` is to do.
struct DiffOptions: Hashable, Sendable {
    var profiles: [String] = []
    var directory: String?
    var isJSON = false
}
