/// Tells where a seed leads to a node by another address than the node's own, as a load balancer does.
struct BalancerCheck {
    let host: HostCheck
    /// Whether seeds on this very machine are left as they are: whoever dials them has a reason, such as a tunnel, that
    /// the node does not know.
    var sparesLoopback = true

    private var definition: ClusterDefinition { host.definition }
    private var patience: Duration { definition.systemSettings.connections.waitForConnectionToComplete }
    private var request: String {
        ServiceList.request(alternate: definition.usesServicesAlternate, tls: host.encryption != nil)
    }

    /// A step for each seed that something stands before.
    func steps(_ seeds: [HostCheck.Finding]) async -> [CheckStep] {
        guard definition.detectsLoadBalancers, !definition.forcesSingleNode else { return [] }
        var steps: [CheckStep] = []
        for seed in seeds {
            let isSpared = sparesLoopback && seed.entrance.isLoopback
            guard !isSpared, await isForeign(seed) else { continue }
            if let step = await step(seed) { steps.append(step) }
        }
        return steps
    }

    /// Whether a node does not count the address at which it was met among its own.
    private func isForeign(_ seed: HostCheck.Finding) async -> Bool {
        let answers = try? await seed.connection.ask([request], until: .now().advanced(by: patience))
        guard let services = answers?[request].flatMap({ ServiceList(parsing: $0, tlsName: nil) }) else { return false }
        let entrances = [definition.addressMap(seed.published).name.canonicalHost, seed.entrance.ip]
        return !services.hosts.contains { entrances.contains(definition.addressMap($0).name.canonicalHost) }
    }

    /// Does what a client would do about it.
    private func step(_ seed: HostCheck.Finding) async -> CheckStep? {
        var dialer = host.dialer
        dialer.sparesLoopback = sparesLoopback
        guard let acquaintance = try? await dialer.meet(seed: seed.published) else { return nil }
        var step = CheckStep(
            .node, "\(seed.published)",
            detail: "behind a load balancer; \(acquaintance.identity.name) is used at its own \(acquaintance.host)")
        if let remark = acquaintance.remark { step.warn(of: remark) }
        return step
    }
}

extension HostCheck.Finding {
    /// Where the node was met, which is not where it is worked with if TLS is for logins only.
    fileprivate var entrance: SocketAddress { connection.login?.place?.address ?? connection.address }
}
