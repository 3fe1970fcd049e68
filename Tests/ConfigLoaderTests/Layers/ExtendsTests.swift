import AerospikeSDK
import Testing

@testable import AerospikeConfigLoader

@Suite("Profiles that extend others") struct ExtendsTests {
    @Test("mappings are merged key by key, lists and scalars covered, and what is nearer wins")
    func layers() throws {
        let profiles = try ProfileFolder([
            "prod.yaml": """
            extends: base
            cluster: { racks: [2], ip_map: { 10.0.0.1: 192.0.2.1 }, tls: { name: prod } }
            behaviors: { patient: { query: { record_queue_size: 7 } } }
            """,
            "base.yaml": """
            extends: ground
            cluster: { hosts: [db1, db2], racks: [1, 3], tls: { name: base, ca_path: /ca } }
            sessions: { default: patient }
            """,
            "ground.yaml": """
            cluster: { hosts: [none], ip_map: { 10.0.0.2: 192.0.2.2 }, services_alternate: true }
            behaviors: { patient: { parent: READ_FAST, query: { record_queue_size: 5, max_concurrent_servers: 3 } } }
            """,
        ])
        let profile = try profiles.load()
        let definition = try profile.makeDefinition()
        #expect(definition.hosts == [Host("db1"), Host("db2")])
        #expect(definition.preferredRacks == [2])
        #expect(definition.usesServicesAlternate)
        #expect(definition.addressMap.entries.count == 2)
        #expect(definition.tls?.name == "prod" && definition.tls?.caPath == "/ca")
        let patient = try profile.session("default").behavior
        #expect(patient.parentName == "READ_FAST")
        #expect(patient.settings(.read, .query).recordQueueSize == 7)
        #expect(patient.settings(.read, .query).maxConcurrentNodes == 3)
        let paths = ["prod.yaml", "base.yaml", "ground.yaml"].map { "\(profiles.folder.path)/\($0)" }
        #expect(profile.files == paths)
    }

    @Test("a value of ~ takes away what is inherited, an empty one is an error still")
    func takingAway() throws {
        let base = "cluster: { hosts: [db1], tls: { name: base }, racks: [1] }"
        let profiles = try ProfileFolder([
            "prod.yaml": "extends: base\ncluster: { tls: ~, racks: null }", "base.yaml": base,
        ])
        let definition = try profiles.load().makeDefinition()
        #expect(definition.tls == nil && definition.preferredRacks.isEmpty)
        let forgotten = try ProfileFolder(["prod.yaml": "extends: base\ncluster:\n  tls:\n", "base.yaml": base])
        #expect(forgotten.complaint().hasPrefix("prod.yaml:3:3: error[P006]: 'tls' has no value"))
    }

    @Test(
        "whoever gives one of several keys for the same displaces the others",
        arguments: [
            ("password_file: other", "password: hunter2", "other"),
            ("password: other", "password_file: none", "other"),
        ])
    func displacement(_ own: String, _ inherited: String, _ password: String) throws {
        let profiles = try ProfileFolder([
            "prod.yaml": "extends: base\ncluster: { auth: { \(own) } }",
            "base.yaml": "cluster: { hosts: [db1], auth: { user: app, \(inherited) } }", "other": "other\n",
        ])
        #expect(try profiles.load().makeDefinition().credentials == .native(user: "app", password: Secret(password)))
    }

    @Test("a certificate's login displaces a user and a password")
    func displacementByMode() throws {
        let profiles = try ProfileFolder([
            "prod.yaml": """
            extends: base
            cluster: { tls: { client_cert_file: c, client_key_file: k }, auth: { mode: certificate } }
            """,
            "base.yaml": "cluster: { hosts: [db1], auth: { user: app, password: hunter2 } }",
        ])
        #expect(try profiles.load().makeDefinition().credentials == .certificate)
    }

    @Test("paths and files of references are relative to the file that names them")
    func paths() throws {
        let profiles = try ProfileFolder([
            "envs/prod.yaml": "extends: ../shared/base.yaml\ncluster: { tls: { ca_path: certs } }",
            "shared/base.yaml": """
            cluster: { hosts: ["${file:host}"], tls: { ca_file: ca.pem }, auth: { user: a, password_file: word } }
            """,
            "shared/host": "db1\n", "shared/word": "hunter2\n",
        ])
        let definition = try profiles.load("\(profiles.folder.path)/envs/prod.yaml").makeDefinition()
        #expect(definition.hosts == [Host("db1")])
        #expect(definition.tls?.caFile == "\(profiles.folder.path)/envs/../shared/ca.pem")
        #expect(definition.tls?.caPath == "\(profiles.folder.path)/envs/certs")
        #expect(definition.credentials == .native(user: "a", password: "hunter2"))
    }

