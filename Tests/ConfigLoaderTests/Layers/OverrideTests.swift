import AerospikeSDK
import Testing

@testable import AerospikeConfigLoader

@Suite("Variables that lie over a profile") struct OverrideTests {
    private func load(_ text: String, _ variables: [String: String]) throws -> ProfileFolder {
        try ProfileFolder(["prod.yaml": text, "base.yaml": "cluster: { hosts: [none] }"], variables: variables)
    }

    @Test("each says one thing")
    func variables() throws {
        var profiles = try load("extends: base", [:])
        let password = try profiles.folder.write("hunter2\n", to: "word")
        profiles.variables = [
            "AEROSPIKE_HOSTS": "db1:4000, [::1]:4001", "AEROSPIKE_USER": "ci", "AEROSPIKE_PASSWORD_FILE": password,
            "AEROSPIKE_USE_SERVICES_ALTERNATE": "1",
        ]
        let profile = try profiles.load()
        let definition = try profile.makeDefinition()
        #expect(definition.hosts == [Host("db1", 4000), Host("::1", 4001)])
        #expect(definition.credentials == .native(user: "ci", password: "hunter2"))
        #expect(definition.usesServicesAlternate)
        #expect(profile.overridingVariables == EnvironmentOverrides.variables.map(\.name))
    }

    @Test("a password's file takes the place of a password, and an empty variable is none")
    func displacement() throws {
        var profiles = try load(
            "extends: base\ncluster: { auth: { user: app, password: other } }", ["AEROSPIKE_USER": ""])
        profiles.variables["AEROSPIKE_PASSWORD_FILE"] = try profiles.folder.write("hunter2", to: "word")
        #expect(try profiles.load().makeDefinition().credentials == .native(user: "app", password: "hunter2"))
    }

    @Test(
        "what is wrong with a variable is told under its name",
        arguments: [
            (
                "AEROSPIKE_HOSTS", "db1:99999",
                """
                AEROSPIKE_HOSTS:1:1: error[P009]: 'db1:99999' is not a host
                   1 | db1:99999
                     | ^^^^^^^^^
                """
            ),
            (
                "AEROSPIKE_USE_SERVICES_ALTERNATE", "yes",
                """
                AEROSPIKE_USE_SERVICES_ALTERNATE:1:1: error[P006]: 'services_alternate' cannot be text
                   1 | yes
                     | ^^^
                """
            ),
            (
                "AEROSPIKE_USER", "ci",
                """
                AEROSPIKE_USER:1:1: error[P008]: native logins need a 'password_file' or a 'password'
                   1 | ci
                     | ^^
                """
            ),
        ])
    func problems(_ variable: String, _ value: String, _ complaint: String) throws {
        #expect(try load("extends: base", [variable: value]).complaint().hasPrefix(complaint))
    }

    @Test("a variable of any length is refused, or taken, and never shown whole", arguments: [1 << 16, 1 << 21])
    func longVariables(_ length: Int) throws {
        let profiles = try load("extends: base", ["AEROSPIKE_HOSTS": String(repeating: ":", count: length)])
        #expect(profiles.complaint().contains("AEROSPIKE_HOSTS:1:1: error"))
        #expect(profiles.complaint().utf8.count < 4096)
    }

    @Test("they concern the client named default, and text that is parsed not at all")
    func scope() throws {
        let variables = ["AEROSPIKE_HOSTS": "ci:3000"]
        let clients = "clients: { a: { hosts: [a] }, b: { like: default } }"
        let both = try load("cluster: { hosts: [x] }\n\(clients)", variables).load()
        #expect(try both.makeDefinition(client: "a").hosts == [Host("a")])
        #expect(try both.makeDefinition(client: "b").hosts == [Host("ci")])
        let named = try ProfileFolder(["prod.yaml": "clients: { a: { hosts: [a] } }"], variables: variables).load()
        #expect(named.clientNames == ["a"] && named.overridingVariables == ["AEROSPIKE_HOSTS"])
    }
}
