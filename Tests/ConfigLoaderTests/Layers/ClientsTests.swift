import AerospikeSDK
import Testing

@testable import AerospikeConfigLoader

@Suite("Several clients of one profile") struct ClientsTests {
    private let text = """
        cluster: { name: shop, hosts: [db1], tls: { name: t }, auth: { user: app, password: hunter2 } }
        clients:
          analytics: { like: default, name: olap, hosts: [olap1:4000], racks: [3] }
          nightly: { like: analytics, tls: ~ }
          plain: { hosts: [cache1] }
        sessions:
          reports: { client: analytics, behavior: patient }
          quick: READ_FAST
          nights: { client: nightly }
        behaviors: { patient: { all_operations: { abandon_call_after: 60s } } }
        system:
          DEFAULT: { connections: { maximum_connections_per_node: 5 } }
          olap: { connections: { maximum_connections_per_node: 7 } }
        """

    @Test("each has what it says, and what the one it is like says")
    func inheritance() throws {
        let profile = try Profile(parsing: text)
        #expect(profile.clientNames == ["default", "analytics", "nightly", "plain"])
        let definitions = try profile.makeDefinitions()
        let analytics = try #require(definitions["analytics"])
        #expect(analytics.clusterName == "olap" && analytics.hosts == [Host("olap1", 4000)])
        #expect(analytics.credentials == .native(user: "app", password: "hunter2"))
        #expect(analytics.tls?.name == "t" && analytics.preferredRacks == [3])
        #expect(analytics.systemSettings.connections.maximumPerNode == 7)
        let nightly = try #require(definitions["nightly"])
        #expect(nightly.tls == nil && nightly.preferredRacks == [3] && nightly.credentials == analytics.credentials)
        let plain = try #require(definitions["plain"])
        #expect(plain.credentials == nil && plain.clusterName == nil)
        #expect(plain.systemSettings.connections.maximumPerNode == 5)
        #expect(try profile.makeDefinition() == definitions["default"])
    }

    @Test("a session belongs to its client, and every client knows every behavior")
    func sessions() throws {
        let profile = try Profile(parsing: text)
        #expect(try profile.session("reports").client == "analytics")
        #expect(try profile.session("reports").behavior == profile.behavior("patient"))
        let definitions = try profile.makeDefinitions().mapValues { $0.sessions.keys.sorted() }
        #expect(
            definitions == [
                "default": ["default", "quick"], "analytics": ["reports"], "nightly": ["nights"], "plain": [],
            ])
        #expect(try profile.makeDefinition(client: "plain").behaviors["patient"] != nil)
    }

    @Test("an unknown name is answered with the known ones")
    func unknownNames() throws {
        let profile = try Profile(parsing: text)
        let client = try #require(throws: ProfileError.self) { try profile.makeDefinition(client: "analytic") }
        #expect(
            client.diagnostics.map(\.description) == [
                """
                profile.yaml: error[P011]: the profile has no client named 'analytic'
                     = expected: analytics, default, nightly or plain
                help: did you mean 'analytics'?
                """
            ])
        #expect(throws: ProfileError.self) { try profile.session("nobody") }
        #expect(throws: ProfileError.self) { try profile.behavior("nobody") }
    }

    @Test("a profile may do without the client named default, but then its sessions name theirs")
    func withoutDefault() throws {
        let profile = try Profile(parsing: "clients: { a: { hosts: [x] } }\nsessions: { s: { client: a } }")
        #expect(profile.clientNames == ["a"] && profile.sessions.keys.sorted() == ["s"])
        #expect(throws: ProfileError.self) { try profile.makeDefinition() }
        let error = try parsingError("clients: { a: { hosts: [x] } }\nsessions:\n  s: READ_FAST\n")
        #expect(error.description.hasPrefix("profile.yaml:3:3: error[P008]: 's' names no client"))
    }

    @Test(
        "what is wrong is told at its place",
        arguments: [
            ("clients:\n  a: { like: nobody }", "3:14: error[P011]: there is no client 'nobody'"),
            ("clients:\n  a: { like: a }", "3:14: error[P012]: 'a' is like itself"),
            ("clients:\n  a: { like: b }\n  b: { like: a }", "4:14: error[P012]: 'a' is like itself"),
            ("clients:\n  a: { like: [b], hosts: [x] }", "3:8: error[P006]: 'like' cannot be a list"),
            ("clients:\n  a: {}", "3:3: error[P008]: 'a' lacks the key 'hosts'"),
            ("clients:\n  a: x", "3:6: error[P006]: 'a' cannot be text"),
            (
                "clients:\n  default: { hosts: [x] }",
                "3:3: error[P005]: 'cluster' already is the client named 'default'"
            ),
            ("sessions:\n  s: { client: olap }", "3:16: error[P011]: there is no client 'olap'"),
            ("sessions:\n  s: {}", "3:3: error[P008]: 's' says nothing"),
            ("clients:\n  a: { like: default, racks: [x] }", "3:31: error[P006]: 'racks' cannot be text"),
        ])
    func problems(_ rest: String, _ complaint: String) throws {
        let error = try parsingError("cluster: { hosts: [db1] }\n\(rest)\n")
        #expect(error.diagnostics.count == 1)
        #expect(error.description.hasPrefix("profile.yaml:\(complaint)"))
    }

    @Test("a problem of what is inherited is told once")
    func inheritedProblems() throws {
        let error = try parsingError("cluster: { hosts: [db1], racks: [x] }\nclients: { a: { like: default } }")
        #expect(error.diagnostics.count == 1)
    }

    @Test("clients and what they inherit have limits")
    func limits() throws {
        func clients(_ count: Int) -> String {
            "cluster: { hosts: [a] }\nclients:\n"
                + (0..<count).map { "  c\($0): { like: default }\n" }.joined()
        }
        #expect(try Profile(parsing: clients(ProfileLimits.clients)).clientNames.count == ProfileLimits.clients + 1)
        #expect(try parsingError(clients(ProfileLimits.clients + 1)).diagnostics.map(\.code) == [.limit])
        let racks = Array(repeating: "1", count: 2000).joined(separator: ", ")
        let large = "cluster: { hosts: [a], racks: [\(racks)] }\nclients:\n"
        let error = try parsingError(large + (0..<60).map { "  c\($0): { like: default }\n" }.joined())
        #expect(error.diagnostics.contains { $0.code == .limit })
    }
}
