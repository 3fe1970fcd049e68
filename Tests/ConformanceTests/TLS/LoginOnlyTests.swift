import AerospikeSandbox
import Testing

@testable import AerospikeSDK

@Suite("TLS for logins only, from end to end")
struct LoginOnlyTests {
    private static let dataSet = DataSet.of("test", "clear")

    /// Starts a sandbox that takes logins over TLS and all else in clear, and defines a client for it.
    private static func withSandbox(
        nodeCount: Int = 3,
        configure: (inout SandboxConfiguration) -> Void = { _ in },
        _ body: (SandboxCluster, ClusterDefinition) async throws -> Void
    ) async throws {
        var configuration = SandboxConfiguration(nodeCount: nodeCount)
        configuration.tls = SandboxTLS()
        configuration.tls?.acceptsClear = true
        configuration.users = [SandboxUser("app", password: "s3cret")]
        configure(&configuration)
        try await Gate.clusters.pass { [configuration] in
            try await SandboxCluster.withCluster(configuration) { sandbox in
                var definition = sandbox.definition.unhurried()
                definition.tls?.forLoginOnly = true
                try await body(sandbox, definition)
            }
        }
    }

    /// Connects a client, and looks afterwards at what the nodes have seen.
    private static func perform(
        _ style: Stage.Style,
        configure: (inout SandboxConfiguration) -> Void = { _ in },
        define: (inout ClusterDefinition) -> Void = { _ in },
        _ body: (Caller, SandboxCluster) async throws -> Void
    ) async throws {
        try await withSandbox(configure: configure) { sandbox, definition in
            var definition = definition
            define(&definition)
            let cluster = try await Cluster.connect(definition)
            do {
                try await body(Caller(style, cluster, .patient), sandbox)
                await cluster.close()
            } catch {
                await cluster.close()
                throw error
            }
            for node in sandbox.nodes {
                let counters = try await sandbox.counters(of: node.name)
                #expect(counters.clearLogins == 0, "no password in clear")
                #expect(counters.encryptedCommands == 0, "no command over TLS")
            }
        }
    }

    /// Writes and reads a record on every node.
    private static func expectService(_ caller: Caller) async throws {
        for number in 0..<30 {
            try await caller.put(dataSet.id(number), ["n": Value(number)])
            #expect(try await caller.get(dataSet.id(number)).bins["n"] == Value(number))
        }
    }

    private static func sessions(of sandbox: SandboxCluster) async throws -> [Int] {
        var sessions: [Int] = []
        for node in sandbox.nodes { sessions.append(try await sandbox.counters(of: node.name).sessions) }
        return sessions
    }

    @Test("Each node is logged in to once over TLS, and serves in clear", arguments: Stage.Style.allCases)
    func service(style: Stage.Style) async throws {
        try await Self.perform(style) { caller, sandbox in
            try await Self.expectService(caller)
            #expect(try await Self.sessions(of: sandbox) == [1, 1, 1])
            #expect(caller.cluster.warnings == [])
            for node in sandbox.nodes {
                #expect(caller.cluster.topology.nodes.contains { $0.host == node.clearHost })
                #expect(try await sandbox.counters(of: node.name).writes > 0)
            }
        }
    }

    @Test(
        "Sessions that end soon are renewed over TLS under load, and no command fails",
        arguments: Stage.Style.allCases)
    func renewal(style: Stage.Style) async throws {
        try await Self.perform(style) {
            $0.sessionLifetime = 2
        } define: {
            $0.systemSettings.tendInterval = .milliseconds(250)
            // Each command finds its connection closed, and opens another.
            $0.systemSettings.connections.maximumSocketIdleTime = .milliseconds(1)
        } _: { caller, sandbox in
            let single = caller.with(.patient.derivingWithChanges("once", maxRetries: 0))
            try await eventually("every session is renewed") {
                try await Self.expectService(single)
                return try await Self.sessions(of: sandbox).allSatisfy { $0 >= 3 }
            }
        }
    }

