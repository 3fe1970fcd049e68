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
    ])
    func errorsHideIt(_ text: String) throws {
        expectHidden(try parsingError(text))
    }

    @Test func whatIsNotSecretStaysReadable() throws {
        let error = try parsingError("cluster: { hosts: [a], auth: { usr: x, password_file: secrets/prod } }")
        #expect(error.description.contains("password_file: secrets/prod"))
    }
}
