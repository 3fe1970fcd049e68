import Testing

@testable import AerospikeConfigLoader

/// Files of another kind are named, once, instead of taken for profiles with heaps of mistakes.
@Suite struct RecognitionTests {
    private func diagnostic(_ text: String, file: String = "p.yaml") throws -> Diagnostic {
        let error = try #require(throws: ProfileError.self) { _ = try Profile(parsing: text, file: file) }
        #expect(error.diagnostics.count == 1)
        return try #require(error.diagnostics.first)
    }

    @Test func behaviorsInCamelCase() throws {
        let text = "behaviors:\n  fast:\n    allOperations:\n      abandonCallAfter: 1s\n      sendKey: true\n"
        #expect(
            try diagnostic(text).description == """
                p.yaml:3:5: error[P017]: this is a file of behaviors in camelCase, as the Java SDK has them, and not a \
                profile
                   3 |     allOperations:
                     |     ^^^^^^^^^^^^^
                help: in profiles, 'allOperations' is 'all_operations', 'abandonCallAfter' is 'abandon_call_after', \
                'sendKey' is 'send_key'
                help: did you mean 'all_operations'?
                """)
    }

    @Test(arguments: [
        "behaviors:\n  - name: a\n    allOperations: { abandonCallAfter: 10s }\n",
        "version: 1.0.0\nsystem: { DEFAULT: { connections: { minimumConnectionsPerNode: 1, maximumSocketIdleTime: 1s } } }",
        "system: { DEFAULT: { circuitBreaker: { numTendIntervalsInErrorWindow: 1 } } }\nbehaviors: {}\n",
        "version: 1.0.0\ndynamic: { client: { timeout: 1000 } }\n",
        "static: { client: { config_interval: 1 } }\n",
        "dynamic: { read: { replica: SEQUENCE } }\nstatic: ~\n",
        "[cluster]\nhost = \"a\"\n", "# tools\n\n  [cluster_prod]   # here\r\nhost = 'a'\n", "[asadm]\n",
        "[include]\nfile = 'x'",
    ])
    func otherFiles(_ text: String) throws {
        #expect(try diagnostic(text).code == .foreignFile)
    }

    @Test func theCommandIsNamed() throws {
        let diagnostic = try diagnostic("# tools\n [cluster]\nhost = 'a'", file: "astools.conf")
        #expect(diagnostic.help == "'connector import astools.conf' turns it into a profile")
        #expect(diagnostic.span?.line == 2 && diagnostic.span?.column == 2 && diagnostic.span?.endColumn == 11)
    }

    /// Profiles with a mistake stay profiles.
    @Test(arguments: [
        "cluster: { hosts: [a] }\nbehaviors: { x: { allOperations: { abandonCallAfter: 1s } } }\n",
        "behaviors: { x: { all_operations: { abandonCallAfter: 1s } } }\n",
        "cluster: { hosts: [a] }\ndynamic: { client: { timeout: 1 } }\n",
        "dynamic: { hosts: [a] }\n", "static: true\n", "clustr: { hosts: [a] }\n", "[cluster]: { hosts: [a] }\n",
        "cluster: { hosts: [a], tls: { caFile: x } }\n", "[hosts]\n", "[]\n", "", "[cluster", "- cluster\n",
        // One key may be a slip, and so may the same key be twice.
        "behaviors: { x: { parent: DEFAULT, query: { sendKey: true } } }\n",
        "behaviors: { x: { query: { sendKey: true } }, y: { query: { sendKey: true } } }\n",
        "sessions: { a: DEFAULT }\nbehaviors: { x: { sendKey: true } }\n",
    ])
    func wrongProfiles(_ text: String) throws {
        let error = try parsingError(text)
        #expect(!error.diagnostics.contains { $0.code == .foreignFile }, "\(error)")
    }

    @Test func aFileThatIsExtendedIsRecognized() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("static: { client: {} }\n", to: "base.yaml")
        let path = try folder.write("extends: base\ncluster: { hosts: [a] }\n", to: "p.yaml")
        let error = try #require(throws: ProfileError.self) { _ = try Profile.load(path: path, .withoutEnvironment) }
        #expect(error.diagnostics.map(\.code) == [.foreignFile])
        #expect(error.diagnostics.first?.file == "\(folder.path)/base.yaml")
    }
}
