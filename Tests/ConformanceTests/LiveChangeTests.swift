import AerospikeSandbox
import Testing

@testable import AerospikeSDK

@Suite("Clients that take on another definition while they are used")
struct LiveChangeTests {
    private let users = DataSet.of("test", "users")

    private func withClient(
        _ configuration: SandboxConfiguration = SandboxConfiguration(nodeCount: 2),
        prepare: (SandboxCluster) async throws -> Void = { _ in },
        _ change: (ClusterDefinition) -> ClusterDefinition = { $0 },
        _ body: (SandboxCluster, Client) async throws -> Void
    ) async throws {
        try await Gate.clusters.pass {
            try await SandboxCluster.withCluster(configuration) { sandbox in
                try await prepare(sandbox)
                try await change(sandbox.definition).unhurried().withClient { try await body(sandbox, $0) }
            }
        }
    }

    // MARK: Addresses

    @Test("An entry of the address map makes a peer reachable")
    func addressMap() async throws {
        let published = AddressMap.Endpoint(host: "172.17.0.2", port: 3000)
        let wrong = AddressMap([published: .init(host: "127.0.0.1", port: 1)])
        let prepare = { (sandbox: SandboxCluster) in try await sandbox.announce([Host("172.17.0.2")], by: "A2") }
        try await withClient(
            prepare: prepare, { ClusterDefinition(hosts: [$0.hosts[0]]).withAddressMap(wrong) }
        ) { sandbox, client in
            #expect(client.cluster.topology.nodes.map(\.name) == ["A1"])
            #expect(!client.warnings.isEmpty)
            let right = AddressMap([published: .init(host: "127.0.0.1", port: sandbox.hosts[1].port)])
            let changes = try client.apply(client.definition.withAddressMap(right))
            #expect(changes.applied == ["cluster.ip_map"])
            try await eventually("the peer is met") { client.cluster.topology.nodes.count == 2 }
            #expect(client.warnings.isEmpty)
            try await Caller(.tasks, client.cluster, .patient).fill(users, 0..<40)
            #expect(try await sandbox.counters(of: "A2").writes > 0)
        }
    }

