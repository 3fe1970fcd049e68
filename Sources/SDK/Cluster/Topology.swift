/// The cluster at one moment: its nodes, and which of them holds what.
///
/// It never changes; a tend that finds a change makes another.
package final class Topology: Sendable {
    package let nodes: [Node]
    private let namespaces: [NamespaceTable]
    /// What to do about a partition that no node holds.
    private let gapAdvice: String

    private static let patience = "the cluster may be short of nodes; try again"

    /// The table of one namespace, its nodes by their place in `nodes`.
    private struct NamespaceTable: Sendable {
        let name: String
        let isStronglyConsistent: Bool
        let copies: Int
        /// For each partition the places of its copies, one after another; `none` where nobody holds one.
        let places: [UInt16]

        static let none = UInt16.max
    }

    /// A cluster of which nothing is known.
    package static let empty = Topology(nodes: [], map: PartitionMap())

    /// What is left of a cluster when its client is closed.
    static let closed = Topology(nodes: [], map: PartitionMap())

    /// Makes a picture of a cluster.
    ///
    /// - Parameter gapAdvice: What to do about a partition that no node holds, where more is known than that.
    package init(nodes: [Node], map: PartitionMap, gapAdvice: String? = nil) {
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
                name: name, isStronglyConsistent: table.isStronglyConsistent, copies: copies, places: flat)
        }
    }

    /// A cluster of which only one node is to be used: it stands for the holder of every partition.
    package init(singleNode node: Node, map: PartitionMap) {
        nodes = [node]
        gapAdvice = Self.patience
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
    /// - Throws: `AerospikeError` with code `notConnected`, `unknownNamespace` or `nodeUnavailable`.
    package func node(
        for partition: PartitionID,
        in namespace: String,
        replica: BehaviorSettings.Replica,
        turn: Int
    ) throws(AerospikeError) -> Node {
        guard let table = table(namespace) else { throw missing(namespace) }
        let start = partition.index * table.copies
        // Racks are not known yet: a preference for them is served in sequence. A namespace may have no copy at all.
        let choices = replica == .master ? min(1, table.copies) : table.copies
        let first = choices > 1 ? turn % choices : 0
        for step in 0..<choices {
            let place = table.places[start + (first + step) % table.copies]
            if place != NamespaceTable.none { return nodes[Int(place)] }
        }
        throw AerospikeError(
            .nodeUnavailable, "no node holds partition \(partition.rawValue) of namespace '\(namespace)' just now",
            advice: gapAdvice)
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
