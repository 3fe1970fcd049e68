/// Judges whether the preferred racks exist, namespace by namespace.
struct RacksCheck {
    /// The preferred racks, the most preferred first.
    let preferred: [Int]
    /// What each node says of its racks; `nil` for one that refuses to, or says what cannot be read.
    let answers: [(node: String, racks: RackList?)]
    let namespaces: [String]

    /// A step for each namespace, or a single one when there are no racks at all.
    func steps() -> [CheckStep] {
        guard answers.contains(where: { $0.racks != nil }) else { return [unsupported] }
        return namespaces.map(step)
    }

    private func step(_ namespace: String) -> CheckStep {
        let racks = nodesByRack(namespace)
        let detail = preferred.map { "rack \($0): \(racks[$0].map { few($0) } ?? "no node")" }.joined(separator: "; ")
        var step = CheckStep(.racks, namespace, detail: detail)
        let empty = preferred.filter { racks[$0] == nil }
        guard !empty.isEmpty else { return step }
        let present = racks.keys.sorted().map { "\($0) (\(few(racks[$0, default: []])))" }
        let list = empty.map(String.init).joined(separator: ", ")
        step.warn(
            of: AerospikeError(
                .unknownName,
                "no node is in rack \(list); there are "
                    + (present.isEmpty ? "no racks" : "the racks \(few(present, limit: 8))"),
                advice: "correct cluster: racks, or rack-id in the servers' configuration; reads go to other racks"))
        return step
    }

    private func nodesByRack(_ namespace: String) -> [Int: [String]] {
        var nodes: [Int: [String]] = [:]
        for (node, list) in answers {
            if let rack = list?.racks[namespace] { nodes[rack, default: []].append(node) }
        }
        return nodes
    }

    private var unsupported: CheckStep {
        var step = CheckStep(.racks, preferred.map(String.init).joined(separator: ", "))
        step.warn(
            of: AerospikeError(
                .notSupported,
                "the servers have no racks, which need the Enterprise Edition; the preference is ignored",
                advice: "remove racks: from cluster:, or use servers of the Enterprise Edition"))
        return step
    }
}

extension RacksCheck {
    /// Asks nodes for their racks; one that does not answer has none.
    static func answers(of findings: [HostCheck.Finding], patience: Duration) async -> [(
        node: String, racks: RackList?
    )] {
        var answers: [(node: String, racks: RackList?)] = []
        for finding in findings {
            let answer = try? await finding.connection.ask(["rack-ids"], until: .now().advanced(by: patience))
            answers.append((finding.identity.name, answer?["rack-ids"].flatMap { RackList(parsing: $0) }))
        }
        return answers
    }
}
