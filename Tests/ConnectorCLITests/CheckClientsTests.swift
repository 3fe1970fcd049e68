import AerospikeSandbox
import Foundation
import Testing

@testable import ConnectorCLI

@Suite("A check of several clients") struct CheckClientsTests {
    /// A profile of two clients, the second of which leads nowhere.
    private func withProfile(_ body: (ProfileFolder) async throws -> Void) async throws {
        try await SandboxCluster.withCluster { cluster in
            let seed = try #require(cluster.hosts.first)
            let text = """
                cluster: { hosts: ["\(seed)"] }
                clients: { gone: { hosts: ["127.0.0.1:1"] } }
                system: { DEFAULT: { connections: { wait_for_connection_to_complete: 30s } } }
                """
            try await body(ProfileFolder(["two": text]))
        }
    }

    @Test("each is checked, and one that fails is enough")
    func all() async throws {
        try await withProfile { folder in
            let recorder = Recorder()
            #expect(await recorder.run("check", "two", "--profiles", folder.path) == .failed)
            let lines = recorder.output.split(separator: "\n")
            #expect(lines[0].hasSuffix("two.yaml, 2 hosts") || lines[0].contains("two.yaml, 2 hosts "))
            #expect(lines.filter { $0.hasPrefix("✓ client") }.count == 2)
            #expect(lines.contains { $0.hasPrefix("connected: 1 node") })
            #expect(lines.contains { $0.hasPrefix("✗ connect     127.0.0.1:1") })
            #expect(lines.contains("1 check failed"))
        }
    }

    @Test("one alone is checked by its name, and an unknown name is answered with the known ones")
    func one() async throws {
        try await withProfile { folder in
            let recorder = Recorder()
            #expect(
                await recorder.run("check", "two", "--profiles", folder.path, "--client", "default") == .success)
            #expect(!recorder.output.contains("client"))
            #expect(await recorder.run("check", "two", "--profiles", folder.path, "--client", "gon") == .wrongProfile)
            #expect(recorder.complaints.contains("did you mean 'gone'?"))
        }
    }

    @Test("programs are told which client a step is for")
    func formats() async throws {
        try await withProfile { folder in
            let recorder = Recorder()
            #expect(await recorder.run("check", "two", "--json", "--profiles", folder.path) == .failed)
            let objects = try recorder.output.split(separator: "\n").map { line in
                try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            }
            let summaries = objects.filter { $0["$message_type"] as? String == "summary" }
            #expect(summaries.map { $0["client"] as? String } == ["default", "gone"])
            #expect(summaries.map { $0["ok"] as? Bool } == [true, false])
            let report = Recorder()
            #expect(await report.run("check", "two", "--format", "junit", "--profiles", folder.path) == .failed)
            #expect(report.output.components(separatedBy: "<testsuites").count == 2)
            #expect(report.output.components(separatedBy: "<testsuite ").count == 3)
        }
    }
}
