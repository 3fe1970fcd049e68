import AerospikeSandbox
import Testing

@testable import AerospikeSDK

/// Only the sandbox stands where a test wants it.
@Suite("Clusters that are reached by other addresses, from a rack, or through one node")
struct ClusterReachTests {
    private let users = DataSet.of("test", "users")

    private func withCaller(
        _ configuration: SandboxConfiguration,
        _ change: (ClusterDefinition) throws -> ClusterDefinition,
        _ behavior: Behavior = .patient,
        _ body: (SandboxCluster, Caller) async throws -> Void
    ) async throws {
        try await Gate.clusters.pass {
            try await SandboxCluster.withCluster(configuration) { sandbox in
                var definition = try change(sandbox.definition).unhurried()
                definition.systemSettings.tendInterval = .milliseconds(250)
                let client = try await definition.connect()
                do {
                    try await body(sandbox, Caller(.tasks, client.cluster, behavior))
                    await client.close()
                } catch {
                    await client.close()
                    throw error
                }
            }
        }
    }

    // MARK: Racks

    private let near = Behavior.patient.derivingWithChanges("near", replica: .preferRack)

    @Test("Every read goes to the preferred rack, one by one, in batches and in queries")
    func nearReads() async throws {
        var configuration = SandboxConfiguration(nodeCount: 2)
        configuration.racks = [1, 2]
        try await withCaller(configuration, { $0.preferringRacks(2) }, near) { sandbox, caller in
            try await caller.fill(users, 0..<40)
            let before = try await sandbox.counters(of: "A1")
            for number in 0..<40 { #expect(try await caller.get(users.id(number)).bins == ["n": Value(number)]) }
            #expect(try await caller.run(caller.session.query(users.ids(0..<40))).count == 40)
            #expect(try await caller.run(caller.session.query(users)).count == 40)
            let after = try await sandbox.counters(of: "A1")
            #expect(after.reads == before.reads)
            #expect(after.batchRows == before.batchRows)
            #expect(after.queries == before.queries)
            #expect(caller.cluster.warnings.isEmpty)
        }
    }

    @Test("A node that moves to another rack is followed")
    func movedRack() async throws {
        var configuration = SandboxConfiguration(nodeCount: 2)
        configuration.racks = [1, 2]
        try await withCaller(configuration, { $0.preferringRacks(3) }, near) { sandbox, caller in
            try await caller.fill(users, 0..<10)
            try await sandbox.move("A2", toRack: 3)
            try await eventually("all reads go to the node that moved") {
                let before = try await sandbox.counters(of: "A1").reads
                for number in 0..<10 { _ = try await caller.get(users.id(number)) }
                return try await sandbox.counters(of: "A1").reads == before
            }
        }
    }

    @Test("Servers that know no racks serve without, with one warning")
    func noRacks() async throws {
        try await withCaller(SandboxConfiguration(nodeCount: 3), { $0.preferringRacks(1, 2) }, near) {
            sandbox, caller in
            try await caller.fill(users, 0..<20)
            for number in 0..<20 { #expect(try await caller.get(users.id(number)).bins == ["n": Value(number)]) }
            #expect(caller.cluster.warnings.map(\.code) == [.notSupported])
            #expect(caller.cluster.topology.nodes.count == 3)
        }
    }

    // MARK: Addresses

    @Test("Seeds and peers behind one address are mapped together, and told apart by their ports")
    func hostMap() async throws {
        var configuration = SandboxConfiguration(nodeCount: 3)
        configuration.announcedAddress = "192.0.2.10"
        let map = AddressMap([.init(host: "192.0.2.10"): .init(host: "127.0.0.1")])
        let outside = { (definition: ClusterDefinition) in
            ClusterDefinition(hosts: [Host("192.0.2.10", definition.hosts[0].port)]).withAddressMap(map)
        }
        try await withCaller(configuration, outside) { _, caller in
            #expect(caller.cluster.topology.nodes.count == 3)
            #expect(caller.cluster.warnings.isEmpty)
            try await caller.fill(users, 0..<20)
        }
    }

    @Test("Containers that all publish the same port are mapped one by one")
    func containers() async throws {
        let mapped = { (definition: ClusterDefinition) in
            var map = AddressMap()
            for (place, host) in definition.hosts.enumerated() {
                map.entries[.init(host: "172.17.0.\(place + 2)", port: 3000)] = .init(host: host.name, port: host.port)
            }
            return definition.withAddressMap(map)
        }
        try await withCaller(SandboxConfiguration(nodeCount: 3), mapped) { sandbox, caller in
            for (place, node) in sandbox.nodes.enumerated() {
                try await sandbox.announce([Host("172.17.0.\(place + 2)")], by: node.name)
            }
            try await sandbox.kill("A2")
            try await eventually("the node is given up") { caller.cluster.topology.nodes.count == 2 }
            try await sandbox.restart("A2")
            try await eventually("it is found where the map leads") { caller.cluster.topology.nodes.count == 3 }
        }
    }

    @Test("A peer that cannot be reached is named with the address that it publishes, the one dialled, and what to do")
    func unreachable() async throws {
        let mapped = { (definition: ClusterDefinition) in
            definition.withAddressMap(AddressMap([.init(host: "172.17.0.2"): .init(host: "127.0.0.1", port: 1)]))
        }
        try await withCaller(SandboxConfiguration(nodeCount: 2), mapped) { sandbox, caller in
            try await sandbox.announce([Host("172.17.0.2")], by: "A2")
            try await sandbox.kill("A2")
            try await eventually("the node is given up") { caller.cluster.topology.nodes.count == 1 }
            try await sandbox.restart("A2")
            try await eventually("the way to it is wrong") { !caller.cluster.warnings.isEmpty }
            let warning = try #require(caller.cluster.warnings.first)
            #expect(warning.node == "A2")
            #expect(warning.message.contains("172.17.0.2:3000, mapped to 127.0.0.1:1"))
            #expect(warning.advice?.contains("ip_map") == true)
            try await sandbox.announce([Host("127.0.0.1", 1)], by: "A2")
            try await eventually("other advice is given") {
                caller.cluster.warnings.first?.advice?.contains("services_alternate") == true
            }
        }
    }

    @Test("Where no alternate addresses are published, the client says so, also when a command finds no node")
    func noAlternates() async throws {
        try await withCaller(
            SandboxConfiguration(nodeCount: 3),
            { ClusterDefinition(hosts: [$0.hosts[0]]).usingServicesAlternate() }
        ) { _, caller in
            #expect(caller.cluster.topology.nodes.count == 1)
            #expect(caller.cluster.warnings.count == 1)
            #expect(caller.cluster.warnings.first?.advice?.contains("services_alternate") == true)
        }
    }

    @Test("A client of one node writes and reads every record through it")
    func singleNode() async throws {
        try await withCaller(SandboxConfiguration(nodeCount: 3), { $0.forceSingleNode() }) { _, caller in
            #expect(caller.cluster.topology.nodes.count == 1)
            try await caller.fill(users, 0..<30)
            for number in 0..<30 { #expect(try await caller.get(users.id(number)).bins == ["n": Value(number)]) }
        }
    }

    // MARK: Clusters

    @Test("A seed that lost its cluster is left as soon as another leads there")
    func orphan() async throws {
        try await Gate.clusters.pass {
            try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: 3)) { sandbox in
                try await sandbox.split(off: ["A1"])
                let hosts = sandbox.hosts
                var definition = ClusterDefinition(hosts: hosts).unhurried()
                definition.systemSettings.tendInterval = .milliseconds(250)
                let client = try await definition.connect()
                try await eventually("the cluster is found") {
                    client.cluster.topology.nodes.map(\.name).sorted() == ["A2", "A3"]
                }
                try await sandbox.join()
                try await eventually("the cluster is whole") { client.cluster.topology.nodes.count == 3 }
                await client.close()
            }
        }
    }

    @Test("A cluster of another name is refused with both names")
    func otherName() async throws {
        try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: 2, clusterName: "prod")) { sandbox in
            let client = Client(sandbox.definition.clusterName("test").unhurried())
            let error = await #expect(throws: AerospikeError.self) { try await client.connect() }
            #expect(error?.causes.map(\.code) == [.clusterNameMismatch, .clusterNameMismatch])
            #expect(error?.description.contains("'test'") == true && error?.description.contains("'prod'") == true)
            await client.close()
        }
    }
}
