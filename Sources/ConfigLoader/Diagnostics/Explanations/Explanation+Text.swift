// Of files and their text: what goes wrong before anything in a profile means anything.

extension Diagnostic.Explanation {
    static let unreadableFile = Self(
        """
        The profile is there, but cannot be read: the process may lack the right to, or what is there is no file but a \
        folder, a named pipe or a device. A profile is a regular file of at most 1 MiB.
        """)

    static let notYAML = Self(
        """
        The file is not YAML, so that nothing in it can be understood. The place shown is where the parser could go on no \
        longer, and sometimes the mistake is a line earlier: a quote or a bracket that is never closed, a tab where YAML \
        wants spaces, a value with ': ' in it that needs quotes, keys of one mapping that begin in different columns. A \
        profile is one document; a second one after '---' is an error as well.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:3000
            """,
        right: """
            cluster:
              hosts: [db1.example.com:3000]
            """)

    static let foreignFile = Self(
        """
        The file is a configuration of another program: of Aerospike's tools (astools.conf), the dynamic configuration of the \
        C and Java clients, or a file of behaviors in the Java SDK's camelCase. 'connector import FILE' makes a profile of \
        the first two. The keys of the last are written in snake_case here, as in the Python SDK.
        """,
        wrong: """
            behaviors:
              patient:
                allOperations: { abandonCallAfter: 60s }
            """,
        right: """
            cluster:
              hosts: [db1.example.com:3000]
            behaviors:
              patient:
                all_operations: { abandon_call_after: 60s }
            """)

    static let limit = Self(
        """
        Everything in a profile has a limit: its size, how deep it nests, how many keys and values it has, what aliases \
        repeat and references fill in, how long a chain of profiles is. The limits are far beyond what profiles need, and \
        keep a file that is broken, or meant to do harm, from taking memory or time.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:3000]
              racks: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
            """,
        right: """
            cluster:
              hosts: [db1.example.com:3000]
              racks: [1]
            """)

    static let unsupportedYAML = Self(
        """
        YAML allows more than a profile can use. Tags, such as '!!int', mean nothing here: the key says of which type its \
        value is, and quotes make any value text. A key must be text, and not empty. What '<<' merges must be mappings.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:3000]
              name: !!binary cHJvZA==
            """,
        right: """
            cluster:
              hosts: [db1.example.com:3000]
              name: prod
            """)

    static let profileNotFound = Self(
        """
        A profile is named by its file without '.yaml', and looked for in the folder of CONNECTOR_PROFILES or --profiles, \
        else in './profiles', '$XDG_CONFIG_HOME/aerospike/profiles' and '/etc/aerospike/profiles'; one that another \
        extends is looked for beside that first. 'connector profiles' lists what is found. A path contains a '/' or ends \
        in '.yaml' or '.yml', and is not looked for. Where no name is given, CONNECTOR_PROFILE names the profile.
        """,
        wrong: """
            extends: bsae
            cluster:
              name: prod
            """,
        right: """
            extends: base
            cluster:
              name: prod
            """)
}
