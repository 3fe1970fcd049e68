import AerospikeSDK
import Testing

@testable import AerospikeConfigLoader

/// Files of the cross-SDK format, which have no place for the connection.
@Suite("Files shared with other SDKs") struct SharedFileTests {
    private let shared = """
        version: 1.0.0
        behaviors:
          hasty: { parent: patient, all_operations: { abandon_call_after: 100ms } }
          patient: { parent: READ_FAST }
        system:
          DEFAULT: { connections: { maximum_connections_per_node: 50 } }
          prod-east: { refresh: { tend_interval: 2s } }
          prod-west: { refresh: { tend_interval: 3s } }
        """

    @Test("load unchanged, as profiles without clients")
    func alone() throws {
        let profile = try Profile(parsing: shared)
        #expect(profile.clientNames.isEmpty && profile.sessions.isEmpty)
        #expect(try profile.behavior("hasty").settings(.read, .point).totalTimeout == .milliseconds(100))
        #expect(profile.lint() == [])
        let error = #expect(throws: ProfileError.self) { try profile.makeDefinition() }
        #expect(error?.description.contains("the profile has no client at all") == true)
    }

    @Test("are extended by the profiles of several clusters, each of which finds its own entry")
    func extended() throws {
        let profiles = try ProfileFolder([
            "shared.yaml": shared, "prod.yaml": "extends: shared\ncluster: { name: prod-west, hosts: [db1] }",
        ])
        let profile = try profiles.load()
        let definition = try profile.makeDefinition()
        #expect(definition.systemSettings.tendInterval == .seconds(3))
        #expect(definition.systemSettings.connections.maximumPerNode == 50)
        #expect(definition.behaviors["hasty"]?.parentName == "patient")
    }

    @Test("an entry that no cluster goes by is a remark of lint, unless it is DEFAULT misspelt")
    func unused() throws {
        let profile = try Profile(parsing: "cluster: { name: shop, hosts: [a] }\nsystem: { olap: {} }")
        #expect(profile.lint().map(\.code) == [.unknownName])
        #expect(profile.lint().map(\.severity) == [.warning])
        let error = try parsingError("cluster: { name: shop, hosts: [a] }\nsystem: { Defualt: {} }")
        #expect(error.diagnostics.map(\.suggestion) == ["DEFAULT"])
    }
}
