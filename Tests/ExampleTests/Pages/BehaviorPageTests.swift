import AerospikeSDK
import Foundation
import Testing

@Suite("docs/BEHAVIORS.md") struct BehaviorPageTests {
    @Test("its tables are those of the client; UPDATE_DOCS=1 makes them anew")
    func tables() throws {
        let old = try Page("docs/BEHAVIORS.md")
        var page = old
        page.replace("predefined", with: Self.predefined)
        page.replace("settings", with: try Self.settings())
        if Page.isUpdating { try page.text.write(to: page.url, atomically: true, encoding: .utf8) }
        #expect(page.lines(of: "settings").count == Mirror(reflecting: BehaviorSettings()).children.count + 2)
        #expect(Page.isUpdating || page.text == old.text, "stale: run with UPDATE_DOCS=1")
    }

    private static var predefined: [String] {
        ["| behavior | in profiles | scope | changes |", "|---|---|---|---|"]
            + Behavior.predefined.flatMap { (behavior) -> [String] in
                let words = behavior.name.lowercased().split(separator: "_")
                let name = words[0] + words.dropFirst().map(\.capitalized).joined()
                let inherited = behavior.parentName.map { ", from `\($0)`" } ?? ""
                return BehaviorScope.allCases.compactMap { scope in
                    guard let patch = behavior.patches[scope] else { return nil }
                    return "| `.\(name)` | `\(behavior.name)`\(inherited) | `\(scope)` | \(changes(of: patch)) |"
                }
            }
    }

    private static func changes(of patch: BehaviorPatch) -> String {
        Mirror(reflecting: patch).children.compactMap { name, change in
            guard let change = Mirror(reflecting: change).children.first?.value else { return nil }
            return "\(name ?? "") \(text(change))"
        }.joined(separator: ", ")
    }

    /// The meaning of a setting is what its documentation says first.
    private static func settings() throws -> [String] {
        let source = Page.root.appending(path: "Sources/SDK/Definition/BehaviorSettings.swift")
        let code = try String(contentsOf: source, encoding: .utf8)
        return try ["| setting | default | meaning |", "|---|---|---|"]
            + Mirror(reflecting: BehaviorSettings()).children.map { name, value in
                let name = try #require(name)
                let comment = try #require(code.firstRange(of: "    public var \(name): ")).lowerBound
                let lines = code[..<comment].split(separator: "\n").reversed().prefix { $0.hasPrefix("    ///") }
                let summary = try #require(lines.last).dropFirst("    /// ".count).dropLast()
                return "| `\(name)` | \(text(value)) | \(summary) |"
            }
    }

    private static func text(_ value: Any) -> String {
        guard let duration = value as? Duration else { return "\(value)" }
        if duration == .zero { return "0" }
        return duration.formatted(.units(allowed: [.seconds, .milliseconds], width: .narrow, zeroValueUnits: .hide))
    }
}
