internal import AerospikeConfigLoader
internal import AerospikeSDK
internal import AerospikeSandbox

/// An embedded cluster at a profile's first seed, when the profile asks for one and nothing answers there.
struct SandboxStandIn {
    let profile: Profile
    let definition: ClusterDefinition

    /// Starts the cluster when it is wanted and can be.
    ///
    /// - Returns: The cluster, to be stopped by the caller; `nil` when there is none.
    func startIfNeeded(_ report: (CheckStep) -> Void) async -> SandboxCluster? {
        guard let sandbox = profile.sandbox, let seed = definition.hosts.first,
            definition.tls == nil, definition.credentials == nil,
            await !ConnectionCheck.isTaken(seed, of: definition), !Task.isCancelled
        else { return nil }
        let dialled = definition.addressMap(seed)
        guard ["127.0.0.1", "localhost"].contains(dialled.name) else {
            report(CheckStep(.sandbox, "", .skipped, detail: "the first seed, \(dialled), is not 127.0.0.1"))
            return nil
        }
        return await start(sandbox, port: dialled.port, report)
    }

    private func start(
        _ sandbox: Profile.Sandbox,
        port: UInt16,
        _ report: (CheckStep) -> Void
    ) async -> SandboxCluster? {
        let watch = ContinuousClock.now
        let configuration = SandboxConfiguration(
            nodeCount: sandbox.nodes, basePort: port, clusterName: definition.clusterName,
            replicationFactor: sandbox.replicationFactor)
        do {
            let cluster = try await SandboxCluster.start(configuration)
            let ports = cluster.hosts.dropFirst().map { ", \($0.port)" }.joined()
            let place = cluster.hosts.first.map(\.description) ?? ""
            report(
                CheckStep(
                    .sandbox, sandbox.nodes.of("node"), detail: "embedded at \(place)\(ports), in memory",
                    duration: watch.duration(to: .now)))
            return cluster
        } catch {
            let failure = error as? AerospikeError ?? AerospikeError(.connectionFailed, "\(error)")
            report(
                CheckStep(
                    .sandbox, sandbox.nodes.of("node"), .failed, detail: failure.message, error: failure,
                    advice: failure.advice))
            return nil
        }
    }
}
