import AerospikeSDK
import AerospikeSandbox

extension Trouble {
    static let all = seeds + certificates + logins + loginsOnly + peers + racks

    // MARK: Seeds

    private static let seeds = [
        Trouble("nobody listens") { definition, _ in definition.hosts = [Host("127.0.0.1", 1)] },
        Trouble("wrong cluster name") { definition, _ in definition.clusterName = "prod-west" },
        Trouble("not ready", disturb: { try await $0.setInitialized(false, on: "A1") }) { _, _ in },
    ]

    // MARK: TLS

    private static let speaksTLS: @Sendable (inout SandboxConfiguration) -> Void = { $0.tls = SandboxTLS(name: "db") }
    private static let asksForCertificates: @Sendable (inout SandboxConfiguration) -> Void = {
        $0.tls = SandboxTLS(name: "db", requiresClientCertificate: true)
    }

    private static func shown(
        _ name: String,
        _ change: @escaping @Sendable (inout SandboxCertificate) -> Void
    ) -> Trouble {
        Trouble(
            name, configure: speaksTLS,
            disturb: { cluster in
                var certificate = SandboxCertificate.server("db")
                change(&certificate)
                try await cluster.replaceCertificate(with: certificate)
            }
        ) { _, _ in }
    }

    private static let certificates = [
        shown("wrong authority") { $0.isFromStranger = true },
        shown("expired certificate") { $0.validity = .expired },
        shown("certificate that ends soon") { $0.validity = .ending(days: 12) },
        shown("certificate of tomorrow") { $0.validity = .notYet },
        Trouble("wrong name", configure: speaksTLS) { definition, _ in definition.tls?.name = "db2" },
        Trouble("no client certificate", configure: asksForCertificates) { definition, _ in
            definition.tls?.clientCertFile = nil
            definition.tls?.clientKeyFile = nil
        },
        Trouble("client certificate of a stranger", configure: asksForCertificates) {
            definition, cluster in
            var certificate = SandboxCertificate("app")
            certificate.isFromStranger = true
            let identity = try await cluster.makeClientCertificate(certificate)
            definition.tls?.clientCertFile = identity.certificateFile
            definition.tls?.clientKeyFile = identity.keyFile
        },
        Trouble("TLS to a plain port") { definition, _ in definition.tls = TLSConfiguration(name: "db") },
        Trouble("plain to a TLS port", configure: speaksTLS) { definition, _ in definition.tls = nil },
        Trouble("no CA file", configure: speaksTLS) { definition, cluster in
            definition.tls?.caFile = "\(cluster.files?.folder ?? "")/missing.pem"
        },
    ]

    // MARK: Logins

    /// A word that nothing else contains, to be looked for where no secret may be.
    static let password: Secret = "correct-horse"

    private static func login(
        _ name: String,
        _ change: @escaping @Sendable (inout SandboxUser) -> Void = { _ in },
        as credentials: Credentials? = .native(user: "app", password: password)
    ) -> Trouble {
        Trouble(
            name,
            configure: { configuration in
                var user = SandboxUser("app", password: password)
                change(&user)
                configuration.users = [user]
            }
        ) { definition, _ in definition.credentials = credentials }
    }

    private static let logins = [
        login("wrong password", as: .native(user: "app", password: "battery-staple")),
        login("unknown user", as: .native(user: "ap", password: password)),
        login("expired password", { $0.isPasswordExpired = true }),
        login("address not allowed", { $0.isAllowlisted = false }),
        login("no login", as: nil),
        login("may not read", { $0.roles = [.write] }),
        Trouble("no security") { definition, _ in
            definition.credentials = .native(user: "app", password: password)
        },
    ]

    /// TLS is for logins only.
    private static func loginOnly(
        _ name: String,
        acceptsClear: Bool = true,
        _ misuse: @escaping @Sendable (inout ClusterDefinition, SandboxCluster) -> Void = { _, _ in }
    ) -> Trouble {
        Trouble(
            name,
            configure: { configuration in
                configuration.tls = SandboxTLS(name: "db")
                configuration.tls?.acceptsClear = acceptsClear
                configuration.users = [SandboxUser("app", password: password)]
            }
        ) { definition, cluster in
            definition.tls?.forLoginOnly = true
            misuse(&definition, cluster)
        }
    }

    private static let loginsOnly = [
        loginOnly("TLS for logins only without a login") { definition, _ in definition.credentials = nil },
        loginOnly("no address in clear", acceptsClear: false),
        loginOnly("no alternate address in clear") { definition, _ in definition.usesServicesAlternate = true },
        loginOnly("unreachable in clear") { definition, cluster in
            guard let clear = cluster.nodes[0].clearHost else { return }
            // Nobody listens there on an address that nobody else uses.
            definition.addressMap.entries[.init(host: clear.name, port: clear.port)] = .init(host: "127.0.0.77")
        },
    ]

    // MARK: Peers

    private static let peers = [
        Trouble(
            "unreachable peers", nodeCount: 2, configure: { $0.announcedAddress = "127.0.0.77" }
        ) { _, _ in },
        Trouble(
            "alternate addresses not used", nodeCount: 2,
            configure: { configuration in
                configuration.announcedAddress = "127.0.0.77"
                configuration.alternateAddress = "127.0.0.1"
            }
        ) { definition, _ in definition.usesServicesAlternate = false },
        Trouble("no alternate addresses", nodeCount: 2) { definition, _ in
            definition.usesServicesAlternate = true
        },
        Trouble("wrong address map", nodeCount: 2) { definition, cluster in
            let (one, two) = (cluster.hosts[0], cluster.hosts[1])
            definition.addressMap = AddressMap([
                AddressMap.Endpoint(host: two.name, port: two.port): AddressMap.Endpoint(host: one.name, port: one.port)
            ])
        },
    ]

    // MARK: Racks

    private static let racks = [
        Trouble("racks on the Community Edition") { definition, _ in definition.preferredRacks = [1] },
        Trouble("a rack without nodes", nodeCount: 2, configure: { $0.racks = [1, 2] }) {
            definition, _ in definition.preferredRacks = [7, 1]
        },
    ]
}
