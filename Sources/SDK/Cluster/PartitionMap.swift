/// A number that names a node for the life of a client; a node that leaves and returns has another.
package struct NodeID: Hashable, Comparable, Sendable {
    package let rawValue: Int

    package init(_ rawValue: Int) { self.rawValue = rawValue }

    package static func < (one: NodeID, other: NodeID) -> Bool { one.rawValue < other.rawValue }
}

/// Which node holds which copy of which partition, put together from what every node says of itself.
package struct PartitionMap: Hashable, Sendable {
    /// The partitions of one namespace.
    package struct Table: Hashable, Sendable {
        /// For each copy, the master's first, the node of each partition.
        package fileprivate(set) var columns: [[NodeID?]] = []
        /// For each partition, which of two contradicting nodes is right: the one with the higher regime.
        fileprivate var regimes = [UInt32](repeating: 0, count: PartitionID.count)
        /// Whether the namespace favours consistency, as a regime of any partition says.
        package fileprivate(set) var isStronglyConsistent = false
    }

    package private(set) var tables: [String: Table] = [:]

    package init() {}

    /// Takes over what a node says that it holds.
    ///
    /// A node that no longer holds a copy is not taken out of it: until the new holder speaks, the old one forwards.
    ///
    /// - Returns: The nodes that were believed to hold what this one holds.
    @discardableResult
    package mutating func apply(_ list: ReplicaList, of node: NodeID) -> Set<NodeID> {
        var displaced: Set<NodeID> = []
        for namespace in list.namespaces {
            guard tables[namespace.name] != nil || tables.count < ClusterLimits.namespaces else { continue }
            tables[namespace.name, default: Table()].apply(namespace, of: node, &displaced)
        }
        return displaced
    }

    /// Takes a node out of every copy that it holds.
    package mutating func remove(_ node: NodeID) {
        for name in tables.keys { tables[name]?.remove(node) }
    }

    /// Whether a partition of any namespace has no node for its master copy.
    package var hasGaps: Bool {
        tables.values.contains { $0.masterCount < PartitionID.count }
    }

    /// Whether a node holds any copy.
    package func contains(_ node: NodeID) -> Bool {
        tables.values.contains { table in table.columns.contains { $0.contains(node) } }
    }
}

extension PartitionMap.Table {
    fileprivate mutating func apply(
        _ namespace: ReplicaList.Namespace,
        of node: NodeID,
        _ displaced: inout Set<NodeID>
    ) {
        // A node that holds nothing may not know yet how many copies there are to be.
        guard !namespace.bitmaps.allSatisfy(\.isEmpty) else { return }
        while columns.count < namespace.bitmaps.count {
            columns.append(Array(repeating: nil, count: PartitionID.count))
        }
        columns.removeLast(columns.count - namespace.bitmaps.count)
        for (column, bitmap) in namespace.bitmaps.enumerated() {
            for partition in PartitionID.all where bitmap.contains(partition) {
                guard namespace.regime >= regimes[partition.index] else { continue }
                regimes[partition.index] = namespace.regime
                if let other = columns[column][partition.index], other != node { displaced.insert(other) }
                columns[column][partition.index] = node
            }
        }
        weighConsistency()
    }

    private mutating func weighConsistency() {
        isStronglyConsistent = regimes.contains { $0 != 0 }
    }

    fileprivate mutating func remove(_ node: NodeID) {
        for index in 0..<PartitionID.count {
            for column in columns.indices where columns[column][index] == node { columns[column][index] = nil }
            // Nobody is left to contradict: whoever comes is right, also a cluster that was wiped and counts from 0.
            if columns.allSatisfy({ $0[index] == nil }) { regimes[index] = 0 }
        }
        weighConsistency()
    }

    /// How many partitions have a node for their master copy.
    package var masterCount: Int { columns.first?.count { $0 != nil } ?? 0 }
}
