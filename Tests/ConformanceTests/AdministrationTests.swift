import AerospikeSandbox
import Testing

@testable import AerospikeSDK

@Suite("Truncation, and what nodes say of themselves")
struct AdministrationTests {
    @Test("A truncated data set is empty, and others are not", arguments: Stage.all)
    func truncate(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let others = DataSet.unique(in: users.namespace)
            for dataSet in [users, others] { try await caller.fill(dataSet, 0..<50) }
            try await caller.truncate(users)
            try await eventually("the records are gone") { try await caller.run(caller.session.query(users)).isEmpty }
            #expect(try await caller.run(caller.session.query(others)).count == 50)
            try await caller.fill(users, 0..<10)
            #expect(try await caller.run(caller.session.query(users)).count == 10, "it can be filled anew")
            try await caller.truncate(others)
        }
    }

    @Test("A truncation spares what was written since a moment, which does not lie ahead", arguments: Stage.all)
    func before(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.fill(users, 0..<20)
            try await caller.truncate(users, before: .seconds(1_300_000_000))
            #expect(try await caller.run(caller.session.query(users)).count == 20)
            for wrong in [Duration.seconds(4_000_000_000), .seconds(1)] {
                let error = await #expect(throws: AerospikeError.self) {
                    try await caller.truncate(users, before: wrong)
                }
                #expect(error?.resultCode == .parameterError)
            }
        }
    }

    @Test("A truncation is refused whose names would say something else", arguments: Stage.all)
    func wrongNames(stage: Stage) async throws {
        try await stage.perform { caller, users in
            for wrong in [DataSet.of(users.namespace, "a;lut=5"), .of("\(users.namespace);set=x"), .of("test", "a\nb")]
            {
                let error = await #expect(throws: AerospikeError.self) { try await caller.truncate(wrong) }
                #expect(error?.code == .invalidArgument)
            }
            let unknown = await #expect(throws: AerospikeError.self) { try await caller.truncate(.of("nowhere", "x")) }
            #expect(unknown?.code == .unknownNamespace)
        }
    }

    @Test("Nodes, namespaces and sets are told as they are", arguments: Stage.all)
    func info(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.fill(users, 0..<60)
            let told = try await caller.info(users.namespace)
            let names = Set(caller.cluster.topology.nodes.map(\.name))
            #expect(told.namespaces.contains(users.namespace))
            #expect(Set(told.nodes.map(\.name)) == names)
            #expect(Set(told.nodes.map(\.build)) == told.builds && !told.builds.isEmpty)
            #expect(told.nodes.allSatisfy { $0.edition.hasPrefix("Aerospike") })
            #expect(told.isStable)
            let namespace = try #require(told.namespace)
            #expect(Set(namespace.nodes.keys) == names)
            let copies = try #require(namespace.replicationFactor)
            #expect(namespace.masterObjects >= 60 && namespace.usedBytes > 0)
            let set = try #require(told.sets.first { $0.dataSet == users })
            #expect(set.objects == 60 * copies && set.usedBytes > 0)
            let unknown = try await caller.info("nowhere")
            #expect(unknown.namespace == nil && unknown.sets.isEmpty)
        }
    }

    @Test("A raw command is answered as it is, by one node or by all", arguments: Stage.all)
    func raw(stage: Stage) async throws {
        try await stage.perform { caller, _ in
            let names = caller.cluster.topology.nodes.map(\.name)
            for name in names { #expect(try await caller.info(command: "node", on: name) == name) }
            #expect(names.contains(try await caller.info(command: "node", on: nil)))
            let all = try await caller.infoOnAllNodes("node")
            #expect(try all.mapValues { try $0.get() } == Dictionary(uniqueKeysWithValues: names.map { ($0, $0) }))
            for (command, node, code) in [
                ("no-such-command", nil, AerospikeError.Code.server), ("node", "nobody", .unknownName),
                ("a\nb", nil, .invalidArgument),
            ] {
                let error = await #expect(throws: AerospikeError.self) {
                    try await caller.info(command: command, on: node)
                }
                #expect(error?.code == code)
            }
            let refusals = try await caller.infoOnAllNodes("no-such-command")
            #expect(refusals.values.allSatisfy { $0.failure?.resultCode == .parameterError })
        }
    }

    @Test("A node that fails is told of, and the others' answers with it", arguments: Stage.Style.allCases)
    func failingNode(style: Stage.Style) async throws {
        try await Backend.withSandbox { sandbox in
            let cluster = try await Cluster.connect(ClusterDefinition(hosts: sandbox.hosts).unhurried())
            let caller = Caller(style, cluster, .patient)
            try await sandbox.cause(.spoil(.closedConnection, .info), on: "A2")
            let answers = try await caller.infoOnAllNodes("build")
            #expect(answers["A2"]?.failure?.code == .connectionClosed)
            #expect(answers.count == 3)
            let error = await #expect(throws: AerospikeError.self) { try await caller.info("test") }
            #expect(error?.causes.map(\.code) == [.connectionClosed])
            await cluster.close()
        }
    }
}

/// Everything that is asked of nodes, in either style.
private struct Told: Sendable {
    var builds: Set<String>
    var namespaces: Set<String>
    var namespace: NamespaceDetails?
    var sets: [SetDetails]
    var nodes: [NodeDetails]
    var isStable: Bool
}

extension Caller {
    private var blocking: SyncSession { SyncSession(cluster, session.behavior) }

    fileprivate func truncate(_ dataSet: DataSet, before moment: Duration? = nil) async throws(AerospikeError) {
        guard style == .threads else { return try await session.truncate(dataSet, before: moment) }
        let session = blocking
        try await onThread { () throws(AerospikeError) in try session.truncate(dataSet, before: moment) }
    }

    fileprivate func info(_ namespace: String) async throws(AerospikeError) -> Told {
        let (info, threads) = (session.info, blocking.info)
        guard style == .threads else {
            let builds = try await info.build()
            let namespaces = try await info.namespaces()
            let details = try await info.namespaceDetails(namespace)
            let sets = try await info.sets(namespace)
            let nodes = try await info.nodes()
            let isStable = try await info.isClusterStable()
            return Told(
                builds: builds, namespaces: namespaces, namespace: details, sets: sets, nodes: nodes,
                isStable: isStable)
        }
        return try await onThread { () throws(AerospikeError) in
            Told(
                builds: try threads.build(), namespaces: try threads.namespaces(),
                namespace: try threads.namespaceDetails(namespace), sets: try threads.sets(namespace),
                nodes: try threads.nodes(), isStable: try threads.isClusterStable())
        }
    }

    fileprivate func info(command: String, on node: String?) async throws(AerospikeError) -> String {
        guard style == .threads else { return try await session.info.info(command, on: node) }
        let info = blocking.info
        return try await onThread { () throws(AerospikeError) in try info.info(command, on: node) }
    }

    fileprivate func infoOnAllNodes(
        _ command: String
    ) async throws(AerospikeError) -> [String: Result<String, AerospikeError>] {
        guard style == .threads else { return try await session.info.infoOnAllNodes(command) }
        let info = blocking.info
        return try await onThread { () throws(AerospikeError) in try info.infoOnAllNodes(command) }
    }
}
