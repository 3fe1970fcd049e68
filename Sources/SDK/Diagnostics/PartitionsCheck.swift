/// Judges whether every partition of every namespace has a master.
struct PartitionsCheck {
    let map: PartitionMap
    /// The names of the nodes that could not be reached.
    let missing: Set<String>

    /// A step for each namespace, sorted.
    func steps(after duration: Duration) -> [CheckStep] {
        guard !map.tables.isEmpty else { return [noNamespace] }
        return map.tables.keys.sorted().compactMap { name in map.tables[name].map { step(name, $0, duration) } }
    }

    private func step(_ namespace: String, _ table: PartitionMap.Table, _ duration: Duration) -> CheckStep {
        let (masters, all) = (table.masterCount, PartitionID.count)
        let copies = table.columns.count == 1 ? "1 copy" : "\(table.columns.count) copies"
        guard masters < all else {
            let mode = table.isStronglyConsistent ? ", strongly consistent" : ""
            return CheckStep(
                .partitions, namespace, detail: "all \(all) have a master, \(copies)\(mode)", duration: duration)
        }
        let error = AerospikeError(
            .nodeUnavailable, "\(all - masters) of \(all) partitions of namespace '\(namespace)' have no master")
        let holders = missing.isEmpty ? "" : "; held perhaps by \(few(missing.sorted()))"
        return CheckStep(
            .partitions, namespace, .failed, detail: "\(all - masters) of \(all) have no master\(holders)",
            duration: duration, error: error, advice: advice)
    }

    private var advice: String {
        missing.isEmpty
            ? "the cluster is forming or short of nodes: look at the servers' logs, or check again"
            : "reach the missing peers first: their partitions cannot be read or written"
    }

    private var noNamespace: CheckStep {
        let error = AerospikeError(.unknownNamespace, "the cluster has no namespaces")
        return CheckStep(
            .partitions, "", .failed, detail: error.message, error: error,
            advice: "add a namespace to the servers' configuration")
    }
}

extension PartitionsCheck {
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
