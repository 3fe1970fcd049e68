import Testing

@testable import AerospikeSDK

@Suite("The list of a node's peers")
struct PeerListTests {
    @Test("Peers have a name, a TLS name and addresses")
    func peers() throws {
        let list = try PeerList(parsing: "4,4000,[[C2,,[127.0.0.1:3200,db2]],[C3,tls3,[[2001:db8::7]:3300,[::1]]]]")
        #expect(list.generation == 4)
        #expect(
            list.peers == [
                .init(name: "C2", hosts: [Host("127.0.0.1", 3200), Host("db2", 4000)]),
                .init(
                    name: "C3",
                    hosts: [Host("2001:db8::7", 3300, tlsName: "tls3"), Host("::1", 4000, tlsName: "tls3")]),
            ])
    }

    @Test("A node may have no peers, and name no port", arguments: ["0,3000,[]", "0,,[]"])
    func none(text: String) throws {
        #expect(try PeerList(parsing: text).peers.isEmpty)
    }

    @Test("Every recorded list names the other two nodes of the cluster", arguments: Recording.threeNodes)
    func recorded(_ recording: Recording) throws {
        let own = try recording.info("node")
        let list = try PeerList(parsing: try recording.info("peers-clear-std"))
        #expect(Set(list.peers.map(\.name)) == Set(["C1", "C2", "C3"]).subtracting([own]))
        #expect(list.peers.allSatisfy { $0.hosts.first?.name == "127.0.0.1" })
    }

    @Test(
        "A malformed list is refused",
        arguments: [
            "", "4", "4,", "4,3000", "4,3000,", "x,3000,[]", "4,3000,[", "4,3000,[[",
            "4,3000,[[C2]]", "4,3000,[[C2,,]]", "4,3000,[[C2,,[]]]", "4,3000,[[,,[db2]]]", "4,3000,[[C2,,[db2]]",
            "4,3000,[[C2,,[db2],]]", "4,3000,[[C2,,[[::1]]", "4,3000,[[C2,,[db2:99999]]]", "4,3000,[C2,,[db2]]",
            "4,3000,[[C2,,[[[[[[[[[", "4,3000,[[C2,,[db2]],]", "99999999999999999999,3000,[]",
        ])
    func malformed(text: String) {
        #expect(throws: AerospikeError.self) { try PeerList(parsing: text) }
    }

    @Test("No beginning of a list is taken for the whole")
    func truncated() throws {
        let text = "4,4000,[[C2,,[127.0.0.1:3200]],[C3,tls3,[[2001:db8::7]:3300,10.0.0.3]]]"
        for length in 0..<text.count {
            #expect(throws: AerospikeError.self) { try PeerList(parsing: String(text.prefix(length))) }
        }
    }

    @Test("A list of more nodes or addresses than a cluster can have is refused")
    func huge() throws {
        func list(peers: Int, hosts: Int) -> String {
            let addresses = (0..<hosts).map { "10.0.0.\($0 % 256):\(3000 + $0 % 100)" }.joined(separator: ",")
            return "1,3000,[\((0..<peers).map { "[N\($0),,[\(addresses)]]" }.joined(separator: ","))]"
        }
        #expect(try PeerList(parsing: list(peers: ClusterLimits.nodes - 1, hosts: 1)).peers.count == 255)
        #expect(throws: AerospikeError.self) { try PeerList(parsing: list(peers: ClusterLimits.nodes, hosts: 1)) }
        #expect(throws: AerospikeError.self) {
            try PeerList(parsing: list(peers: 1, hosts: ClusterLimits.addressesPerPeer + 1))
        }
        #expect(throws: AerospikeError.self) { try PeerList(parsing: list(peers: 20_000, hosts: 2)) }
    }
}