    @Test("Alternate addresses lead to a peer that cannot be reached otherwise, and nodes that are known stay")
    func servicesAlternate() async throws {
        let prepare = { (sandbox: SandboxCluster) in
            try await sandbox.announce(nil, alternates: [sandbox.hosts[0]], by: "A1")
            try await sandbox.announce([Host("127.0.0.1", 1)], alternates: [sandbox.hosts[1]], by: "A2")
        }
        try await withClient(prepare: prepare, { ClusterDefinition(hosts: [$0.hosts[0]]) }) { _, client in
            let first = try #require(client.cluster.topology.nodes.first)
            #expect(client.cluster.topology.nodes.count == 1)
            #expect(
                try client.apply(client.definition.usingServicesAlternate()).applied == ["cluster.services_alternate"])
            try await eventually("the peer is met") { client.cluster.topology.nodes.count == 2 }
            #expect(client.cluster.topology.nodes[0] === first)
            try client.apply(client.definition.usingServicesAlternate(false))
            let session = client.createSession(.patient)
            for number in 0..<20 { try await session.put(users.id(number), ["n": Value(number)]) }
            #expect(client.cluster.topology.nodes.count == 2)
        }
    }

    // MARK: Racks

    @Test("Reads go to the racks that are preferred by then")
    func racks() async throws {
        var configuration = SandboxConfiguration(nodeCount: 2)
        configuration.racks = [1, 2]
        let near = Behavior.patient.derivingWithChanges("near", replica: .preferRack)
        try await withClient(configuration) { sandbox, client in
            let caller = Caller(.tasks, client.cluster, near)
            try await caller.fill(users, 0..<20)
            for (racks, other) in [([1], "A2"), ([2], "A1"), ([1, 2], "A2")] {
                #expect(try client.apply(client.definition.preferringRacks(racks)).applied == ["cluster.racks"])
                try await eventually("no read goes to \(other)") {
                    let before = try await sandbox.counters(of: other).reads
                    for number in 0..<20 { _ = try await caller.get(users.id(number)) }
                    return try await sandbox.counters(of: other).reads == before
                }
            }
            try client.apply(client.definition.preferringRacks())
            try await eventually("both are read from") {
                let before = try await sandbox.counters(of: "A2").reads
                for number in 0..<20 { _ = try await caller.get(users.id(number)) }
                return try await sandbox.counters(of: "A2").reads > before
            }
        }
    }

    @Test("A warning of racks without effect ends with the racks")
    func rackWarning() async throws {
        try await withClient(SandboxConfiguration(nodeCount: 1), { $0.preferringRacks(1) }) { _, client in
            #expect(client.warnings.map(\.code) == [.notSupported])
            try client.apply(client.definition.preferringRacks())
            try await eventually("nothing is left to say") { client.warnings.isEmpty }
        }
    }

    // MARK: Files

    @Test("Files of TLS that cannot be used are told, and the last good ones stay in use")
    func files() async throws {
        var configuration = SandboxConfiguration(nodeCount: 1)
        configuration.tls = SandboxTLS()
        try await withClient(configuration) { sandbox, client in
            let good = client.definition
            var definition = good
            definition.tls?.caFile = "/missing/ca.pem"
            definition.systemSettings.tendInterval = .milliseconds(250)
            #expect(
                try client.apply(definition).applied == ["cluster.tls.ca_file", "system.refresh.tend_interval"])
            try await eventually("the file is missed") {
                client.warnings.contains { $0.message.contains("/missing/ca.pem") }
            }
            try await sandbox.resetConnections(to: "A1")
            let session = client.createSession(.patient)
            try await session.put(users.id(1), ["n": 1])
            definition.tls = good.tls
            try client.apply(definition)
            try await eventually("all is well") { client.warnings.isEmpty }
        }
    }

    // MARK: Sessions

    private let hasty = Behavior.patient.derivingWithChanges(
        "hasty", [.all: BehaviorPatch { $0.totalTimeout = .nanoseconds(1) }])

    @Test("Sessions of a name follow its behavior, those of a behavior keep it")
    func sessions() async throws {
        try await withClient(SandboxConfiguration(nodeCount: 2), { $0.withSessions(["reports": hasty]) }) { _, client in
            let (named, own) = (try client.session("reports"), client.createSession(hasty))
            for session in [named, own] {
                await #expect(throws: AerospikeError.self) { try await session.put(users.id(1), ["n": 1]) }
            }
            let changes = try client.apply(client.definition.withSessions(["reports": .patient, "more": hasty]))
            #expect(changes.applied == ["sessions.more", "sessions.reports"])
            #expect(named.behavior == .patient && own.behavior == hasty)
            try await named.put(users.id(1), ["n": 1])
            try await named.upsert(users.id(2)).put(["n": 2]).execute()
            #expect(try await named.query(users).execute().collect().count == 2)
            await #expect(throws: AerospikeError.self) { try await own.put(users.id(1), ["n": 1]) }
            #expect(try client.session("more").behavior == hasty)
        }
    }

    @Test("A session whose name is gone keeps its behavior, and follows it again when it is back")
    func goneSession() async throws {
        let client = SyncClient(ClusterDefinition("db").withSessions(["reports": hasty]))
        let session = try client.session("reports")
        #expect(try client.apply(ClusterDefinition("db")).applied == ["sessions.reports"])
        #expect(session.behavior == hasty)
        #expect(throws: AerospikeError.self) { try client.session("reports") }
        try client.apply(ClusterDefinition("db").withSessions(["reports": .patient]))
        #expect(session.behavior == .patient)
    }

    // MARK: Groups

    @Test("Each client of a group goes by its own definition, and sessions are found where they are by then")
    func group() async throws {
        try await withClient { sandbox, _ in
            let definition = ClusterDefinition(hosts: sandbox.hosts).unhurried()
            var definitions = ["default": definition, "olap": definition.withSessions(["reports": hasty])]
            try await ClientGroup.withClients(definitions) { clients in
                definitions["default"] = definition.preferringRacks(1).withSessions(["fast": hasty])
                definitions["olap"] = definition.clusterName("olap").withSessions(["reports": .patient])
                definitions["new"] = definition
                let changes = try clients.apply(definitions)
                #expect(changes.applied == ["cluster.racks", "sessions.fast", "sessions.reports"])
                #expect(changes.needsNewClient == ["clients.new", "clients.olap.name"])
                #expect(try clients.session("fast").behavior == hasty)
                #expect(try clients.session("reports").behavior == .patient)
                definitions["default"] = nil
                #expect(
                    try clients.apply(definitions).needsNewClient == ["cluster", "clients.new", "clients.olap.name"])
                definitions["olap"]?.hosts = []
                definitions["default"] = definition
                #expect(throws: AerospikeError.self) { try clients.apply(definitions) }
                #expect(try clients.client().definition.preferredRacks == [1], "nothing has changed")
            }
        }
    }
}
