// Of values: their types, their spelling, and where they come from.

extension Diagnostic.Explanation {
    static let wrongType = Self(
        """
        The key takes another type of value. Profiles are stricter than YAML, whose guesses surprise: only 'true' and \
        'false' are booleans, numbers are decimal and without quotes, durations have a unit. A key without a value is \
        refused as well: whoever wrote it meant to give one.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:3000]
              services_alternate: yes
            """,
        right: """
            cluster:
              hosts: [db1.example.com:3000]
              services_alternate: true
            """)

    static let invalidValue = Self(
        """
        The value is of the right type, but not one that the key accepts: a word that is not among the known ones, a \
        number out of its range, a duration too short, a cipher suite that OpenSSL does not know. Words are spelled \
        exactly as the message lists them, in the same case.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:4333]
              tls: { protocols: [TLSv1.1] }
            """,
        right: """
            cluster:
              hosts: [db1.example.com:4333]
              tls: { protocols: [TLSv1.2, TLSv1.3] }
            """)

    static let invalidHost = Self(
        """
        A host is written 'host', 'host:port' or 'host:tlsName:port', as in the seed lists of other Aerospike clients. A \
        port is a number from 1 to 65535. An IPv6 address stands in brackets, and then needs quotes, because YAML has \
        brackets of its own.
        """,
        wrong: """
            cluster:
              hosts: ["2001:db8::7:3000"]
            """,
        right: """
            cluster:
              hosts: ["[2001:db8::7]:3000"]
            """)

    static let unresolvedReference = Self(
        """
        '${NAME}' stands for an environment variable and '${file:PATH}' for what a file holds. What is not there is an \
        error rather than an empty text: a client that starts with an empty user or host fails later, and further from \
        the cause. Set the variable, or give a default: '${NAME:-default}'. A '$' itself is written '$$'.
        """,
        wrong: """
            cluster:
              hosts: ["${SEED_OF_PRODUCTION}"]
            """,
        right: """
            cluster:
              hosts: ["${SEED_OF_PRODUCTION:-db1.example.com:3000}"]
            """)

    static let unsupportedSetting = Self(
        """
        'use_compression' is a setting of the format that the Aerospike SDKs share, so that a profile with it loads. But no         compression library is linked here, and so every command that the behavior would compress fails before it is         sent, rather than travel as it is while somebody believes it is compressed.
        """,
        wrong: """
            cluster: { hosts: [db1.example.com:3000] }
            behaviors:
              small: { batch_reads: { use_compression: true } }
            """,
        right: """
            cluster: { hosts: [db1.example.com:3000] }
            behaviors:
              small: { batch_reads: { use_compression: false } }
            """)
}
