import AerospikeConfigLoader
import Foundation
import Testing

@testable import ConnectorCLI

@Suite("connector schema") struct SchemaTests {
    private func schema() async throws -> [String: Any] {
        let recorder = Recorder()
        #expect(await recorder.run("schema") == .success)
        return try #require(try JSONSerialization.jsonObject(with: Data(recorder.output.utf8)) as? [String: Any])
    }

    private func properties(_ schema: [String: Any], _ path: String) throws -> [String: [String: Any]] {
        let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
        let section = path.isEmpty ? schema : try #require(definitions[path])
        return try #require(section["properties"] as? [String: [String: Any]])
    }

    @Test("has every key of every section, and nothing else", arguments: ProfileFormat.sections.map(\.path))
    func keys(path: String) async throws {
        let section = try #require(ProfileFormat.sections.first { $0.path == path })
        let properties = try properties(await schema(), path)
        #expect(Set(properties.keys) == Set(section.fields.map(\.key)))
        for field in section.fields { #expect(properties[field.key]?["description"] as? String == field.meaning) }
    }

    @Test("every reference leads somewhere")
    func references() async throws {
        let recorder = Recorder()
        _ = await recorder.run("schema")
        let names = recorder.output.matches(of: #/"\$ref": "#\/\$defs\/([^"]+)"/#).map { String($0.1) }
        let definitions = try #require(try await schema()["$defs"] as? [String: Any])
        #expect(Set(names) == Set(definitions.keys))
    }

    @Test("values have their types, limits and defaults")
    func values() async throws {
        let schema = try await schema()
        let cluster = try properties(schema, "cluster")
        #expect(cluster["services_alternate"]?["default"] as? Bool == false)
        let connections = try properties(schema, "system.NAME.connections")
        #expect(connections["maximum_connections_per_node"]?["default"] as? Int == 100)
        let alternatives = try #require(connections["maximum_connections_per_node"]?["anyOf"] as? [[String: Any]])
        #expect(alternatives[0]["minimum"] as? Int == 1 && alternatives[0]["maximum"] as? Int == 1_000_000)
        let mode = try #require(try properties(schema, "cluster.auth")["mode"]?["anyOf"] as? [[String: Any]])
        #expect(mode[0]["enum"] as? [String] == ["native", "external", "external_insecure", "certificate"])
    }

    @Test("only a profile that extends no other must be complete")
    func completeness() async throws {
        let schema = try await schema()
        let condition = try #require(schema["if"] as? [String: [String: [String]]])
        #expect(condition == ["not": ["required": ["extends"]]])
        let then = try #require(schema["then"] as? [String: Any])
        let cluster = (then["properties"] as? [String: [String: [String]]])?["cluster"]
        #expect(cluster == ["required": ["hosts"]])
    }
}
