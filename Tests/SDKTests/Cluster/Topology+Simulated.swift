import Testing

@testable import AerospikeSDK

extension Topology {
    /// A cluster of nodes N1, N2 … with the namespace `test`; nothing listens at their addresses.
    ///
    /// - Parameter copies: For each copy, the master's first, the numbers of the nodes that share it: the node of a
    ///   partition is the one at the partition's number modulo their count.
    static func simulated(
        copies: [[Int]],
        regime: UInt32 = 0,
        racks: [Int: Int] = [:],
        rackNamespace: String = "test",
        preferred: [Int] = []
    ) throws -> Topology {
        let count = max(3, copies.joined().max() ?? 0)
        let nodes = try (1...count).map { try Node.simulated($0) }
        let known = racks.map { (NodeID($0.key), [rackNamespace: $0.value]) }
        let view = RackView(preferred: preferred, racks: Dictionary(uniqueKeysWithValues: known))
        return Topology(nodes: nodes, map: try .simulated(copies: copies, regime: regime), racks: view)
    }
}

extension PartitionMap {
    static func simulated(copies: [[Int]], regime: UInt32 = 0) throws -> PartitionMap {
        var map = PartitionMap()
        for node in Set(copies.joined()).union([1]) {
            let bitmaps = copies.map { sharers in
                let held = PartitionID.all.map(\.index).filter {
                    !sharers.isEmpty && sharers[$0 % sharers.count] == node
                }
                return "," + SimulatedCluster.Server.bitmap(held)
            }
            let text = "test:\(regime),\(copies.count)\(bitmaps.joined())"
            map.apply(try ReplicaList(parsing: text), of: NodeID(node))
        }
        return map
    }
}

extension Node {
    static func simulated(_ number: Int) throws -> Node {
        let host = Host("192.0.2.\(number)")
        let address = try #require(SocketAddress(ip: host.name, port: host.port))
        let limits = ConnectionLimits(maximum: 1, idleTime: .seconds(1), connectTimeout: .seconds(1))
        return Node(
            id: NodeID(number), name: "N\(number)", host: host, build: "8.1.2.0",
            endpoint: Endpoint(address: address, limits: limits))
    }
}