    @Test("problems of all files are told in one pass, the profile's own first, those of covered values included")
    func problems() throws {
        let profiles = try ProfileFolder([
            "prod.yaml": "extends: base\ncluster: { racks: [1], tls: { naem: x } }\nsessions: { reports: nobody }\n",
            "base.yaml": "cluster:\n  racks: [x]\n  auth: { user: app, password: hunter2, mode: nativ }\n",
        ])
        #expect(
            profiles.complaint() == """
                prod.yaml:2:1: error[P008]: 'cluster' lacks the key 'hosts'
                   2 | cluster: { racks: [1], tls: { naem: x } }
                     | ^^^^^^^
                     = expected: a list of hosts, each host[:tlsName][:port]

                prod.yaml:2:31: error[P004]: unknown key 'naem' in 'cluster.tls'
                   2 | cluster: { racks: [1], tls: { naem: x } }
                     |                               ^^^^
                help: did you mean 'name'?

                prod.yaml:3:22: error[P011]: no behavior is named 'nobody'
                   3 | sessions: { reports: nobody }
                     |                      ^^^^^^
                     = expected: DEFAULT, READ_FAST, STRICTLY_CONSISTENT or FAST_RACK_AWARE

                base.yaml:2:11: error[P006]: 'racks' cannot be text
                   2 |   racks: [x]
                     |           ^
                     = expected: a whole number from 0 to 1000000

                base.yaml:3:47: error[P007]: 'mode' cannot be 'nativ'
                   3 |   auth: { user: app, password: •••••••, mode: nativ }
                     |                                               ^^^^^
                     = expected: native, external, external_insecure or certificate
                help: did you mean 'native'?

                5 errors in 2 files
                """)
    }

    @Test("a contradiction between two files shows both")
    func notes() throws {
        let profiles = try ProfileFolder([
            "prod.yaml": "extends: base\nsystem: { DEFAULT: { connections: { maximum_connections_per_node: 5 } } }",
            "base.yaml": """
            cluster: { hosts: [a] }
            system: { DEFAULT: { connections: { minimum_connections_per_node: 9 } } }
            """,
        ])
        let text = profiles.complaint()
        #expect(text.hasPrefix("base.yaml:2:67: error[P010]: the minimum is larger than the maximum"))
        #expect(text.contains("\nprod.yaml:2:67: note: the maximum stands here\n"))
    }

    @Test(
        "what is extended must be there, be readable, be YAML, and not lead back",
        arguments: [
            ("extends: bas", "prod.yaml:1:10: error[P015]: there is no profile named 'bas'"),
            ("extends: ../../..", "prod.yaml:1:10: error[P001]"),
            ("extends: [base]", "prod.yaml:1:1: error[P006]: 'extends' cannot be a list"),
            ("extends: broken", "broken.yaml:1:1: error[P002]"),
            ("extends: prod", "prod.yaml:1:10: error[P012]: profiles extend each other in a circle"),
            ("extends: ./prod.yaml", "prod.yaml:1:10: error[P012]: profiles extend each other in a circle"),
            ("extends: circle", "circle.yaml:1:10: error[P012]: profiles extend each other in a circle"),
            ("extends: '${NONE}'", "prod.yaml:1:11: error[P016]: the environment variable 'NONE' is not set"),
            ("extends: a$$b", "prod.yaml:1:10: error[P015]: 'a$b' cannot be the name of a profile"),
        ])
    func wrongBases(_ line: String, _ complaint: String) throws {
        let profiles = try ProfileFolder([
            "prod.yaml": "\(line)\ncluster: { hosts: [a] }", "base.yaml": "version: 1.0.0", "broken.yaml": "[a",
            "circle.yaml": "extends: prod",
        ])
        #expect(profiles.complaint().hasPrefix(complaint))
    }

    @Test("a chain has an end")
    func limit() throws {
        var files = ["p0.yaml": "cluster: { hosts: [a] }"]
        for number in 1...ProfileLimits.extends + 1 { files["p\(number).yaml"] = "extends: p\(number - 1)" }
        let profiles = try ProfileFolder(files)
        #expect(try profiles.load("p\(ProfileLimits.extends)").files.count == ProfileLimits.extends + 1)
        #expect(profiles.complaint("p\(ProfileLimits.extends + 1)").contains("error[P003]"))
    }
}
