import Testing

@testable import AerospikeSDK

@Suite("The life of a client")
struct ClientLifeTests {
    private let users = DataSet.of("test", "users")

    @Test("Closing ends the commands under way, and a closed client refuses further ones", arguments: Driver.allCases)
    func closing(driver: Driver) async throws {
        let peer = try ScriptedPeer([[]])
        let cluster = try await Cluster.connect(peer.definition)
        let task = Task { try await driver.get(users.id(1), on: cluster, driver == .tasks ? .patient : .hasty) }
        try await eventually("the request is sent") { peer.commandCount == 1 }
        await cluster.close()
        await #expect(throws: AerospikeError.self) { try await task.value }
        let error = await #expect(throws: AerospikeError.self) { try await driver.get(users.id(1), on: cluster) }
        #expect(error?.code == .clientClosed)
        let again = await #expect(throws: AerospikeError.self) { try await cluster.connect() }
        #expect(again?.code == .clientClosed)
        await cluster.close()
        try await eventually("every connection is closed") { peer.connectionCount == 0 }
    }

    @Test("A client that was never connected says so", arguments: Driver.allCases)
    func neverConnected(driver: Driver) async throws {
        let cluster = Cluster(ClusterDefinition("127.0.0.1", 1))
        let error = await #expect(throws: AerospikeError.self) { try await driver.get(users.id(1), on: cluster) }
        #expect(error?.code == .connectFailed)
        await cluster.close()
    }

    @Test("Callers that connect at the same time share one attempt")
    func connectingTogether() async throws {
        let peer = try ScriptedPeer()
        let cluster = Cluster(peer.definition)
        try await withThrowingTaskGroup { group in
            for _ in 0..<8 { group.addTask { try await cluster.connect() } }
            try await group.waitForAll()
        }
        #expect(peer.acceptedCount == 1)
        await cluster.close()
    }

    @Test("Connecting fails with the reason of every seed")
    func connectFailure() async throws {
        let peer = try ScriptedPeer()
        let port = peer.port
        peer.stop()
        let hosts = [Host("127.0.0.1", port), Host("127.0.0.1", 1)]
        let cluster = Cluster(ClusterDefinition(hosts: hosts))
        let error = await #expect(throws: AerospikeError.self) { try await cluster.connect() }
        #expect(error?.code == .connectFailed)
        #expect(error?.causes.count == 2)
        await cluster.close()
    }

    @Test("Clients that are dropped without being closed leave no thread and no descriptor behind")
    func dropped() async {
        // A process of its own, so that what other tests open does not count.
        await #expect(processExitsWith: .success) {
            let peer = try ScriptedPeer()
            let users = DataSet.of("test", "users")
            for _ in 1...2 { try await useAndDrop(peer, users.id(1)) }
            try await eventually("the first clients are gone") { peer.connectionCount == 0 }
            // The clock of Swift's tasks takes a descriptor when it is first used; the client has a clock of its own.
            try await Task.sleep(for: .milliseconds(1))
            let (threads, descriptors) = try (ProcessCounts.count(of: "task"), ProcessCounts.count(of: "fd"))
            for _ in 1...10 { try await useAndDrop(peer, users.id(1)) }
            try await eventually("every connection is closed") { peer.connectionCount == 0 }
            try await eventually("every descriptor is closed") { try ProcessCounts.count(of: "fd") <= descriptors }
            // Swift's cooperative pool may have grown meanwhile.
            try await eventually("every thread has ended") { try ProcessCounts.count(of: "task") <= threads + 2 }
        }
    }
}

/// Uses a client of each kind, and forgets it.
private func useAndDrop(_ peer: ScriptedPeer, _ key: Key) async throws {
    let client = try await peer.definition.connect()
    _ = try await client.createSession().get(key)
    for try await _ in try await client.createSession().query(DataSet.of("test")).execute() {}
    try await onThread { [definition = peer.definition] () throws(AerospikeError) in
        let client = SyncClient(definition)
        try client.connect()
        _ = try client.createSession().get(key)
    }
}
