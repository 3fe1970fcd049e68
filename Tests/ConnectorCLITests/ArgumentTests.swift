import AerospikeSandbox
import Testing

@testable import ConnectorCLI

@Suite struct ArgumentTests {
    @Test(arguments: [
        ("check", Invocation.check(CheckOptions())),
        ("check prod", .check(CheckOptions(profile: "prod"))),
        ("check --json prod", .check(CheckOptions(profile: "prod", format: .json))),
        ("check prod --profiles etc", .check(CheckOptions(profile: "prod", directory: "etc"))),
        ("check prod --profiles=a=b", .check(CheckOptions(profile: "prod", directory: "a=b"))),
        ("check --no-color --no-sandbox", .check(CheckOptions(allowsColour: false, allowsSandbox: false))),
        ("check --wait", .check(CheckOptions(waitingTime: .seconds(60)))),
        ("check --wait prod", .check(CheckOptions(profile: "prod", waitingTime: .seconds(60)))),
        (
            "check --wait=5m --timeout 500ms",
            .check(CheckOptions(waitingTime: .seconds(300), timeout: .milliseconds(500)))
        ),
        ("check -- --json", .check(CheckOptions(profile: "--json"))),
        ("check -", .check(CheckOptions(profile: "-"))),
        ("check --format junit", .check(CheckOptions(format: .junit))),
        ("lint", .lint(LintOptions())),
        ("lint a b --format=github", .lint(LintOptions(profiles: ["a", "b"], format: .github))),
        (
            "lint --all --deny-warnings --json --no-color --profiles p",
            .lint(
                LintOptions(isForAll: true, directory: "p", format: .json, allowsColour: false, deniesWarnings: true))
        ),
        ("explain", .explain(ExplainOptions())),
        ("explain P012", .explain(ExplainOptions(code: "P012"))),
        ("profiles", .profiles(ProfilesOptions())),
        ("profiles --json --profiles p", .profiles(ProfilesOptions(directory: "p", isJSON: true))),
        ("sandbox", .sandbox(SandboxOptions())),
        (
            "sandbox --nodes 3 --port=4000 --cluster-name demo --replication-factor 2",
            .sandbox(SandboxOptions(nodeCount: 3, port: 4000, clusterName: "demo", replicationFactor: 2))
        ),
        (
            "sandbox --racks 1,2 --edition enterprise --publish ::1 --alternate-addresses --front nat --port 0",
            .sandbox(
                SandboxOptions(
                    port: 0, racks: [1, 2], edition: .enterprise, publishedAddress: "::1", announcesAlternates: true,
                    front: .translation))
        ),
        (
            "sandbox --mtls --write-profile p",
            .sandbox(SandboxOptions(profileFile: "p", usesTLS: true, requiresClientCertificate: true))
        ),
        (
            "sandbox --tls-for-login-only",
            .sandbox(SandboxOptions(usesTLS: true, acceptsClear: true, users: [SandboxUserName("app")]))
        ),
        ("sandbox --login", .sandbox(SandboxOptions(users: [SandboxUserName("app")]))),
        (
            "sandbox --login --user ann:read --user bob --user ann:write --password-file -",
            .sandbox(
                SandboxOptions(
                    users: [SandboxUserName("bob"), SandboxUserName("ann", .write)], passwordFile: "-"))
        ),
        ("help", .help(nil)),
        ("--help", .help(nil)),
        ("-h", .help(nil)),
        ("help check", .help("check")),
        ("check prod --help", .help("check")),
        ("sandbox -h --nonsense", .help("sandbox")),
        ("--version", .version),
    ])
    func linesAreRead(_ line: String, _ invocation: Invocation) throws {
        #expect(try Invocation(words(line)) == invocation)
    }

    @Test(arguments: [
        ("chekc", "there is no command 'chekc'", "did you mean 'check'?"),
        ("frobnicate", "there is no command 'frobnicate'", nil),
        ("help sandbax", "there is no command 'sandbax'", "did you mean 'sandbox'?"),
        ("--json check", "'--json' stands before the command", "flags follow the command: connector check --json"),
        ("check --jsn", "'connector check' has no flag '--jsn'", "did you mean '--json'?"),
        ("check -x", "'connector check' has no flag '-x'", nil),
        ("check a b", "'b' is one argument too many", nil),
        ("profiles a", "'a' is one argument too many", nil),
        ("check --profiles", "--profiles needs a value", "write --profiles DIR"),
        ("check --profiles=", "--profiles cannot be ''", "expected a text"),
        ("check --wait=", "--wait= needs a value", "write --wait[=DURATION]"),
        (
            "check --wait=soon", "--wait cannot be 'soon'",
            "expected a duration of at most 1h, such as 500ms, 30s or 5m"
        ),
        (
            "check --timeout 3", "--timeout cannot be '3'",
            "expected a duration of at most 1h, such as 500ms, 30s or 5m"
        ),
        ("check --format xml", "--format cannot be 'xml'", "expected human, json, github or junit"),
        ("explain P001 P002", "'P002' is one argument too many", nil),
        ("check --timeout", "--timeout needs a value", "write --timeout DURATION"),
        ("check --json=yes", "--json takes no value", nil),
        ("sandbox --nodes 17", "--nodes cannot be '17'", "expected a number from 1 to 16"),
        ("sandbox --nodes x", "--nodes cannot be 'x'", "expected a number from 1 to 16"),
        ("sandbox --port 65536", "--port cannot be '65536'", "expected a number from 0 to 65535"),
        ("sandbox --racks 1,,2", "--racks cannot be '1,,2'", "expected rack numbers such as 1,2"),
        ("sandbox --racks -1", "--racks cannot be '-1'", "expected rack numbers such as 1,2"),
        ("sandbox --user ann:king", "--user cannot be 'ann:king'", "expected \(SandboxUserName.expected)"),
        ("sandbox --user :read", "--user cannot be ':read'", "expected \(SandboxUserName.expected)"),
        ("sandbox --edition free", "--edition cannot be 'free'", "expected community or enterprise"),
        ("sandbox --front door", "--front cannot be 'door'", "expected load-balancer or nat"),
        ("sandbox --publish h:1", "--publish cannot be 'h:1'", "expected a host name or an IP address, without a port"),
        ("sandbox --publish a/b", "--publish cannot be 'a/b'", "expected a host name or an IP address, without a port"),
    ])
    func nonsenseIsExplained(_ line: String, _ message: String, _ hint: String?) {
        let error = #expect(throws: UsageError.self) { try Invocation(words(line)) }
        #expect(error?.message == message)
        #expect(error?.hint == hint)
    }

    @Test func controlCharactersAreNotEchoed() {
        let error = #expect(throws: UsageError.self) { try Invocation(["\u{1B}[2Jcheck"]) }
        #expect(error?.text.contains("\u{1B}") == false)
    }

    @Test func everyCommandHasHelpThatFits() throws {
        for name in [nil] + Command.all.map(\.name) {
            let text = try HelpText(name, columns: 80).text
            for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        }
    }

    @Test func helpNamesEveryFlag() throws {
        for command in Command.all {
            let text = try HelpText(command.name, columns: 80).text
            for flag in command.flags { #expect(text.contains(flag.form)) }
        }
    }

    private func words(_ line: String) -> [String] {
        line.split(separator: " ").map(String.init)
    }
}
