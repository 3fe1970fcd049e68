import Testing

@testable import ConnectorCLI

@Suite struct ProfilesCommandTests {
    @Test func goodAndWrongProfilesAreListed() async throws {
        let folder = try ProfileFolder([
            "prod": "cluster: { hosts: [a, b] }", "broken": "cluster: { hots: [a], name: [] }",
        ])
        let recorder = Recorder()
        #expect(await recorder.run("profiles", "--profiles", folder.path) == .success)
        #expect(
            recorder.output == """
                broken  2 problems  \(folder.path)/broken.yaml
                prod    2 hosts     \(folder.path)/prod.yaml
                """)
    }

    @Test func theDocumentHasTheSame() {
        let entries = [ProfilesCommand.Entry(name: "a", path: "p/a.yaml", hostCount: 2)]
        #expect(
            ProfilesCommand.document(entries).text == """
                {
                  "profiles": [
                    {
                      "name": "a",
                      "path": "p/a.yaml",
                      "hosts": 2,
                      "problems": 0
                    }
                  ]
                }
                """)
    }

    @Test func anEmptyFolderIsNoFailure() async throws {
        let folder = try ProfileFolder([:])
        let recorder = Recorder()
        #expect(await recorder.run("profiles", "--profiles", folder.path) == .success)
        #expect(recorder.output.isEmpty)
        #expect(recorder.complaints == "there are no profiles in \(folder.path)")
    }
}
