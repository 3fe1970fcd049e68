import Foundation
import Testing

@Suite("The quick start") struct QuickStartTests {
    @Test("it prints what the readme says, but for the node that happens to have the record")
    func output() async throws {
        let readme = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "README.md")
        let text = try String(contentsOf: readme, encoding: .utf8)
        let promised = try #require(text.firstMatch(of: #/\$ swift run QuickStart\n(?<printed>[^`]*)```/#)?.printed)
        let outcome = try await Program(name: "QuickStart").run()
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(withoutNode(outcome.output) == withoutNode(String(promised)))
    }

    private func withoutNode(_ text: String) -> String {
        text.replacing(#/node A\d 127\.0\.0\.1:\d+/#, with: "a node")
    }
}
