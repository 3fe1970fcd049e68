// Of keys: which there are, which must be there, and which go together.

extension Diagnostic.Explanation {
    static let unknownKey = Self(
        """
        No section takes keys that it does not know: a misspelt key would silently leave a setting at its default, such as \
        a client without TLS. Keys are written in snake_case. Where a key belongs in another section, or one with nearly \
        the same name exists, the message says so; docs/PROFILES.md lists all.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:3000]
              nmae: prod
            """,
        right: """
            cluster:
              hosts: [db1.example.com:3000]
              name: prod
            """)

    static let duplicateKey = Self(
        """
        A key stands twice in one mapping, or two keys set the same. Which of the two was meant nobody can know; YAML \
        libraries take the last one, or the first. Remove one of them.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:3000]
              hosts: [db2.example.com:3000]
            """,
        right: """
            cluster:
              hosts: [db1.example.com:3000, db2.example.com:3000]
            """)

    static let missingKey = Self(
        """
        A section lacks a key that it cannot do without: a cluster its hosts, a login its user and password. In a profile \
        that extends another, or a client that is like another, the key may also come from there.
        """,
        wrong: """
            cluster:
              name: prod
            """,
        right: """
            cluster:
              name: prod
              hosts: [db1.example.com:3000]
            """)

    static let contradiction = Self(
        """
        Each setting is right by itself, but they cannot all hold: one excludes another, or needs one that is not there. \
        The client would have to drop one of them in silence, and some are there for safety: a password that would travel \
        in clear, a TLS name without TLS.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:3000]
              auth: { mode: external, user: app, password_file: secrets/app }
            """,
        right: """
            cluster:
              hosts: [db1.example.com:4333]
              tls: { ca_file: certs/ca.pem }
              auth: { mode: external, user: app, password_file: secrets/app }
            """)
}
