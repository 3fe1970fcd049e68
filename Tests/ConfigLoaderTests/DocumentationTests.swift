import AerospikeSDK
import Foundation
import Testing

@testable import AerospikeConfigLoader

@Suite struct DocumentationTests {
    /// The variable that has the test write the tables instead of comparing them.
    private static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1"

    @Test("the tables of docs/PROFILES.md are those of the decoder; UPDATE_DOCS=1 makes them anew")
    func tables() throws {
        let text = try Fixtures.text(Fixtures.documentation)
        let page = ReferencePage(text)
        if Self.isUpdating { try page.text.write(toFile: Fixtures.documentation, atomically: true, encoding: .utf8) }
        let stale = page.text.split(separator: "\n").filter { !text.contains($0) }
        #expect(Self.isUpdating || page.text == text, "stale: \(stale.joined(separator: "\n"))")
    }

    /// The transactions' blocks have some of the keys of the others.
    @Test("every section has its table, once")
    func sections() throws {
        let paths = ReferencePage(try Fixtures.text(Fixtures.documentation)).paths
        let described = ProfileFormat.sections.map { $0.path.isEmpty ? "the top level" : $0.path }
        let without = ["clients.NAME", "behaviors.NAME.system_txn_verify", "behaviors.NAME.system_txn_roll"]
        #expect(Set(paths) == Set(described).subtracting(without))
        #expect(Set(paths).count == paths.count)
    }

    @Test func itsExampleIsOne() throws {
        let text = try Fixtures.text(Fixtures.documentation)
        let example = try #require(text.split(separator: "```yaml\n").last?.split(separator: "```").first)
        let profile = try Profile(parsing: String(example), file: "profiles/prod.yaml")
        #expect(profile.sessions["reports"]?.behavior.settings(.read, .point).totalTimeout == .seconds(60))
        let misspelt = example.replacing("{ name:", with: "{ naem:")
        let error = try #require(throws: ProfileError.self) {
            _ = try Profile(parsing: String(misspelt), file: "profiles/prod.yaml")
        }
        #expect(text.contains("```\n\(error)\n```"))
    }
}
