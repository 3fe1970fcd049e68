import AerospikeSDK
import Testing

@testable import AerospikeConfigLoader

/// A password shows nowhere: not in a value that is printed, and not in the source line of an error.
@Suite struct SecretTests {
    private static let password = "hunter2"

    private func expectHidden(_ value: Any, _ location: SourceLocation = #_sourceLocation) {
        var dumped = ""
        dump(value, to: &dumped)
        for text in [dumped, String(describing: value), String(reflecting: value)] {
            #expect(!text.contains(Self.password), sourceLocation: location)
        }
    }

    @Test func valuesHideIt() throws {
        let profile = try profile(cluster: "hosts: [a], auth: { user: app, password: \(Self.password) }")
        let definition = try profile.makeDefinition()
        #expect(definition.credentials == .native(user: "app", password: "hunter2"))
        expectHidden(profile)
        expectHidden(definition)
    }

    @Test func theFilesContentIsHiddenToo() throws {
        let folder = try TemporaryFolder()
        try folder.write("\(Self.password)\n", to: "secrets/app")
        let path = try folder.write(
            "cluster: { hosts: [a], auth: { user: app, password_file: secrets/app } }", to: "p.yaml")
        let definition = try Profile.load(path: path, .withoutEnvironment).makeDefinition()
        #expect(definition.credentials == .native(user: "app", password: "hunter2"))
        expectHidden(definition)
    }

    @Test(arguments: [
        // Problems beside the password, in valid YAML.
        "cluster: { hosts: [a], auth: { mode: nativ, password: hunter2 } }",
        "cluster: { auth: { mode: certificate, password: 'hunter2' } }",
        "cluster: { auth: { passwrod: hunter2 } }",
        "cluster: { auth: { Password: hunter2, user: [] } }",
        "cluster: { auth: { passphrase: hunter2, pwd: hunter2, secret: hunter2 } }",
        "cluster: { auth: { password: [hunter2] } }",
        "cluster: { auth: { password: { value: hunter2 } } }",
        "cluster: { auth: { password: !!binary hunter2 } }",
        "cluster: { auth: { password: hunter2, password: hunter2 } }",
        "cluster: { auth: { password: hunter2, \"password\": 'hunter2' } }",
        "cluster: { auth: { \"pass\\u0077ord\": hunter2, usr: x } }",
        "cluster: { auth: { password: &p hunter2, user: *p, usr: x } }",
        "cluster: { auth: { usr: x } } # password: hunter2",
        "cluster:\n  auth:\n    ? password\n    : hunter2\n    usr: x\n",
        "cluster:\n  auth: { password:\n hunter2, usr: x }\n",
        "password: hunter2",
        "cluster: {}\nauth: { password: hunter2 }",
        "clusters: { password: \"hunter2\n  hunter2\" }",
        // Text that is not YAML.
        "cluster:\n  auth:\n    password: \"hunter2\n",
        "cluster:\n  auth:\n    password: 'hunter2\n    user: x\n",
        "cluster: { auth: { password: hunter2",
        "cluster: { auth: { user: x password: hunter2 } }",
        "cluster:\n  auth:\n    password:hunter2\n    user: x\n",
        "cluster:\n  auth:\n    password: hunter2: x\n",
        "cluster:\n  auth:\n    password: hunter2\n   user: x\n",
        "cluster:\n  auth:\n    password: @hunter2\n",
        "cluster:\n  auth:\n    password: %hunter2\n",
        "cluster:\n  auth:\n    password: |\n      hunter2\n\tx\n",
        "cluster:\n  auth:\n    password: >-\n      hunter2\n     : x\n",
        "cluster:\n  auth:\n    password: \"hunter2\\q\"\n",
        "cluster:\n  auth:\n    password:\n      \"hunter2\n    user: x\n",
        "cluster:\n  auth:\n    \"password\" : \"hunter2\n",
        "cluster:\n  auth:\n    ? password\n    : \"hunter2\n",
        "cluster: {auth: {password: hunter2}}: x",
        // Passwords that YAML takes for something else.
        "cluster: { auth: { password: a,hunter2 } }",
        "cluster: { auth: { password:hunter2, usr: x } }",
        "cluster: { auth: { password: *hunter2 } }",
        "cluster: { auth: { password: !hunter2 } }",
        "cluster: { auth: { password: &hunter2 } }",
        "cluster:\n  auth:\n    password: #hunter2\n    usr: x\n    password: x #hunter2\n",
        "cluster:\n  auth:\n    password hunter2\n",
        "cluster: { auth: app:hunter2@db1 }",
        "cluster: { hosts: ['app:hunter2@db1:3000', 'http://app:hunter2@db1'], ip_map: { 'app:hunter2@db1': x } }",
        "cluster: { hosts: ['app:hunter2@db1:3000'], tls: {} }",
        "cluster: { auth: { mode: 'password=hunter2' } }",
    ])
    func errorsHideIt(_ text: String) throws {
        expectHidden(try parsingError(text))
    }

    /// What is filled in from where passwords are kept is not quoted, wherever it was put by mistake.
    @Test(arguments: ["${APP_PASSWORD}", "${DB_PW}", "${API_TOKEN}", "${file:word}"])
    func whatIsFilledInIsHidden(_ reference: String) throws {
        let text = """
            cluster: { hosts: ["\(reference)"], ip_map: { "\(reference)": a }, auth: { mode: "\(reference)" } }
            clients: { other: { like: "\(reference)", hosts: ["a:\(reference)"] } }
            sessions: { s: "\(reference)" }
            behaviors: { b: { parent: "\(reference)", query: { abandon_call_after: "\(reference)" } } }
            system: { DEFAULT: { metrics: { report_size_limit: "\(reference)" } } }
            "\(reference)": 1
            """
        let files = try ProfileFolder(
            ["prod.yaml": text, "word": "9 hunter2\n"],
            variables: ["APP_PASSWORD": "hunter2 9", "DB_PW": "x:9hunter2", "API_TOKEN": "it's hunter2"])
        let error = try #require(throws: ProfileError.self) { _ = try files.load() }
        #expect(error.diagnostics.count >= 9)
        expectHidden(error)
    }

    @Test(arguments: [[0xFF, 0xFE], [0xFE, 0xFF], []] as [[UInt8]], [0, 1])
    func textOfAnotherEncodingIsNotShown(_ mark: [UInt8], _ first: Int) throws {
        let text = Array("cluster: { auth: { password: hunter2 } }".utf8)
        let error = try #require(throws: ProfileError.self) {
            _ = try Profile(parsing: mark + text.flatMap { first == 0 ? [0, $0] : [$0, 0] })
        }
        #expect(error.diagnostics.map(\.message) == ["the text is UTF-16, and not UTF-8"])
        #expect(!error.description.contains("h" + "\u{FFFD}u"))
        expectHidden(error)
    }

    @Test func whatIsNotSecretStaysReadable() throws {
        let error = try parsingError("cluster: { hosts: [a], auth: { usr: x, password_file: secrets/prod } }")
        #expect(error.description.contains("password_file: secrets/prod"))
    }
}
