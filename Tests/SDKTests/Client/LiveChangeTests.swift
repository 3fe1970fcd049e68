import Testing

@testable import AerospikeSDK

/// These clients look at their cluster only when something happens: what is seen comes of the change.
@Suite("Clients that take on another definition", .timeLimit(.minutes(5)))
struct LiveChangeTests {
    private let users = DataSet.of("test", "users")

    private func apply(
        _ change: (inout SystemSettings) -> Void,
        to cluster: Cluster
    ) throws(AerospikeError) -> DefinitionChanges {
        var definition = cluster.definition
        change(&definition.systemSettings)
        return try cluster.apply(definition)
    }

    @Test("Fewer connections are allowed", arguments: Driver.allCases)
    func maximum(driver: Driver) async throws {
        let isFull = ThreadSignal<Void>()
        let peer = try ScriptedPeer([[.wait(isFull), .answer]])
        try await peer.withQuietCluster(driver, { $0.connections.maximumPerNode = 5 }) { cluster, endpoint in
            let batch = Task { try await driver.batch(users.ids(0..<2), on: cluster) }
            try await eventually("the connection is taken") { peer.commandCount == 1 }
            #expect(
                try apply({ $0.connections.maximumPerNode = 1 }, to: cluster).applied
                    == ["system.connections.maximum_connections_per_node"])
            try await eventually("the limit is there") { endpoint.limits.maximum == 1 }
            let error = await driver.failure(of: users.id(1), on: cluster)
            #expect(error?.code == .noMoreConnections)
            isFull.send(())
            #expect(try await batch.value.allSatisfy(\.isOK))
        }
    }

    @Test("More connections are opened unasked, and all are closed when none may idle", arguments: Driver.allCases)
    func minimum(driver: Driver) async throws {
        let peer = try ScriptedPeer()
        try await peer.withQuietCluster(driver, { $0.connections.maximumPerNode = 1 }) { cluster, endpoint in
            #expect(endpoint.connectionCount == 0)
            _ = try apply({ ($0.connections.minimumPerNode, $0.connections.maximumPerNode) = (4, 4) }, to: cluster)
            try await eventually("there are as many as are wanted") { endpoint.connectionCount == 4 }
            _ = try apply({ $0.connections.waitForConnectionToComplete = .seconds(29) }, to: cluster)
            try await eventually("connecting may take another time") {
                endpoint.limits.connectTimeout == .seconds(29)
            }
            #expect(endpoint.limits.minimum == 4)
        }
    }

    @Test("Connections idle no longer than they may by then", arguments: Driver.allCases)
    func idling(driver: Driver) async throws {
        let peer = try ScriptedPeer()
        try await peer.withQuietCluster(driver) { cluster, endpoint in
            _ = try await driver.get(users.id(1), on: cluster)
            #expect(endpoint.connectionCount == 1)
            _ = try apply({ $0.connections.maximumSocketIdleTime = .zero }, to: cluster)
            try await eventually("the time is there") { endpoint.limits.idleTime == .zero }
            _ = try await driver.get(users.id(2), on: cluster)
            try await eventually("it is closed at once") {
                endpoint.trimBlocking(at: .now())
                return endpoint.connectionCount == 0
            }
        }
    }

    @Test("The cluster is looked at as often as is wanted by then")
    func tendInterval() async throws {
        let peer = try ScriptedPeer()
        try await peer.withQuietCluster(.tasks) { cluster, _ in
            let before = peer.questions.count
            #expect(
                try apply({ $0.tendInterval = .milliseconds(250) }, to: cluster).applied
                    == ["system.refresh.tend_interval"])
            try await eventually("it is looked at again and again") { peer.questions.count >= before + 4 }
        }
    }

    @Test("The circuit breaker goes by other numbers, and can be switched off")
    func breaker() async throws {
        let peer = try ScriptedPeer()
        try await peer.withQuietCluster(.tasks) { cluster, endpoint in
            for _ in 0...100 { endpoint.note(.sample(.timeout)) }
            #expect(endpoint.brokenError?.code == .circuitBreakerOpen)
            _ = try apply({ $0.circuitBreaker.maximumErrorsInErrorWindow = 0 }, to: cluster)
            try await eventually("it is off") { endpoint.brokenError == nil }
            _ = try apply({ $0.circuitBreaker.maximumErrorsInErrorWindow = 2 }, to: cluster)
            try await eventually("the errors so far are too many") { endpoint.brokenError != nil }
        }
    }

    @Test("Other seeds are used as soon as no node answers")
    func seeds() async throws {
        let (first, second) = (try ScriptedPeer(), try ScriptedPeer())
        try await first.withQuietCluster(.tasks) { cluster, _ in
            first.stop()
            var definition = cluster.definition
            definition.hosts = second.definition.hosts
            #expect(try cluster.apply(definition).applied == ["cluster.hosts"])
            try await eventually("the other server is found") {
                cluster.topology.nodes.map(\.endpoint.address.port) == [second.port]
            }
            #expect(cluster.definition.hosts == second.definition.hosts)
        }
    }

    @Test("Seeds that were replaced by hand stay until the definition names others")
    func handMadeSeeds() throws {
        let client = Client(ClusterDefinition("one"))
        try client.replaceSeeds(with: [Host("two")])
        try client.apply(ClusterDefinition("one").preferringRacks(1))
        #expect(client.cluster.seeds == [Host("two")])
        try client.apply(ClusterDefinition("three"))
        #expect(client.cluster.seeds == [Host("three")])
    }

    @Test("What makes no sense is refused as a whole, and a closed client takes nothing")
    func refusals() async throws {
        let client = SyncClient(ClusterDefinition("db"))
        var definition = ClusterDefinition("other")
        definition.systemSettings.connections.maximumPerNode = 0
        let error = #expect(throws: AerospikeError.self) { try client.apply(definition) }
        #expect(error?.code == .invalidArgument)
        #expect(client.definition == ClusterDefinition("db"))
        client.close()
        let other = #expect(throws: AerospikeError.self) { try client.apply(ClusterDefinition("other")) }
        #expect(other?.code == .clientClosed)
    }
}
