import AerospikeSandbox
import Testing

@testable import AerospikeSDK

@Suite("TLS from end to end") struct TLSConnectionTests {
    private let set = DataSet.of("test", "tls")
    /// More than one record of TLS, more than one buffer, and more than the sockets take at once.
    private static let sizes = [10, 70_000, 900_000]

    @Test("tasks write and read, whichever node holds the record")
    func tasks() async throws {
        try await withFront { front in
            try await front.definition.withTLS(TLSFiles.trusting).withClient { client in
                let session = client.createSession()
                for (id, size) in Self.sizes.enumerated() {
                    let value = Value.blob([UInt8](repeating: UInt8(id), count: size))
                    try await session.put(set.id(id), ["b": value])
                    #expect(try await session.get(set.id(id)).bins["b"] == value)
                }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for id in 100..<300 {
                        group.addTask { try await session.put(set.id(id), ["n": Value(id)]) }
                    }
                    try await group.waitForAll()
                }
                let keys = (100..<300).map { set.id($0) }
                let rows = try await session.query(keys).execute().collect()
                #expect(rows.count == 200)
            }
        }
    }

    @Test("threads write and read")
    func threads() async throws {
        try await withFront { front in
            let definition = front.definition.withTLS(TLSFiles.trusting)
            try await onThread { () throws(AerospikeError) in
                let client = SyncClient(definition)
                try client.connect()
                defer { client.close() }
                let session = client.createSession()
                for (id, size) in Self.sizes.enumerated() {
                    let value = Value.blob([UInt8](repeating: UInt8(id), count: size))
                    try session.put(self.set.id(id), ["b": value])
                    #expect(try session.get(self.set.id(id)).bins["b"] == value)
                }
            }
        }
    }

    @Test("a server that does not know of TLS is used alone, with one warning; later connections resume")
    func terminator() async throws {
        try await withFront { front in
            let cluster = try await Cluster.connect(front.definition.withTLS(TLSFiles.trusting))
            #expect(cluster.topology.nodes.count == 1)
            #expect(cluster.warnings.map(\.code) == [.nodeUnavailable])
            #expect(cluster.warnings.first?.message.contains("knows no TLS addresses") == true)
            let node = try #require(cluster.topology.nodes.first)
            for partition in [0, 2000, 4095].compactMap({ PartitionID(rawValue: $0) }) {
                #expect(cluster.topology.replicas(of: partition, in: "test").map(\.name) == [node.name])
            }
            let command = RecordCommand(set.id(1), .read(.all))
            _ = try? await cluster.execute(command, .default)
            #expect(front.resumedCount > 0)
            await cluster.close()
        }
    }

    @Test("both ends prove who they are")
    func mutual() async throws {
        try await withFront(clientCAFile: TLSFiles.path("authority")) { front in
            try await front.definition.withTLS(TLSFiles.mutual).withClient { client in
                try await client.createSession().put(set.id(1), ["n": 1])
            }
        }
    }

    @Test("each failure says what to do")
    func failures() async throws {
        try await withFront { front in
            var tls = TLSFiles.trusting
            tls.name = nil
            let named = front.definition.clusterName("other.example.com").withTLS(tls)
            try await expectFailure(named, .tlsFailed, "expected the name 'other.example.com'", "'server.test'")
            tls = TLSFiles.trusting
            tls.caFile = TLSFiles.path("other-authority")
            let trusting = front.definition.withTLS(tls)
            try await expectFailure(trusting, .tlsFailed, "unable to get local issuer certificate", "ca_file")
        }
    }

    @Test("a client without a certificate is told that one is required")
    func missingCertificate() async throws {
        try await withFront(clientCAFile: TLSFiles.path("authority")) { front in
            let definition = front.definition.withTLS(TLSFiles.trusting)
            try await expectFailure(definition, .tlsFailed, "a client certificate is required", "client_cert_file")
        }
    }

    @Test("a server in clear is told apart from one that refuses")
    func plainServer() async throws {
        try await Backend.withSandbox(nodeCount: 1) { cluster in
            let definition = ClusterDefinition(hosts: cluster.hosts).unhurried().withTLS(TLSFiles.trusting)
            try await expectFailure(definition, .foreignProtocol, "TLS on this port", "leave tls out")
        }
    }

    @Test("a wrong file ends the attempt before anything is dialled, and another attempt may follow")
    func wrongFile() async throws {
        let client = Client(ClusterDefinition("127.0.0.1", 1).withTLS(TLSConfiguration(caFile: "nowhere.pem")))
        for _ in 0..<2 {
            let error = try await #require(throws: AerospikeError.self) { try await client.connect() }
            #expect(error.code == .invalidArgument)
        }
        await client.close()
    }

    @Test("a check tells what both ends agreed on")
    func check() async throws {
        try await withFront { front in
            let report = try await ConnectionCheck(front.definition.withTLS(TLSFiles.trusting)).run()
            #expect(report.isPassed)
            let step = try #require(report.steps.first { $0.name == .tls })
            #expect(step.detail.hasPrefix("TLSv1.3, "))
            #expect(step.detail.contains("server.test"))
            #expect(report.steps.contains { $0.name == .peer && $0.status == .warning })
            #expect(report.steps.contains { $0.name == .read && $0.status == .passed })
        }
    }

    private func withFront(
        clientCAFile: String? = nil,
        _ body: (TLSFront) async throws -> Void
    ) async throws {
        try await Backend.withSandbox { cluster in
            let front = try TLSFront(to: try #require(cluster.hosts.first).port, clientCAFile: clientCAFile)
            try await TLSFront.with(front, body)
        }
    }

    private func expectFailure(
        _ definition: ClusterDefinition,
        _ code: AerospikeError.Code,
        _ message: String,
        _ advice: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let client = Client(definition)
        let error = try await #require(throws: AerospikeError.self, sourceLocation: sourceLocation) {
            try await client.connect()
        }
        await client.close()
        let cause = try #require(error.causes.first, sourceLocation: sourceLocation)
        #expect(cause.code == code, "\(cause)", sourceLocation: sourceLocation)
        #expect(cause.message.contains(message), "\(cause)", sourceLocation: sourceLocation)
        #expect(cause.advice?.contains(advice) == true, "\(cause)", sourceLocation: sourceLocation)
        #expect(cause.node != nil, sourceLocation: sourceLocation)
    }
}
