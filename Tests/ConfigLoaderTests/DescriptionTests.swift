import AerospikeSDK
import Testing

@testable import AerospikeConfigLoader

@Suite("The description of the format") struct DescriptionTests {
    @Test("reaches every section from the profile itself")
    func sections() {
        let paths = ProfileFormat.sections.map(\.path)
        #expect(paths.first == "")
        #expect(Set(paths).count == paths.count)
        let known = [
            "cluster", "cluster.tls", "cluster.auth", "clients.NAME", "sessions.NAME", "sandbox", "behaviors.NAME",
            "behaviors.NAME.BLOCK", "system.NAME", "system.NAME.connections", "system.NAME.metrics.extended.usage",
        ]
        #expect(Set(paths).isSuperset(of: known))
    }

    @Test("says of every key what it means, as a phrase", arguments: ProfileFormat.sections.map(\.path))
    func meanings(path: String) throws {
        let section = try #require(ProfileFormat.sections.first { $0.path == path })
        #expect(Set(section.fields.map(\.key)).count == section.fields.count)
        for field in section.fields {
            #expect(!field.meaning.isEmpty && !field.meaning.hasSuffix("."), "\(path): \(field.key)")
        }
    }

    @Test(
        "spells defaults as a profile would",
        arguments: [
            (Duration.seconds(55), "55s"), (.milliseconds(250), "250ms"), (.seconds(7200), "2h"), (.seconds(90), "90s"),
            (.zero, "0s"), (.microseconds(1), "1us"), (.nanoseconds(1), "1ns"), (.seconds(300), "5m"),
        ])
    func durations(_ duration: Duration, _ text: String) {
        #expect(duration.spelled == text)
        #expect(Duration(spelled: text) == duration)
    }
}
