import Foundation
import Testing

@testable import ConnectorCLI

/// No command, in no form of output, prints a secret, whatever else is wrong with the profile.
@Suite("Secrets and the command line") struct CommandSecretTests {
    private static let secret = "hunter2"

    private static let cluster = "cluster:\n  hosts: [\"127.0.0.1:1\"]\n"

    /// Profiles that hold the secret, rightly and wrongly.
    private static let profiles = [
        "right": cluster + "  auth: { user: app, password: hunter2 }",
        "passphrase": cluster
            + "  tls: { client_cert_file: c, client_key_file: k, client_key_password: hunter2, ca_file: a }",
        "misspelt": cluster + "  auth: { user: app, pasword: hunter2 }",
        "misplaced": cluster + "  password: hunter2",
        "list": cluster + "  auth: { user: app, password: [hunter2] }",
        "mapping": cluster + "  auth: { user: app, password: { is: hunter2 } }",
        "twice": cluster + "  auth: { user: app, password: hunter2, password: hunter2 }",
        "both": cluster + "  auth: { user: app, password: hunter2, password_file: none }",
        "certificate": cluster + "  auth: { mode: certificate, password: hunter2 }",
        "unclosed": cluster + "  auth: { user: app, password: \"hunter2 }",
        "tab": cluster + "  auth:\n\tpassword: hunter2",
        "comment": cluster + "  naem: x\n  # password: hunter2",
        "variable": cluster + "  auth: { user: app, password: \"${SECRET}\" }",
        "glued": cluster + "  auth: { user: \"${NOBODY}\", password: \"hunter2${NOBODY}\" }",
        "file": cluster + "  auth: { user: app, password: \"${file:word}\" }",
        "named": cluster + "  auth: { user: app, password_file: word }",
        "anchor": cluster + "  auth: { password: &x hunter2, user: *x, mode: nativ }",
        "child": "extends: right\ncluster: { auth: { mode: nativ } }",
        "likes": cluster + "  auth: { user: app, password: hunter2 }\nclients: { a: { like: default, racks: [x] } }",
        "override": "extends: right\ncluster: { auth: { password: hunter2 } }",
    ]

    private static let commands: [[String]] =
        [["show"], ["show", "--json"], ["show", "--value", "cluster.auth.password"], ["diff", "right"]]
        + ["human", "json", "github", "junit"].flatMap { format in
            [["lint", "--format", format], ["check", "--no-sandbox", "--format", format]]
        }

    @Test("are not printed", arguments: profiles.keys.sorted())
    func profile(_ name: String) async throws {
        let folder = try ProfileFolder(Self.profiles)
        try "\(Self.secret)\n".write(toFile: "\(folder.path)/word", atomically: true, encoding: .utf8)
        for command in Self.commands {
            let recorder = Recorder()
            let arguments = command + [name, "--profiles", folder.path]
            _ = await Connector(console: recorder.console(["SECRET": Self.secret])).run(arguments)
            let printed = recorder.output + recorder.complaints
            #expect(!printed.isEmpty || command.contains("--value"), "\(command) says nothing")
            #expect(!printed.contains(Self.secret), "\(command) prints the secret:\n\(printed)")
        }
    }

    @Test("are not printed by lists and imports")
    func others() async throws {
        let folder = try ProfileFolder(Self.profiles)
        let recorder = Recorder()
        for arguments in [["profiles"], ["profiles", "--json"], ["lint", "--all"], ["lint", "--all", "--json"]] {
            _ = await Connector(console: recorder.console()).run(arguments + ["--profiles", folder.path])
        }
        let tools =
            "[cluster]\nhost = \"a\"\nuser = \"x\"\npassword = \"hunter2\"\ntls-keyfile-password = \"hunter2\"\n"
        for (name, text) in [
            "tools": tools, "broken": tools + "password = hunter2\n[[[", "open": "[cluster]\npassword = \"hunter2",
        ] {
            try text.write(toFile: "\(folder.path)/\(name)", atomically: true, encoding: .utf8)
            let arguments = ["import", "\(folder.path)/\(name)", "--output", "\(folder.path)/\(name).yaml"]
            _ = await Connector(console: recorder.console()).run(arguments)
        }
        #expect(!recorder.output.contains(Self.secret))
        #expect(!recorder.complaints.contains(Self.secret))
    }
}
