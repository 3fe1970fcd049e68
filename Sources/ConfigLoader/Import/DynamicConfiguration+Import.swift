extension DynamicConfiguration {
    /// Carries a dynamic configuration over.
    static func carry(_ root: YAMLNode, _ draft: inout ImportDraft) {
        draft.set(["cluster", "hosts"], hosts, from: .profile)
        let halves = draft.entries(root, at: .profile)
        for half in halves {
            switch half.name {
            case "version": break
            case staticKey: carryStatic(draft.entries(half.value, at: half.place), &draft)
            case dynamicKey: carryDynamic(draft.entries(half.value, at: half.place), &draft)
            default: draft.note(half.place, "no such section is known; it is left out")
            }
        }
        draft.note("the file names no hosts: give yours in 'hosts', or in AEROSPIKE_HOSTS")
        if halves.contains(where: { $0.name == dynamicKey }) {
            draft.note("batches and queries of a profile inherit from its reads, and batches of writes from its writes")
        }
    }

    /// A dynamic configuration says nothing about where the cluster is, without which there is no profile.
    private static let hosts = "[127.0.0.1]"

    private static func carryStatic(_ sections: [NamedNode], _ draft: inout ImportDraft) {
        for section in sections {
            guard section.name == clientKey else {
                draft.note(section.place, "no such section is known; it is left out")
                continue
            }
            draft.carry(draft.entries(section.value, at: section.place), into: [[]], staticClient)
        }
    }

    private static func carryDynamic(_ sections: [NamedNode], _ draft: inout ImportDraft) {
        for section in sections {
            let entries = draft.entries(section.value, at: section.place)
            switch section.name {
            case clientKey:
                carryRacks(entries, &draft)
                draft.carry(entries.filter { !rackKeys.contains($0.name) }, into: [[]], dynamicClient)
            case metricsKey:
                draft.carry(entries, into: [["system", SystemSection.defaultName, "metrics"]], metrics)
            default:
                guard let policy = policies.first(where: { $0.name == section.name }) else {
                    draft.note(section.place, "no such section is known; it is left out")
                    continue
                }
                draft.carry(entries, into: policy.blocks.map { ["behaviors", "DEFAULT", $0] }, policy.rules)
            }
        }
    }

    private static let rackKeys = ["rack_aware", "rack_ids"]

    /// A profile prefers racks by naming them, and reads there by a behavior that says so.
    private static func carryRacks(_ entries: [NamedNode], _ draft: inout ImportDraft) {
        let racks = entries.first { $0.name == "rack_ids" }
        let isAware = entries.first { $0.name == "rack_aware" }
        let aware = isAware.flatMap { draft.flag(ForeignValue(node: $0.value, place: $0.place, sections: [])) }
        guard let racks else {
            if let isAware, aware == true { draft.note(isAware.place, "no 'rack_ids' say which; it is left out") }
            return
        }
        guard aware != false else {
            return draft.note(racks.place, "'rack_aware' is false; they are left out")
        }
        let kind = ValueKind.integer(in: ClusterSection.rackNumbers).list("a list of rack numbers")
        guard let numbers = kind.decode(racks.value, racks.place, &draft.problems) else { return }
        let text = "[\(numbers.map { "\($0.value)" }.joined(separator: ", "))]"
        draft.set(["cluster", "racks"], text, from: racks.place)
    }
}

extension ImportDraft {
    /// The entries of a mapping; none, and a problem, when it is not one, and none when it is left empty.
    mutating func entries(_ node: YAMLNode, at place: Place) -> [NamedNode] {
        if node.isNull { return [] }
        return node.entries(at: place, expected: "a mapping", &problems) ?? []
    }
}