    @Test("Sessions that a node has forgotten are replaced over TLS", arguments: Stage.Style.allCases)
    func forgotten(style: Stage.Style) async throws {
        try await Self.perform(style) { caller, sandbox in
            for node in sandbox.nodes { try await sandbox.endSessions(on: node.name) }
            try await Self.expectService(caller)
            #expect(try await Self.sessions(of: sandbox) == [2, 2, 2])
        }
    }

    @Test("While sessions cannot be renewed, commands go on, and a warning says why", arguments: Stage.Style.allCases)
    func renewalFails(style: Stage.Style) async throws {
        try await Self.withSandbox(configure: { $0.sessionLifetime = 10 }) { sandbox, definition in
            var definition = definition
            definition.systemSettings.tendInterval = .milliseconds(250)
            let cluster = try await Cluster.connect(definition)
            try await sandbox.replaceCertificate(with: SandboxCertificate("somebody else"))
            let caller = Caller(style, cluster, .patient)
            try await eventually("the tend warns") {
                try await Self.expectService(caller)
                return cluster.warnings.contains { $0.message.contains("TLS is for logins only") }
            }
            #expect(Set(cluster.warnings.map(\.code)) == [.tlsFailed])
            await cluster.close()
        }
    }

    @Test(
        "The address in clear is the alternate one where that is wanted, and is mapped",
        arguments: Stage.Style.allCases)
    func alternates(style: Stage.Style) async throws {
        try await Self.perform(style) {
            $0.announcedAddress = "192.0.2.1"
            $0.alternateAddress = "192.0.2.2"
        } define: {
            $0.addressMap = AddressMap([.init(host: "192.0.2.2"): .init(host: "127.0.0.1")])
        } _: { caller, sandbox in
            #expect(caller.cluster.topology.nodes.count == 3)
            try await Self.expectService(caller)
        }
    }

    @Test("The user of a certificate, and one of a directory", arguments: [SandboxUser.Kind.certificate, .external])
    func otherUsers(kind: SandboxUser.Kind) async throws {
        try await Self.perform(.tasks) {
            $0.users = [SandboxUser("client", password: kind == .certificate ? "" : "s3cret", kind: kind)]
            $0.tls?.requiresClientCertificate = kind == .certificate
        } _: { caller, _ in
            try await Self.expectService(caller)
        }
    }

    @Test("Servers without users are used in clear, with one warning", arguments: Stage.Style.allCases)
    func withoutUsers(style: Stage.Style) async throws {
        try await Self.withSandbox(configure: { $0.users = [] }) { _, definition in
            let cluster = try await Cluster.connect(definition.withNativeCredentials("app", "s3cret"))
            try await Self.expectService(Caller(style, cluster, .patient))
            #expect(cluster.warnings.map(\.resultCode) == [.securityNotEnabled])
            await cluster.close()
        }
    }

    @Test("Behind a load balancer, the logins stay with the node itself, at its own address for TLS")
    func loadBalancer() async throws {
        try await Self.withSandbox(configure: { $0.announcedAddress = "localhost" }) { sandbox, definition in
            let front = try await SandboxFront.start(.loadBalancer, before: sandbox)
            let loop = try EventLoop.start()
            let identity = try await LoginCredentials(.native(user: "app", password: "s3cret")).identity()
            let dialer = NodeDialer(
                loop: loop, addressMap: AddressMap(), encryption: try Encryption(definition),
                logins: Logins(as: identity, of: definition), clusterName: nil, connectTimeout: .seconds(60),
                detectsLoadBalancers: true, sparesLoopback: false)
            let met = try await dialer.meet(seed: front.hosts[0])
            let node = try #require(sandbox.nodes.first { $0.name == met.identity.name })
            #expect(met.connection.address.port == node.clearHost?.port)
            #expect(met.connection.login?.place?.address.port == node.host.port)
            #expect(met.remark == nil)
            await loop.stop()
            await front.stop()
        }
    }

    // MARK: Failures

