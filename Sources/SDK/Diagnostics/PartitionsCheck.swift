/// Judges whether every partition of every namespace has a master.
struct PartitionsCheck {
    let map: PartitionMap
    /// The names of the nodes that could not be reached.
    let missing: Set<String>
    /// What the nodes say of the partitions that they cannot serve, by namespace.
    var losses: [String: PartitionLoss] = [:]

    /// A step for each namespace, sorted.
    func steps(after duration: Duration) -> [CheckStep] {
        guard !map.tables.isEmpty else { return [noNamespace] }
        return map.tables.keys.sorted().compactMap { name in map.tables[name].map { step(name, $0, duration) } }
    }

    private func step(_ namespace: String, _ table: PartitionMap.Table, _ duration: Duration) -> CheckStep {
        let (masters, all) = (table.masterCount, PartitionID.count)
        let loss = losses[namespace] ?? PartitionLoss()
        let copies = table.columns.count == 1 ? "1 copy" : "\(table.columns.count) copies"
        guard masters < all || !loss.isNone else {
            let mode = table.isStronglyConsistent ? ", strongly consistent" : ""
            return CheckStep(
                .partitions, namespace, detail: "all \(all) have a master, \(copies)\(mode)", duration: duration)
        }
        let count = masters < all ? "\(all - masters) of \(all) have no master" : "all \(all) have a master"
        let holders = missing.isEmpty ? "" : "; held perhaps by \(few(missing.sorted()))"
        let detail = count + (loss.isNone ? "" : "; \(loss)") + holders
        let error = AerospikeError(
            .nodeUnavailable, "partitions of namespace '\(namespace)' cannot be served: \(detail)",
            advice: advice(loss))
        return CheckStep(
            .partitions, namespace, .failed, detail: detail, duration: duration, error: error, advice: error.advice)
    }

    private func advice(_ loss: PartitionLoss) -> String {
        guard missing.isEmpty else {
            return "reach the missing peers first: their partitions cannot be read or written"
        }
        return loss.advice ?? "the cluster is forming or short of nodes: look at the servers' logs, or check again"
    }

    private var noNamespace: CheckStep {
        let error = AerospikeError(.unknownNamespace, "the cluster has no namespaces")
        return CheckStep(
            .partitions, "", .failed, detail: error.message, error: error,
            advice: "add a namespace to the servers' configuration")
    }
}

extension PartitionsCheck {
    /// What the nodes say of the partitions of a map that they cannot serve.
    ///
    /// A namespace that favours availability and has all its masters is not asked about.
    static func losses(in map: PartitionMap, _ findings: [HostCheck.Finding], patience: Duration) async
        -> [String: PartitionLoss]
    {
        let doubtful = map.tables.filter { $0.value.isStronglyConsistent || $0.value.masterCount < PartitionID.count }
        let requests = doubtful.keys.sorted().map { (name: $0, request: "namespace/\($0)") }
        var losses: [String: PartitionLoss] = [:]
        guard !requests.isEmpty else { return losses }
        for finding in findings {
            let deadline = MonotonicTime.now().advanced(by: patience)
            let answers = try? await finding.connection.ask(requests.map(\.request), until: deadline)
            for (name, request) in requests {
                guard let answer = answers?[request] else { continue }
                losses[name, default: PartitionLoss()].include(PartitionLoss(parsing: answer))
            }
        }
        return losses
    }

    /// Puts together what the nodes say that they hold.
    ///
    /// - Throws: The first failure, which says of which node.
    static func map(of nodes: [Node], _ findings: [HostCheck.Finding], patience: Duration) async throws(AerospikeError)
        -> PartitionMap
    {
        var map = PartitionMap()
        for (node, finding) in zip(nodes, findings) {
            let answers = try await finding.connection.ask(["replicas"], until: .now().advanced(by: patience))
            map.apply(try ReplicaList(parsing: try answers.value("replicas")), of: node.id)
        }
        return map
    }
}
