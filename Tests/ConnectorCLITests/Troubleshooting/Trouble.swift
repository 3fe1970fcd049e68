import AerospikeSDK
import AerospikeSandbox
import Testing

/// One thing that is wrong, alone, on the way from a definition to a cluster.
struct Trouble: Sendable, CustomTestStringConvertible {
    let testDescription: String
    private let nodeCount: Int
    private let configure: @Sendable (inout SandboxConfiguration) -> Void
    private let disturb: @Sendable (SandboxCluster) async throws -> Void
    private let misuse: @Sendable (inout ClusterDefinition, SandboxCluster) async throws -> Void

    /// - Parameters:
    ///   - name: What is wrong.
    ///   - nodeCount: How many nodes it takes.
    ///   - configure: What is special about the cluster.
    ///   - disturb: What happens to the cluster.
    ///   - misuse: What is wrong with the definition.
    init(
        _ name: String,
        nodeCount: Int = 1,
        configure: @escaping @Sendable (inout SandboxConfiguration) -> Void = { _ in },
        disturb: @escaping @Sendable (SandboxCluster) async throws -> Void = { _ in },
        misuse: @escaping @Sendable (inout ClusterDefinition, SandboxCluster) async throws -> Void
    ) {
        testDescription = name
        self.nodeCount = nodeCount
        self.configure = configure
        self.disturb = disturb
        self.misuse = misuse
    }

    /// What the check says about it: the first step that did not pass.
    func finding() async throws -> CheckStep? {
        var configuration = SandboxConfiguration(nodeCount: nodeCount, clusterName: "prod-east")
        configure(&configuration)
        return try await SandboxCluster.withCluster(configuration) { cluster in
            try await disturb(cluster)
            var definition = cluster.definition
            definition.hosts = [cluster.hosts[0]]
            definition.systemSettings.connections.waitForConnectionToComplete = .seconds(60)
            definition.systemSettings.connections.waitForLoginToComplete = .seconds(60)
            try await misuse(&definition, cluster)
            let report = try await ConnectionCheck(definition).run()
            let step = report.steps.first { $0.status == .failed || $0.status == .warning }
            return step.map { Placeholders(cluster).replace(in: $0) }
        }
    }
}

/// What differs from run to run, and what the document says in its place.
struct Placeholders {
    private var words: [(from: String, to: String)]

    init(_ cluster: SandboxCluster) {
        words = cluster.hosts.enumerated().map { ("\($1.port)", "3\($0)00") }
        words += cluster.nodes.enumerated().compactMap { place, node in
            node.host == node.clearHost ? nil : node.clearHost.map { ("\($0.port)", "3\(place)50") }
        }
        if let folder = cluster.files?.folder { words.append((folder, "certs")) }
        words.append(("127.0.0.77", "172.17.0.3"))
    }

    func replace(in step: CheckStep) -> CheckStep {
        var step = step
        step.detail = replace(in: step.detail)
        step.advice = step.advice.map(replace)
        return step
    }

    private func replace(in text: String) -> String {
        words.reduce(text) { $0.replacing($1.from, with: $1.to) }
            .replacing(/\d{4}-\d\d-\d\d \d\d:\d\d/, with: "DATE")
            .replacing(/-?\d+ days?/, with: "N days")
    }
}
