// Of names: what they refer to, and in which direction.

extension Diagnostic.Explanation {
    static let unknownName = Self(
        """
        A name refers to something that is not there: a behavior, a session's client, a client that another is like, a \
        cluster under 'system'. Names are compared letter by letter; the predefined behaviors are written in capitals.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:3000]
            sessions:
              reports: pateint
            behaviors:
              patient: { all_operations: { abandon_call_after: 60s } }
            """,
        right: """
            cluster:
              hosts: [db1.example.com:3000]
            sessions:
              reports: patient
            behaviors:
              patient: { all_operations: { abandon_call_after: 60s } }
            """)

    static let parentCycle = Self(
        """
        Behaviors inherit from their parents, clients from those that they are like, and profiles from those that they \
        extend. A circle has no beginning, so that nobody can say which settings hold. Give one of those in the circle \
        another parent, or none: a behavior without a parent inherits from DEFAULT.
        """,
        wrong: """
            cluster:
              hosts: [db1.example.com:3000]
            behaviors:
              patient: { parent: hasty }
              hasty: { parent: patient }
            """,
        right: """
            cluster:
              hosts: [db1.example.com:3000]
            behaviors:
              patient: { parent: DEFAULT }
              hasty: { parent: patient }
            """)
}
