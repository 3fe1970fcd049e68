import Foundation
import Testing

@testable import ConnectorCLI

@Suite("connector behaviors") struct BehaviorsCommandTests {
    private func folder() throws -> ProfileFolder {
        try ProfileFolder([
            "prod": """
            cluster: { hosts: [db1] }
            behaviors:
              DEFAULT: { all_operations: { send_key: true } }
              patient: { all_operations: { abandon_call_after: 60s, maximum_number_of_call_attempts: 6 } }
            """,
            "broken": "cluster: { hots: [a] }",
        ])
    }

    private func lines(_ recorder: Recorder) -> [String] {
        recorder.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    }

    @Test("all behaviors are listed with what they change")
    func list() async throws {
        let (folder, recorder) = (try folder(), Recorder())
        #expect(await recorder.run("behaviors", "prod", "--profiles", folder.path) == .success)
        let lines = lines(recorder)
        #expect(lines.first == "DEFAULT changes")
        #expect(lines.filter { $0.contains(" changes") }.count == 5)
        #expect(lines.contains("all send_key true"))
        #expect(lines.suffix(2) == ["patient changes, from DEFAULT", "all total_timeout 1m, max_retries 5"])
    }

    @Test("one behavior is shown with its parents and all that results")
    func one() async throws {
        let (folder, recorder) = (try folder(), Recorder())
        #expect(await recorder.run("behaviors", "prod", "patient", "--profiles", folder.path) == .success)
        let lines = lines(recorder)
        #expect(lines.first == "patient ← DEFAULT")
        #expect(lines.contains("send_key true") && lines.contains("max_retries 5"))
    }

    @Test("the document has every combination")
    func document() async throws {
        let (folder, recorder) = (try folder(), Recorder())
        #expect(await recorder.run("behaviors", "prod", "patient", "--json", "--profiles", folder.path) == .success)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(recorder.output.utf8)) as? [String: Any])
        let behaviors = try #require(document["behaviors"] as? [[String: Any]])
        #expect(behaviors.count == 1 && behaviors[0]["parent"] as? String == "DEFAULT")
        let commands = try #require(behaviors[0]["commands"] as? [[String: Any]])
        #expect(commands.count == 18)
        let settings = try #require(commands[0]["settings"] as? [String: Any])
        #expect(settings["total_timeout"] as? String == "1m" && settings["max_retries"] as? Int == 5)
        #expect(settings["send_key"] as? Bool == true && settings.count == 20)
        let patches = try #require(behaviors[0]["patches"] as? [[String: Any]])
        #expect(patches.map { $0["scope"] as? String } == ["all"])
    }

    @Test("a behavior that there is not is told with those that there are")
    func unknown() async throws {
        let (folder, recorder) = (try folder(), Recorder())
        #expect(await recorder.run("behaviors", "prod", "patent", "--profiles", folder.path) == .usage)
        #expect(recorder.complaints.contains("did you mean 'patient'?"))
        #expect(recorder.complaints.contains("FAST_RACK_AWARE"))
    }

    @Test("a wrong profile, none, and too many names")
    func wrong() async throws {
        let (folder, recorder) = (try folder(), Recorder())
        #expect(await recorder.run("behaviors", "broken", "--profiles", folder.path) == .wrongProfile)
        #expect(await recorder.run("behaviors", "--profiles", folder.path) == .usage)
        #expect(await recorder.run("behaviors", "prod", "a", "b", "--profiles", folder.path) == .usage)
    }
}