    /// Why the only node of a cluster cannot be used, as the client says and as the check does.
    private static func failure(of definition: ClusterDefinition) async throws -> (AerospikeError, CheckStep) {
        let client = Client(definition)
        let error = try await #require(throws: AerospikeError.self) { try await client.connect() }
        await client.close()
        let report = try await ConnectionCheck(definition).run()
        return (try #require(error.causes.first), try #require(report.steps.first { $0.status == .failed }))
    }

    @Test("A server without an address in clear is told what to do about")
    func encryptedOnly() async throws {
        try await Self.withSandbox(nodeCount: 1, configure: { $0.tls?.acceptsClear = false }) { _, definition in
            let (error, step) = try await Self.failure(of: definition)
            #expect(error.code == .nodeRefused)
            #expect(error.message.contains("publishes no address for all else (service-clear-std)"), "\(error)")
            #expect(error.advice?.contains("leave for_login_only out") == true)
            #expect(step.name == .clear)
            #expect(step.advice == error.advice)
        }
    }

    @Test("So is a server that publishes none for clients outside its network")
    func noAlternate() async throws {
        try await Self.withSandbox(nodeCount: 1) { _, definition in
            let (error, _) = try await Self.failure(of: definition.usingServicesAlternate())
            #expect(error.message.contains("(service-clear-alt)"), "\(error)")
            #expect(error.advice?.contains("alternate-access-address") == true)
        }
    }

    @Test("An address in clear that cannot be reached is named, as published and as mapped")
    func unreachable() async throws {
        try await Self.withSandbox(nodeCount: 1) { sandbox, definition in
            let clear = try #require(sandbox.nodes[0].clearHost)
            let nowhere = try await SandboxCluster.start()
            let port = nowhere.hosts[0].port
            await nowhere.stop()
            var definition = definition
            definition.addressMap = AddressMap([
                .init(host: clear.name, port: clear.port): .init(host: "127.0.0.1", port: port)
            ])
            let (error, step) = try await Self.failure(of: definition)
            #expect(error.code == .connectionFailed)
            #expect(error.message.contains("the node A1 cannot be used in clear"), "\(error)")
            #expect(error.message.contains("publishes \(clear), mapped to 127.0.0.1:\(port)"), "\(error)")
            #expect(error.advice?.contains("ip_map") == true)
            #expect(step.name == .clear)
            #expect(step.advice == error.advice)
        }
    }

    @Test("An address in clear that leads to another node is refused")
    func anotherNode() async throws {
        try await Self.withSandbox(nodeCount: 2) { sandbox, definition in
            let clear = try sandbox.nodes.map { try #require($0.clearHost) }
            var definition = definition.forceSingleNode()
            definition.hosts = [sandbox.nodes[0].host]
            definition.addressMap = AddressMap([
                .init(host: clear[0].name, port: clear[0].port): .init(host: clear[1].name, port: clear[1].port)
            ])
            let client = Client(definition)
            let error = try await #require(throws: AerospikeError.self) { try await client.connect() }
            await client.close()
            #expect(error.message.contains("mapped to \(clear[1])"), "\(error)")
            #expect(error.advice?.contains("leads to no other node") == true, "\(error)")
        }
    }

    @Test("A check meets the seed over TLS, and goes on in clear where it says")
    func check() async throws {
        try await Self.withSandbox(configure: { $0.alternateAddress = "192.0.2.2" }) { sandbox, definition in
            var definition = definition
            definition.addressMap = AddressMap([.init(host: "192.0.2.2"): .init(host: "127.0.0.1")])
            definition.hosts = [sandbox.nodes[0].host]
            let report = try await ConnectionCheck(definition).run()
            #expect(report.isPassed)
            let names = report.steps.map(\.name)
            let peers = report.steps.filter { $0.name == .peer }
            #expect(peers.allSatisfy { $0.detail.contains(", in clear at 127.0.0.1:") })
            #expect(names.starts(with: [.connect, .tls, .login, .node, .clear, .cluster, .peer, .peer]), "\(names)")
            let clear = try #require(sandbox.nodes[0].clearHost)
            let step = try #require(report.steps.first { $0.name == .clear })
            #expect(step.detail == "192.0.2.2:\(clear.port) → \(clear), with the session's token")
            for node in sandbox.nodes {
                let counters = try await sandbox.counters(of: node.name)
                #expect(counters.clearLogins == 0)
                #expect(counters.encryptedCommands == 0)
                #expect(counters.reads > 0)
            }
        }
    }
}
