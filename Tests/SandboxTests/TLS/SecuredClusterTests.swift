import AerospikeSandbox
import Testing

@testable import AerospikeSDK

@Suite("A sandbox that speaks TLS")
struct SecuredClusterTests {
    private let set = DataSet.of("test", "tls")

    @Test("Nodes tell of their TLS addresses alone, and that they are of the Enterprise Edition")
    func announcements() async throws {
        try await Secured.with(nodeCount: 2, adjusting: { $0.tls?.acceptsClear = true }) { cluster, _ in
            let client = try await RawClient.connect(to: try #require(cluster.nodes[0].clearHost))
            let (one, two) = (cluster.nodes[0], cluster.nodes[1])
            let clear = try #require(two.clearHost)
            #expect(try await client.info("edition") == "Aerospike Enterprise Edition")
            #expect(try await client.info("service-tls-std") == "\(one.host)")
            #expect(try await client.info("service-clear-std") == (one.clearHost?.description))
            #expect(try await client.info("peers-tls-std") == "1,3000,[[A2,\(Secured.name),[\(two.host)]]]")
            #expect(try await client.info("peers-clear-std") == "1,3000,[[A2,,[\(clear)]]]")
        }
        try await Secured.with { cluster, _ in
            #expect(cluster.nodes[0].clearHost == nil)
            try await cluster.exchange(cluster.files?.trusting)
        }
    }

    @Test("Tasks find all nodes and do all that they do in clear, also with large values and many at a time")
    func tasks() async throws {
        try await Secured.with(nodeCount: 3, adjusting: { $0.maximumRecordSize = 16 << 20 }) { cluster, files in
            try await cluster.definition(files.trusting).withClient { client in
                #expect(client.cluster.topology.nodes.count == 3)
                let session = client.createSession(Secured.patient)
                for (id, size) in [10, 70_000, 8 << 20].enumerated() {
                    let value = Value.blob([UInt8](repeating: UInt8(id), count: size))
                    try await session.put(set.id(id), ["b": value])
                    #expect(try await session.get(set.id(id)).bins["b"] == value)
                }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for id in 100..<400 { group.addTask { try await session.put(set.id(id), ["n": Value(id)]) } }
                    try await group.waitForAll()
                }
                #expect(try await session.query(set.ids(100...399)).execute().collect().count == 300)
                #expect(try await session.query(set).execute().collect().count == 303)
            }
        }
    }

    @Test("Threads do so too")
    func threads() async throws {
        try await Secured.with(nodeCount: 3, adjusting: { $0.maximumRecordSize = 16 << 20 }) { cluster, files in
            let definition = cluster.definition(files.trusting)
            try await onThread {
                let client = SyncClient(definition)
                try client.connect()
                defer { client.close() }
                let session = client.createSession(Secured.patient)
                for (id, size) in [10, 70_000, 8 << 20].enumerated() {
                    let value = Value.blob([UInt8](repeating: UInt8(id), count: size))
                    try session.put(self.set.id(id), ["b": value])
                    #expect(try session.get(self.set.id(id)).bins["b"] == value)
                }
            }
        }
    }

    @Test("Later connections take up the session of the first, and live with a certificate that is replaced")
    func resumption() async throws {
        try await Secured.with { cluster, files in
            try await cluster.definition(files.trusting).withClient { client in
                let session = client.createSession(Secured.patient)
                try await session.put(set.id(1), ["n": 1])
                let counters = try await cluster.counters(of: "A1")
                #expect(counters.handshakes > 1)
                #expect(counters.resumedHandshakes > 0)
                try await cluster.replaceCertificate()
                try await session.put(set.id(1), ["n": 2])
                try await cluster.exchange(files.trusting)
                #expect(try await cluster.counters(of: "A1").handshakes > counters.handshakes)
            }
        }
    }

    @Test("A client that hesitates in the middle of its handshake keeps nobody waiting")
    func hesitation() async throws {
        try await Secured.with { cluster, files in
            let silent = try await RawClient.connect(to: cluster.hosts[0])
            // The beginning of a greeting, whose rest never comes.
            try await silent.send([0x16, 0x03, 0x01, 0x02, 0x00, 0x01])
            let stranger = try await RawClient.connect(to: cluster.hosts[0])
            try await stranger.send([2, 1, 0, 0, 0, 0, 0, 0])
            try await cluster.exchange(files.trusting)
            await #expect(throws: (any Error).self) { try await stranger.receive() }
            #expect(try await cluster.counters(of: "A1").malformedRequests == 0)
        }
    }

    @Test("What stands before nodes that know nothing of TLS is used as the whole cluster")
    func terminator() async throws {
        try await Secured.with(nodeCount: 3, adjusting: { $0.tls?.endpoint = .terminator }) { cluster, files in
            let connected = try await Cluster.connect(cluster.definition(files.trusting))
            #expect(connected.topology.nodes.count == 1)
            #expect(connected.warnings.first?.message.contains("knows no TLS addresses") == true)
            await connected.close()
            let clear = try await RawClient.connect(to: try #require(cluster.nodes[0].clearHost))
            #expect(try await clear.info("peers-tls-std") == "ERROR:25:enterprise only")
            #expect(try await clear.info("edition") == "Aerospike Community Edition")
        }
    }

    @Test("A killed node and a new one speak TLS like the others")
    func life() async throws {
        try await Secured.with(nodeCount: 2) { cluster, files in
            try await cluster.kill("A1")
            try await cluster.restart("A1")
            try await cluster.exchange(files.trusting)
            let added = try await cluster.addNode()
            var definition = cluster.definition(files.trusting)
            definition.hosts = [added.host]
            try await definition.withClient { #expect($0.cluster.topology.nodes.count == 3) }
        }
    }
}
