/// The racks in which a node stands, as it says itself: `test:1;bar:2`, a rack for each namespace.
///
/// Source: `as_node_parse_racks` of the C client.
struct RackList: Hashable {
    let racks: [String: Int]

    /// Parses the answer to `rack-ids`.
    ///
    /// - Returns: `nil` for a refusal, and for what is no list of racks.
    init?(parsing text: String) {
        var racks: [String: Int] = [:]
        for part in text.split(separator: ";") {
            guard let colon = part.firstIndex(of: ":"), colon != part.startIndex,
                let rack = Int(part[part.index(after: colon)...]), racks.count < ClusterLimits.namespaces
            else { return nil }
            racks[String(part[..<colon])] = rack
        }
        self.racks = racks
    }
}

/// How near the nodes are: the racks to read from, the most preferred first, and who stands in which.
struct RackView {
    /// Nothing is known, or nothing preferred.
    static let none = RackView(preferred: [], racks: [:])

    let preferred: [Int]
    let racks: [NodeID: [String: Int]]

    /// The place of a node's rack among the preferred ones; `nil` when it is none of them.
    func rank(of node: NodeID, in namespace: String) -> Int? {
        racks[node]?[namespace].flatMap { preferred.firstIndex(of: $0) }
    }
}
