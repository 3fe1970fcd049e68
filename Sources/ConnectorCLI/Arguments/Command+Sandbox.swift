internal import AerospikeSDK
internal import AerospikeSandbox

extension Command {
    static let sandbox = Command(
        "sandbox", "run an embedded cluster on this machine until interrupted",
        flags: clusterFlags + placeFlags + securityFlags + [
            .text("--write-profile", "FILE", help: "write a profile that leads to the sandbox") { $0.profileFile = $1 }
        ],
        from: SandboxOptions(), as: Invocation.sandbox,
        explanation: """
            The cluster speaks the Aerospike protocol on 127.0.0.1 and holds the namespaces test and bar in memory: when \
            it stops, everything is gone. It is for tests and first steps, and no database. It plays the Community \
            Edition, or the Enterprise Edition where racks, logins or TLS are asked for.

            Lines on standard input tell it what to do, whether they are typed or piped:

              kill A2                 end a node as in a crash
              restart A2 --port 0     start it anew, on another port
              delay A1 200ms          hold back its answers
              heal A1                 make it right again
              help                    list all of them

            When a piped input ends, the sandbox goes on; Ctrl-D on a terminal, SIGINT and SIGTERM end it.

            Exit status: 0 it was told to end, 1 it could not start, 64 the command line is wrong.
            """)

    private static let clusterFlags: [Flag<SandboxOptions>] = [
        .number("--nodes", "N", 1...16, help: "how many nodes (default 1)") { $0.nodeCount = $1 },
        .number(
            "--port", "P", 0...65535,
            help: "the first node's port (default 3000), or the front's; the next is 100 higher; 0 is any that is free"
        ) { $0.port = $1 },
        .text("--cluster-name", "NAME", help: "the cluster's name (default none)") { $0.clusterName = $1 },
        .number("--replication-factor", "N", 1...16, help: "how many nodes hold each record (default 2)") {
            $0.replicationFactor = $1
        },
        .value(
            "--edition", "EDITION", expected: "community or enterprise",
            help: "the edition to play: community or enterprise",
            read: { SandboxEdition(rawValue: $0.capitalizedFirst) }, set: { $0.edition = $1 }),
        .value(
            "--racks", "N,N,…", expected: "rack numbers such as 1,2", help: "the rack of each node in turn",
            read: racks, set: { $0.racks = $1 }),
    ]

    private static let placeFlags: [Flag<SandboxOptions>] = [
        .value(
            "--publish", "ADDRESS", expected: "a host name or an IP address, without a port",
            help: "have nodes announce this address in place of 127.0.0.1",
            read: address, set: { $0.publishedAddress = $1 }),
        .sign("--alternate-addresses", help: "have nodes announce alternate addresses that can be reached") {
            $0.announcesAlternates = true
        },
        .value(
            "--front", "KIND", expected: "load-balancer or nat",
            help: "stand before the nodes, which announce addresses that lead nowhere: load-balancer or nat",
            read: SandboxFront.Kind.init, set: { $0.front = $1 }),
    ]

    private static let securityFlags: [Flag<SandboxOptions>] = [
        .sign("--tls", help: "speak TLS, with a throw-away authority") { $0.usesTLS = true },
        .sign("--mtls", help: "speak TLS, and demand a certificate of clients") {
            ($0.usesTLS, $0.requiresClientCertificate) = (true, true)
        },
        .sign("--login", help: "demand logins, of a user named app unless --user names others") { $0.demandLogins() },
        .sign("--tls-for-login-only", help: "demand logins, over TLS, and serve in clear on ports 50 higher") {
            ($0.usesTLS, $0.acceptsClear) = (true, true)
            $0.demandLogins()
        },
        .value(
            "--user", "NAME:ROLE,…", expected: SandboxUserName.expected,
            help: "demand logins, and let this user log in; may stand several times",
            read: SandboxUserName.init(parsing:), set: { $0.add($1) }),
        .text(
            "--password-file", "FILE",
            help: "the file of the users' password, - for the first line of input (default: made up for the profile)"
        ) { $0.passwordFile = $1 },
    ]

    private static func address(_ text: String) -> String? {
        guard let endpoint = try? AddressMap.Endpoint(parsing: text), endpoint.port == nil else { return nil }
        return endpoint.host
    }

    private static func racks(_ text: String) -> [Int]? {
        let racks = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        return racks.allSatisfy { $0.map((0...1_000_000).contains) ?? false } ? racks.compactMap(\.self) : nil
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
