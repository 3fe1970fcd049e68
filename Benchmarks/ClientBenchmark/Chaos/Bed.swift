import AerospikeSDK
import AerospikeSandbox

/// A cluster whose nodes can be killed and started, each by its place from 0.
protocol Bed: Sendable {
    /// Where clients find the cluster.
    var definition: ClusterDefinition { get }

    /// Where each node can be asked in clear.
    var hosts: [Host] { get }

    /// Kills a node; returns when it is dead.
    func kill(_ node: Int) async throws

    /// Starts a dead node; returns when every partition has all its copies again.
    func start(_ node: Int) async throws
}

/// Nodes within this process.
struct SandboxBed: Bed {
    let cluster: SandboxCluster

    var definition: ClusterDefinition { cluster.definition }

    var hosts: [Host] { cluster.nodes.map { $0.clearHost ?? $0.host } }

    func kill(_ node: Int) async throws { try await cluster.kill(cluster.nodes[node].name) }

    func start(_ node: Int) async throws { try await cluster.restart(cluster.nodes[node].name) }
}

/// Real servers, each of the seeds one, which a program kills and starts: it is run with `kill 1`, `start 1` and so on,
/// the place counted from 1, and returns when that is done and the cluster has settled.
struct ServerBed: Bed {
    let hosts: [Host]
    let program: String

    var definition: ClusterDefinition { ClusterDefinition(hosts: hosts) }

    func kill(_ node: Int) async throws { try await ChildProcess.run(program, "kill", "\(node + 1)") }

    func start(_ node: Int) async throws { try await ChildProcess.run(program, "start", "\(node + 1)") }
}
