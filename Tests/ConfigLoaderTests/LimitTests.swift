import AerospikeSDK
import Testing

@testable import AerospikeConfigLoader

/// What is too large, too deep or too many is refused by name, at once, and without a crash.
@Suite struct LimitTests {
    private func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    private func expectLimit(_ text: String, _ words: String, _ location: SourceLocation = #_sourceLocation) throws {
        let error = try parsingError(text, location)
        #expect(error.diagnostics.map(\.code) == [.limit], sourceLocation: location)
        #expect(error.diagnostics.first?.message.contains(words) == true, sourceLocation: location)
    }

    @Test func depth() throws {
        try expectLimit(repeated("[", 33) + repeated("]", 33), "nest deeper than 32 levels")
        try expectLimit(repeated("{a: ", 5000), "nest deeper than 32 levels")
        try expectLimit(repeated("- ", 5000), "nest deeper than 32 levels")
        #expect(try parsingError(repeated("[", 32) + repeated("]", 32)).diagnostics.map(\.code) == [.wrongType])
    }

    @Test func nodes() throws {
        try expectLimit("[\(repeated("a,", 50_001))]", "at most 50000 keys, values, lists and mappings")
    }

    @Test func scalars() throws {
        try expectLimit("a: '\(repeated("x", (64 << 10) + 1))'", "longer than 65536 bytes")
    }

    @Test func files() throws {
        let error = try parsingError(repeated("#", (1 << 20) + 1))
        #expect(error.diagnostics.map(\.code) == [.unreadableFile])
        #expect(try parsingError(repeated("#", 1 << 20)).diagnostics.map(\.code) == [.missingKey])
    }

    @Test func aliasExpansion() throws {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<12 { text += "a\(level): &a\(level) [\(repeated("*a\(level - 1),", 10))]\n" }
        try expectLimit(text, "aliases repeat more than 10000 nodes")
    }

    @Test func aliasDepth() throws {
        var text = "a0: &a0 [x]\n"
        for level in 1..<40 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
        try expectLimit(text, "nest deeper than 32 levels")
    }

    @Test func problems() throws {
        let keys = (0..<1000).map { "key\($0): 1" }.joined(separator: "\n")
        let error = try parsingError(keys)
        #expect(error.diagnostics.count == 100)
        #expect(error.summary == "profile.yaml: 100 errors; there may be more")
    }

    @Test func behaviors() throws {
        let chain = (0..<1000).map { "  b\($0): { parent: b\($0 + 1) }\n" }.joined()
        let start = "cluster: { hosts: [a] }\nbehaviors:\n"
        let deepest = try Profile(parsing: start + chain.replacing("parent: b1000", with: "parent: READ_FAST"))
        #expect(deepest.behaviors["b0"]?.settings(.read, .point).totalTimeout == .milliseconds(200))
        try expectLimit(start + chain + "  b1000: {}\n", "at most 1000 behaviors")
        let circle = try parsingError(start + chain.replacing("parent: b1000", with: "parent: b0"))
        #expect(circle.diagnostics.map(\.code) == [.parentCycle])
        #expect(circle.description.utf8.count < 1000)
    }

    @Test func longNamesStayOutOfMessages() throws {
        let name = repeated("n", 1000)
        let error = try parsingError(
            "\(name): {}\ncluster: { hosts: [a] }\nsessions: { s: x }\nbehaviors: { \(name): {} }")
        #expect(error.diagnostics.count == 2)
        #expect(error.description.utf8.count < 2000)
    }

    @Test func aProblemRepeatedByAliasesIsToldOnce() throws {
        let error = try parsingError(
            """
            cluster: { hosts: [a] }
            behaviors:
              a: &a { all_operations: { send_key: maybe } }
              b: *a
            """)
        #expect(error.diagnostics.count == 1)
    }
}
