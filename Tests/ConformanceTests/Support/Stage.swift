import Testing

@testable import AerospikeSDK

/// Where a test is played: a cluster, and one of the two ways in which a session waits.
struct Stage: Hashable, Sendable, CustomTestStringConvertible {
    enum Style: CaseIterable {
        case tasks
        case threads
    }

    let backend: Backend
    let style: Style

    var testDescription: String { "\(backend.name), \(style)" }

    static let all = Backend.available.flatMap { backend in
        Style.allCases.map { Stage(backend: backend, style: $0) }
    }

    /// Connects a client for the length of a body, with a data set that nobody else uses and that is emptied afterwards.
    func perform(
        _ behavior: Behavior = .patient,
        _ body: (Caller, DataSet) async throws -> Void
    ) async throws {
        try await backend.withDefinition { definition in
            try await withCluster(definition) { cluster in
                let dataSet = DataSet.unique(in: backend.namespace)
                try await body(Caller(style, cluster, behavior), dataSet)
                if backend != .sandbox { try await cluster.truncate(dataSet) }
            }
        }
    }

    /// The cluster of a ``Client`` or of a ``SyncClient``.
    func withCluster(_ definition: ClusterDefinition, _ body: (Cluster) async throws -> Void) async throws {
        let cluster = style == .tasks ? Client(definition).cluster : SyncClient(definition).cluster
        try await cluster.connect()
        do {
            try await body(cluster)
            await cluster.close()
        } catch {
            await cluster.close()
            throw error
        }
    }
}

extension DataSet {
    static func unique(in namespace: String) -> DataSet {
        .of(namespace, "conformance-" + String(UInt32.random(in: 0 ... .max), radix: 36))
    }
}

extension Behavior {
    /// The default one with more time than a loaded machine needs.
    static let patient = Behavior.default.derivingWithChanges("patient", totalTimeout: .seconds(30))
}

extension Cluster {
    /// Removes every record of a set.
    func truncate(_ dataSet: DataSet) async throws {
        guard !isClosed else {
            let another = try await Cluster.connect(definition)
            try await another.truncate(dataSet)
            return await another.close()
        }
        let deadline = MonotonicTime.now().advanced(by: .seconds(10))
        let (node, loop) = (try #require(topology.nodes.first), try #require(loops.first))
        let endpoint = node.endpoint
        let connection = try await ControlConnection.open(
            to: endpoint.address, as: endpoint.tls, login: endpoint.login, on: loop, until: deadline)
        let request = "truncate:namespace=\(dataSet.namespace);set=\(dataSet.setName)"
        #expect(try await connection.ask([request], until: deadline).value(request) == "ok")
    }
}
