import AerospikeSDK
import Testing

@testable import AerospikeConfigLoader

@Suite struct DocumentationTests {
    @Test(arguments: ProfileFormat.sections.map(\.path))
    func namesEveryKey(of path: String) throws {
        let text = try Fixtures.text(Fixtures.documentation)
        let section = try #require(ProfileFormat.sections.first { $0.path == path })
        for key in section.keys { #expect(text.contains("`\(key)`"), "\(path): \(key) is not documented") }
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
