import AerospikeConfigLoader
import Foundation
import Testing

@testable import ConnectorCLI

@Suite struct LintCommandTests {
    private static let good = "cluster: { hosts: [a] }\n"
    private static let wrong = "cluster: { hosts: [a], nmae: x }\n"
    private static let missing = "cluster:\n  hosts: [a]\n  tls: { ca_file: missing.pem }\n"
    private static let doubtful = "cluster: { hosts: [a], auth: { user: app, password: hunter2 } }\n"

    /// Lints profiles of a folder that only their owner can read.
    private func lint(
        _ profiles: [String: String],
        _ arguments: String...,
        environment: [String: String] = [:]
    ) async throws -> (status: ExitCode, output: String, complaints: String) {
        let folder = try ProfileFolder(profiles)
        for name in profiles.keys {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: "\(folder.path)/\(name).yaml")
        }
        let recorder = Recorder()
        let environment = environment.merging(["CONNECTOR_PROFILES": folder.path]) { one, _ in one }
        let status = await Connector(console: recorder.console(environment)).run(["lint"] + arguments)
        func plain(_ text: String) -> String { text.replacingOccurrences(of: "\(folder.path)/", with: "") }
        return (status, plain(recorder.output), plain(recorder.complaints))
    }

    @Test func cleanProfilesAreListed() async throws {
        let (status, output, complaints) = try await lint(["a": Self.good, "b": Self.good], "a", "b")
        #expect(status == .success)
        #expect(output == "✓ a.yaml\n✓ b.yaml\n2 profiles: nothing is wrong")
        #expect(complaints.isEmpty)
    }

    @Test func allProfilesAreLookedAt() async throws {
        let profiles = ["a": Self.good, "b": Self.wrong, "c": Self.doubtful, "d": Self.missing]
        let (status, output, _) = try await lint(profiles, "--all")
        #expect(status == .wrongProfile)
        #expect(output.hasPrefix("b.yaml:1:24: error[P004]: unknown key 'nmae' in 'cluster'\n"))
        #expect(output.contains("\n\nc.yaml:1:53: warning[P030]: a password stands in the profile itself\n"))
        #expect(output.contains("\n\nd.yaml:3:19: error[P020]: cannot read ca_file 'missing.pem': No such file"))
        #expect(output.hasSuffix("\n\n✓ a.yaml\n4 profiles: 2 errors, 1 warning"))
        #expect(!output.contains("hunter2"))
    }

    @Test func warningsCanBeDenied() async throws {
        let (status, output, _) = try await lint(["a": Self.doubtful], "a")
        #expect(status == .success)
        #expect(output.hasSuffix("\n\n1 profile: 1 warning"))
        let (denied, all, _) = try await lint(["a": Self.doubtful, "b": Self.good], "--all", "--deny-warnings")
        #expect(denied == .failed)
        #expect(all.hasSuffix("\n\n✓ b.yaml\n2 profiles: 1 warning; warnings are denied"))
        #expect(try await lint(["a": Self.wrong], "a", "--deny-warnings").status == .wrongProfile)
    }

    @Test func theProfileMayComeFromTheEnvironment() async throws {
        let named = try await lint(["a": Self.good], environment: ["CONNECTOR_PROFILE": "a"])
        #expect(named.status == .success)
        let unnamed = try await lint(["a": Self.good])
        #expect(unnamed.status == .usage)
        #expect(unnamed.complaints.contains("name one, write --all, or set CONNECTOR_PROFILE; there are: a"))
        #expect(try await lint(["a": Self.good], "--all", "a").status == .usage)
        #expect(try await lint([:], "--all").status == .usage)
    }

    @Test func aProfileThatIsNotThereIsWrong() async throws {
        let (status, output, _) = try await lint(["prod": Self.good], "pord", "prod")
        #expect(status == .wrongProfile)
        #expect(output.contains("error[P015]: there is no profile named 'pord'"))
        #expect(output.hasSuffix("✓ prod.yaml\n2 profiles: 1 error"))
    }

    @Test func whatProfilesShareIsToldOnce() async throws {
        let base = "cluster: { hosts: [a], tls: { ca_file: missing.pem } }"
        let (status, output, _) = try await lint(["base": base, "x": "extends: base", "y": "extends: base"], "--all")
        #expect(status == .wrongProfile)
        #expect(output.components(separatedBy: "error[P020]").count == 2)
        #expect(output.hasSuffix("3 profiles: 1 error"))
    }

    @Test func jsonIsOneObjectALine() async throws {
        let (status, output, _) = try await lint(["a": Self.wrong, "b": Self.good], "--all", "--json")
        #expect(status == .wrongProfile)
        let objects = try output.split(separator: "\n").map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(objects.count == 2)
        #expect(objects[0]["$message_type"] as? String == "diagnostic")
        #expect(objects[1]["$message_type"] as? String == "summary")
        #expect(objects[1]["ok"] as? Bool == false)
        #expect(objects[1]["errors"] as? Int == 1)
        #expect(objects[1]["profiles"] as? [String] == ["a.yaml", "b.yaml"])
    }

    @Test func annotationsNameTheirPlace() async throws {
        let (_, output, _) = try await lint(["a": Self.wrong], "a", "--format", "github")
        #expect(
            output == """
                ::error file=a.yaml,line=1,col=24,endColumn=28,title=P004::unknown key 'nmae' in 'cluster'%0Adid you mean 'name'?
                1 profile: 1 error
                """)
    }

    @Test func testReportsHaveASuiteForEachProfile() async throws {
        let (_, output, _) = try await lint(["a": Self.wrong, "b": Self.good], "--all", "--format", "junit")
        #expect(output.contains(#"<testsuites name="connector lint" tests="2" failures="1" errors="0" skipped="0">"#))
        #expect(output.contains(#"<testsuite name="a.yaml" tests="1" failures="1" errors="0" skipped="0">"#))
        #expect(output.contains(#"<testcase name="P004 a.yaml:1" classname="a.yaml">"#))
        #expect(output.contains(#"<failure type="P004" message="unknown key 'nmae' in 'cluster'">"#))
        #expect(output.contains(#"<testcase name="b.yaml" classname="b.yaml"/>"#))
    }
}
