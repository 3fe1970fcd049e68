extension Command {
    static let schema = Command(
        "schema", "print the profile language as a JSON Schema",
        from: SchemaOptions(), as: { _ in Invocation.schema },
        explanation: """
            Editors check and complete profiles by it: write it to a file, and name that in the first line of a profile:

              # yaml-language-server: $schema=../profile.schema.json

            It accepts whatever the connector may accept; 'connector check' and 'connector show' are stricter, because \
            they see what is inherited and filled in.
            """)

    private struct SchemaOptions: Sendable {}
}
