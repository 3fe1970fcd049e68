/// The cluster at one moment: its nodes, and which of them holds what.
///
/// It never changes; a tend that finds a change makes another.
package final class Topology: Sendable {
    package let nodes: [Node]
    private let namespaces: [NamespaceTable]
    /// What to do about a partition that no node holds.
    let gapAdvice: String

    private static let patience = "the cluster may be short of nodes; try again"
    private static let solitude =
        "the client is held to one node, and reads no others' partitions: let it reach every node"

    /// The table of one namespace, its nodes by their place in `nodes`.
    private struct NamespaceTable: Sendable {
        let name: String
        let isStronglyConsistent: Bool
        let copies: Int
        /// For each partition the places of its copies, one after another; `none` where nobody holds one.
        let places: [UInt16]
        /// How near each node is, 0 for the most preferred rack; empty where no node is in any.
        var ranks: [Int] = []

        static let none = UInt16.max

        /// The place of the node that holds a copy.
        func place(of partition: PartitionID, copy: Int) -> Int? {
            guard copy < copies else { return nil }
            let place = places[partition.index * copies + copy]
            return place == Self.none ? nil : Int(place)
        }
    }

    /// A cluster of which nothing is known.
    package static let empty = Topology(nodes: [], map: PartitionMap())

    /// What is left of a cluster when its client is closed.
    static let closed = Topology(nodes: [], map: PartitionMap())

    /// Makes a picture of a cluster.
    ///
    /// - Parameters:
    ///   - nodes: The nodes, in the order in which they were met.
    ///   - map: Which of them holds what.
    ///   - racks: How near they are.
    ///   - gapAdvice: What to do about a partition that no node holds, where more is known than that.
    init(nodes: [Node], map: PartitionMap, racks: RackView = .none, gapAdvice: String? = nil) {
        self.nodes = nodes
        self.gapAdvice = gapAdvice ?? Self.patience
        let places = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1.id, UInt16($0)) })
        namespaces = map.tables.map { name, table in
            let copies = table.columns.count
            var flat = [UInt16](repeating: NamespaceTable.none, count: copies * PartitionID.count)
            for (copy, column) in table.columns.enumerated() {
                for (partition, node) in column.enumerated() {
                    flat[partition * copies + copy] = node.flatMap { places[$0] } ?? NamespaceTable.none
                }
            }
            return NamespaceTable(
                name: name, isStronglyConsistent: table.isStronglyConsistent, copies: copies, places: flat,
                ranks: Self.ranks(of: nodes, in: name, racks))
        }
    }

    private static func ranks(of nodes: [Node], in namespace: String, _ racks: RackView) -> [Int] {
        let ranks = nodes.map { racks.rank(of: $0.id, in: namespace) }
        return ranks.allSatisfy { $0 == nil } ? [] : ranks.map { $0 ?? .max }
    }

    /// A cluster of which only one node is to be used: it stands for the holder of every partition.
    package init(singleNode node: Node, map: PartitionMap) {
        nodes = [node]
        gapAdvice = Self.solitude
        namespaces = map.tables.map { name, table in
            NamespaceTable(
                name: name, isStronglyConsistent: table.isStronglyConsistent, copies: 1,
                places: [UInt16](repeating: 0, count: PartitionID.count))
        }
    }

    /// The names of the namespaces, sorted.
    package var namespaceNames: [String] { namespaces.map(\.name).sorted() }

    /// What a namespace favours; availability for one that is not known.
    package func mode(of namespace: String) -> ConsistencyMode {
        table(namespace)?.isStronglyConsistent == true ? .strongConsistency : .availability
    }

    /// The nodes that hold a partition, the master first.
    package func replicas(of partition: PartitionID, in namespace: String) -> [Node] {
        guard let table = table(namespace) else { return [] }
        let start = partition.index * table.copies
        return table.places[start..<start + table.copies].compactMap { place in
            place == NamespaceTable.none ? nil : nodes[Int(place)]
        }
    }

    /// The node to send a command to.
    ///
    /// - Parameters:
    ///   - partition: The record's partition.
    ///   - namespace: The record's namespace.
    ///   - replica: Which copy to ask.
    ///   - turn: How often the next copy's turn has come, from 0.
    ///   - previous: The node that failed last; where racks are preferred, it is asked only if there is no other.
    /// - Throws: `AerospikeError` with code `notConnected`, `unknownNamespace` or `nodeUnavailable`.
    package func node(
        for partition: PartitionID,
        in namespace: String,
        replica: BehaviorSettings.Replica,
        turn: Int,
        avoiding previous: NodeID? = nil
    ) throws(AerospikeError) -> Node {
        guard let table = table(namespace) else { throw missing(namespace) }
        let place =
            switch replica {
            case .preferRack where !table.ranks.isEmpty: nearest(partition, in: table, turn, avoiding: previous)
            case .master: table.place(of: partition, copy: 0)
            case .sequence, .preferRack: next(partition, in: table, turn)
            }
        guard let place else {
            throw AerospikeError(
                .nodeUnavailable, "no node holds partition \(partition.rawValue) of namespace '\(namespace)' just now",
                advice: gapAdvice)
        }
        return nodes[place]
    }

    /// The copy whose turn it is, or the next that somebody holds; a namespace may have no copy at all.
    private func next(_ partition: PartitionID, in table: NamespaceTable, _ turn: Int) -> Int? {
        let first = table.copies > 1 ? turn % table.copies : 0
        for step in 0..<table.copies {
            if let place = table.place(of: partition, copy: (first + step) % table.copies) { return place }
        }
        return nil
    }

    /// The copy in the rack that is preferred most, then one elsewhere in turn, then the one that failed last.
    ///
    /// Source: `get_replica_rack` of the C client.
    private func nearest(
        _ partition: PartitionID,
        in table: NamespaceTable,
        _ turn: Int,
        avoiding previous: NodeID?
    ) -> Int? {
        var best: (place: Int, isPrevious: Bool)?
        for step in 0..<table.copies {
            guard let place = table.place(of: partition, copy: (turn % table.copies + step) % table.copies) else {
                continue
            }
            let isPrevious = nodes[place].id == previous
            let isNearer =
                if let best {
                    best.isPrevious == isPrevious
                        ? table.ranks[place] < table.ranks[best.place] : best.isPrevious
                } else { true }
            if isNearer { best = (place, isPrevious) }
        }
        return best?.place
    }

    /// Refuses a namespace that the cluster does not have.
    ///
    /// - Throws: `AerospikeError` with code `unknownNamespace`, `connectFailed`, `nodeUnavailable` or `clientClosed`.
    package func check(_ namespace: String) throws(AerospikeError) {
        if table(namespace) == nil { throw missing(namespace) }
    }

    private func table(_ namespace: String) -> NamespaceTable? {
        namespaces.first { $0.name == namespace }
    }

    private func missing(_ namespace: String) -> AerospikeError {
        if self === Topology.closed { return .closed }
        if nodes.isEmpty {
            return AerospikeError(
                .connectFailed, "the client has no node to talk to",
                advice: "connect it first, or wait until a node can be reached")
        }
        guard !namespaces.isEmpty else {
            return AerospikeError(
                .nodeUnavailable, "no partition map could be read",
                advice: "the servers may not be ready yet; try again")
        }
        let known = namespaceNames.joined(separator: ", ")
        return AerospikeError(
            .unknownNamespace, "the cluster has no namespace '\(namespace)'", advice: "it has: \(known)")
    }
}
