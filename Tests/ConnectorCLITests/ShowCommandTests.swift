import Foundation
import Testing

@testable import ConnectorCLI

@Suite("connector show and connector diff") struct ShowCommandTests {
    private let base = """
        cluster:
          hosts: [db1, "[::1]:4000"]
          auth: { user: "${WHO:-app}", password: hunter2 }
          tls: { ca_file: ca.pem }
        system: { DEFAULT: { refresh: { tend_interval: 2s } } }
        """

    private func folder(_ prod: String = "extends: base\ncluster: { name: prod-east }\n") throws -> ProfileFolder {
        try ProfileFolder(["base": base, "prod": prod])
    }

    /// The line of a key, its columns parted by one space.
    private func line(_ key: String, _ recorder: Recorder, _ folder: ProfileFolder) -> String? {
        recorder.output.replacingOccurrences(of: "\(folder.path)/", with: "").split(separator: "\n")
            .map { $0.split(separator: " ").joined(separator: " ") }
            .first { $0.hasPrefix("\(key) ") }
    }

    @Test(
        "each value has the place that it comes from",
        arguments: [
            "cluster.name prod-east prod.yaml:2", "cluster.hosts ci1:3000 AEROSPIKE_HOSTS",
            "cluster.racks unset default",
            "cluster.services_alternate false default", "cluster.tls.ca_file ca.pem base.yaml:4",
            "cluster.auth.mode native default", "cluster.auth.user app base.yaml:3, from the reference's default",
            "cluster.auth.password •••••••• base.yaml:3", "system.refresh.tend_interval 2s base.yaml:5",
            "system.connections.maximum_connections_per_node 100 default",
            "profile prod command line", "sessions.default.behavior DEFAULT default",
        ])
    func origins(_ expected: String) async throws {
        let (folder, recorder) = (try folder(), Recorder())
        let environment = ["CONNECTOR_PROFILES": folder.path, "AEROSPIKE_HOSTS": "ci1:3000"]
        #expect(await recorder.run("show", "prod", environment: environment) == .success)
        #expect(line(String(expected.prefix { $0 != " " }), recorder, folder) == expected)
        #expect(!recorder.output.contains("hunter2"))
    }

    @Test("what a variable fills in is named")
    func references() async throws {
        let (folder, recorder) = (try folder(), Recorder())
        #expect(await recorder.run("show", "prod", "--profiles", folder.path, environment: ["WHO": "ci"]) == .success)
        #expect(line("cluster.auth.user", recorder, folder) == "cluster.auth.user ci base.yaml:3, from WHO")
    }

    @Test(
        "one value is printed alone, and one that is unset is told by the exit status",
        arguments: [
            ("cluster.hosts", ExitCode.success, "db1, [::1]:4000"), ("cluster.app_id", .failed, ""),
            ("cluster.auth.password", .success, "••••••••"),
        ])
    func oneValue(_ key: String, _ status: ExitCode, _ output: String) async throws {
        let (folder, recorder) = (try folder(), Recorder())
        #expect(await recorder.run("show", "prod", "--profiles", folder.path, "--value", key) == status)
        #expect(recorder.output == output)
    }

    @Test("a section is printed with its keys, and a key that is not there with one that is near")
    func sections() async throws {
        let (folder, recorder) = (try folder(), Recorder())
        #expect(await recorder.run("show", "prod", "--profiles", folder.path, "--value", "cluster.auth") == .success)
        #expect(recorder.output.split(separator: "\n").count == 4)
        #expect(await recorder.run("show", "prod", "--profiles", folder.path, "--value", "cluster.host") == .usage)
        #expect(recorder.complaints.contains("did you mean 'cluster.hosts'?"))
    }

    @Test("the document has the same, and no secret")
    func document() async throws {
        let (folder, recorder) = (try folder(), Recorder())
        #expect(await recorder.run("show", "prod", "--json", "--profiles", folder.path) == .success)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(recorder.output.utf8)) as? [String: Any])
        let values = try #require(document["values"] as? [[String: Any]])
        let password = try #require(values.first { $0["key"] as? String == "cluster.auth.password" })
        #expect(password["value"] is NSNull && password["secret"] as? Bool == true)
        let name = try #require(values.first { $0["key"] as? String == "cluster.name" })
        let origin = try #require(name["origin"] as? [String: Any])
        #expect(origin["line"] as? Int == 2 && origin["column"] as? Int == 18)
        #expect((document["files"] as? [String])?.count == 2)
        #expect(!recorder.output.contains("hunter2"))
    }

    @Test("profiles that say the same do not differ")
    func same() async throws {
        let folder = try ProfileFolder(["base": base, "other": "extends: base"])
        let recorder = Recorder()
        #expect(await recorder.run("diff", "base", "other", "--profiles", folder.path) == .success)
        #expect(
            recorder.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
                == ["base other", "cluster.auth.password same same"])
    }

    @Test("what differs is told, secrets only as differing")
    func differences() async throws {
        let folder = try ProfileFolder([
            "base": base, "open": "cluster: { hosts: [db1] }",
            "other": "extends: base\ncluster: { hosts: [db2], auth: { password: hunter3 } }",
        ])
        let recorder = Recorder()
        #expect(await recorder.run("diff", "base", "other", "--profiles", folder.path) == .failed)
        #expect(line("cluster.hosts", recorder, folder) == "cluster.hosts db1, [::1]:4000 db2")
        #expect(line("cluster.auth.password", recorder, folder) == "cluster.auth.password differs differs")
        #expect(await recorder.run("diff", "open", "base", "--profiles", folder.path) == .failed)
        #expect(recorder.output.contains("cluster.auth.password"))
        #expect(!recorder.output.contains("hunter"))
    }

    @Test(
        "two profiles are compared, and both must be right",
        arguments: [
            (["prod"], ExitCode.usage), (["prod", "base", "prod"], .usage), (["prod", "broken"], .wrongProfile),
            (["prod", "nowhere"], .wrongProfile),
        ])
    func wrongComparisons(_ profiles: [String], _ status: ExitCode) async throws {
        let folder = try ProfileFolder(["base": base, "prod": "extends: base", "broken": "cluster: { hots: [a] }"])
        let recorder = Recorder()
        let arguments = ["diff", "--profiles", folder.path] + profiles
        #expect(await Connector(console: recorder.console()).run(arguments) == status)
        #expect(!recorder.complaints.isEmpty)
    }
}
