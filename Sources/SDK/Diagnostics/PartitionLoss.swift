/// The partitions of a namespace that no node may serve, as the nodes count them.
struct PartitionLoss: Hashable, CustomStringConvertible {
    /// Those that wait for nodes of the roster to return.
    var unavailable = 0
    /// Those whose nodes have returned and that may have lost writes.
    var dead = 0

    var isNone: Bool { unavailable == 0 && dead == 0 }

    /// Takes the higher counts: nodes count for the whole cluster, and one that is behind counts fewer.
    mutating func include(_ other: PartitionLoss) {
        unavailable = max(unavailable, other.unavailable)
        dead = max(dead, other.dead)
    }

    var description: String { "\(unavailable) unavailable, \(dead) dead" }

    /// What to do about it; `nil` when there is nothing to be done.
    var advice: String? {
        if unavailable > 0 {
            return "nodes of the namespace's roster are missing: start them, or take them out of the roster "
                + "(asadm: manage roster)"
        }
        guard dead > 0 else { return nil }
        return "dead partitions may have lost writes: bring back the nodes that hold their data, or accept the loss "
            + "(asadm: manage revive)"
    }
}

extension PartitionLoss {
    /// Reads the answer to `namespace/NAME`; what is not there counts as none.
    init(parsing text: String) {
        for pair in text.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let count = Int(parts[1]), count > 0 else { continue }
            switch parts[0] {
            case "unavailable_partitions": unavailable = count
            case "dead_partitions": dead = count
            default: break
            }
        }
    }
}
