import Testing

@testable import AerospikeSDK

@Suite("How many connections there are")
struct ConnectionKeepingTests {
    private let users = DataSet.of("test", "users")

    @Test(
        "Where none is free the error says how many there are, how many there may be, and where",
        arguments: Driver.allCases)
    func limit(driver: Driver) async throws {
        let isFull = ThreadSignal<Void>()
        let peer = try ScriptedPeer([[.wait(isFull), .answer]])
        try await peer.withQuietCluster(driver, { $0.connections.maximumPerNode = 1 }) { cluster, endpoint in
            let batch = Task { try await driver.batch(users.ids(0..<2), on: cluster) }
            try await eventually("the connection is taken") { peer.commandCount == 1 }
            let error = await driver.failure(of: users.id(1), on: cluster)
            #expect(error?.code == .noMoreConnections)
            #expect(
                error?.message
                    == "no connection to 127.0.0.1:\(peer.port) is free: 1 are in use, and 1 are allowed")
            #expect(error?.node == "S1 127.0.0.1:\(peer.port)")
            #expect(error?.advice?.contains("maximum_connections_per_node") == true)
            isFull.send(())
            #expect(try await batch.value.allSatisfy(\.isOK))
            try await driver.expectOwnRecords(on: cluster)
            #expect(endpoint.connectionCount == 1)
        }
    }

    @Test("The fewest connections are opened unasked, and again when they are lost", arguments: Driver.allCases)
    func warmth(driver: Driver) async throws {
        let peer = try ScriptedPeer()
        let change = { (settings: inout SystemSettings) in
            (settings.connections.minimumPerNode, settings.connections.maximumPerNode) = (5, 5)
            // Nothing idles too long, however slow the machine is.
            settings.connections.maximumSocketIdleTime = .seconds(3600)
            settings.tendInterval = .milliseconds(250)
        }
        try await peer.withQuietCluster(driver, change) { cluster, endpoint in
            try await eventually("five connections and that of the tend") { peer.connectionCount == 6 }
            #expect(endpoint.connectionCount == 5)
            let accepted = peer.acceptedCount
            try await driver.expectOwnRecords(on: cluster)
            #expect(peer.acceptedCount == accepted, "commands find what is open")
            peer.disconnect()
            try await eventually("there are as many others") {
                peer.acceptedCount >= accepted + 6 && peer.connectionCount == 6 && endpoint.connectionCount == 5
            }
            try await driver.expectOwnRecords(on: cluster)
        }
        try await eventually("every connection is closed") { peer.connectionCount == 0 }
    }

    @Test("Where nothing may idle, the fewest connections are opened once for each tend", arguments: Driver.allCases)
    func fleeting(driver: Driver) async throws {
        let peer = try ScriptedPeer()
        let change = { (settings: inout SystemSettings) in
            settings.connections.minimumPerNode = 2
            settings.connections.maximumSocketIdleTime = .zero
        }
        try await peer.withQuietCluster(driver, change) { cluster, endpoint in
            try await eventually("they come and go") { peer.acceptedCount == 3 && endpoint.connectionCount == 0 }
            try await driver.expectOwnRecords(on: cluster)
            #expect(peer.acceptedCount <= 6, "one for each command, at most")
        }
    }

    @Test("Several event loops share the fewest connections")
    func spreading() async throws {
        let peer = try ScriptedPeer()
        var definition = peer.definition
        definition.systemSettings.connections.minimumPerNode = 5
        let cluster = Cluster(definition, loopCount: 3)
        try await cluster.connect()
        try await eventually("five connections and that of the tend") { peer.connectionCount == 6 }
        let endpoint = try #require(cluster.topology.nodes.first).endpoint
        #expect(endpoint.connectionCount == 5)
        await cluster.close()
    }

    @Test("What a burst leaves over is closed when it has idled for long enough", arguments: Driver.allCases)
    func trimming(driver: Driver) async throws {
        let isFull = ThreadSignal<Void>()
        let peer = try ScriptedPeer(Array(repeating: [.wait(isFull), .answer], count: 4))
        let change = { (settings: inout SystemSettings) in
            settings.connections.minimumPerNode = 1
            settings.connections.maximumSocketIdleTime = .seconds(1)
            settings.tendInterval = .milliseconds(250)
        }
        try await peer.withQuietCluster(driver, change) { cluster, endpoint in
            try await withThrowingTaskGroup { group in
                for number in 0..<4 {
                    group.addTask { _ = try await driver.batch([users.id(number)], on: cluster) }
                }
                try await eventually("every connection is taken") { peer.commandCount == 4 }
                #expect(endpoint.connectionCount >= 4)
                for _ in 1...4 { isFull.send(()) }
                try await group.waitForAll()
            }
            try await eventually("the fewest are left") { endpoint.connectionCount <= 1 }
            try await eventually("and are kept") { endpoint.connectionCount == 1 && peer.connectionCount == 2 }
        }
    }
}
