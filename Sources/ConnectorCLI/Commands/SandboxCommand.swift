internal import AerospikeSDK
internal import AerospikeSandbox

/// Runs an embedded cluster until the process is told to end.
struct SandboxCommand {
    let options: SandboxOptions
    let console: Console

    func run() async -> ExitCode {
        do {
            try await SandboxCluster.withCluster(configuration) { cluster in
                for line in Self.welcome(cluster.nodes, clusterName: options.clusterName) { console.print(line) }
                await untilCancelled()
            }
            console.print("stopped")
            return .success
        } catch {
            console.complain("connector: the sandbox cannot start: \(error)")
            return .failed
        }
    }

    private var configuration: SandboxConfiguration {
        SandboxConfiguration(
            nodeCount: options.nodeCount, basePort: options.port, clusterName: options.clusterName,
            replicationFactor: options.replicationFactor ?? min(2, options.nodeCount))
    }

    private func untilCancelled() async {
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    }

    /// What is printed once the nodes listen.
    static func welcome(_ nodes: [SandboxNode], clusterName: String?) -> [String] {
        let seed = nodes.first.map { "\($0.host)" } ?? ""
        let title = clusterName.map { "cluster '\($0)'" } ?? "a cluster without a name"
        return ["\(title): \(nodes.count.of("node")), namespaces test and bar, in memory only", ""]
            + nodes.map { "  \($0.name)  \($0.host)" }
            + ["", "in Swift  try await Client.connect(to: \"\(seed)\") { client in … }"]
            + ["profile   cluster: { hosts: [\"\(seed)\"] }", "", "Ctrl-C stops it, and everything is gone."]
    }
}
