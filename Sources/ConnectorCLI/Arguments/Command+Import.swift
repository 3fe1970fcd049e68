extension Command {
    static let importing = Command(
        "import", "make a profile of astools.conf or of a dynamic client configuration",
        operand: Operand(placeholder: "FILE") { $0.file = $1 },
        flags: [
            .text("--instance", "NAME", help: "take [cluster_NAME] of astools.conf instead of [cluster]") {
                $0.instance = $1
            },
            .text("--output", "FILE", help: "write the profile to this file, which must not be there yet") {
                $0.output = $1
            },
            .sign("--force", help: "write it although the file is there") { $0.replacesOutput = true },
        ],
        from: ImportOptions(), as: Invocation.importing,
        explanation: """
            FILE is the configuration of Aerospike's tools (astools.conf), or the dynamic configuration of the C and \
            Java clients and of those built on them. What kind it is shows from what is in it.

            The profile goes to standard output unless --output is given. What cannot be carried over is said on \
            standard error, a line each, and in comments at the profile's end; no secret is among it. References to \
            secrets stay references where a profile has such. A password that stands in the file stands in the \
            profile, with a warning: a 'password_file' is the better place.

            Exit status: 0 the profile is made, 1 it cannot be written, 2 the file is wrong, 64 the command line is \
            wrong.
            """)
}
