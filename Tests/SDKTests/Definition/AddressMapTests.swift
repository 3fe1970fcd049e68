import AerospikeSDK
import Testing

@Suite struct AddressMapTests {
    private typealias Endpoint = AddressMap.Endpoint

    private static let endpoints: [(String, AddressMap.Endpoint)] = [
        ("10.0.0.1", .init(host: "10.0.0.1")), ("db1:3000", .init(host: "db1", port: 3000)),
        ("::1", .init(host: "::1")),
        ("2001:db8::7", .init(host: "2001:db8::7")), ("::ffff:10.0.0.1", .init(host: "::ffff:10.0.0.1")),
        ("[::1]", .init(host: "::1")), ("[::1]:3000", .init(host: "::1", port: 3000)),
    ]

    @Test(arguments: endpoints)
    func endpointIsParsed(_ text: String, _ endpoint: AddressMap.Endpoint) throws {
        #expect(try AddressMap.Endpoint(parsing: text) == endpoint)
    }

    @Test(arguments: [
        "", " ", ":", ":3000", "db1:", "db1:0", "db1:65536", "db1:tls", "db1:tls:4333", "[::1", "[::1]:tls", "[::1]x",
        "a b",
        "http://db1", "db1/x",
    ])
    func otherTextIsRefused(_ text: String) {
        #expect(throws: HostParsingError.self) { try AddressMap.Endpoint(parsing: text) }
    }

    @Test(arguments: [
        ("DB1.example.com", "db1.example.com"), ("db1", "DB1."), ("2001:DB8::7", "2001:db8:0:0::7"),
        ("fe80::1%eth0", "FE80:0::1%eth0"), ("2001:db8:0:0::7", "2001:db8::7"),
    ])
    func aHostIsTheSameHoweverItIsSpelt(_ key: String, _ published: String) throws {
        let map = AddressMap([.init(host: key): .init(host: "10.0.0.1"), .init(host: key, port: 4): .init(host: "b")])
        #expect(map(Host(published, 3000)) == Host("10.0.0.1", 3000))
        #expect(map(Host(published, 4)) == Host("b", 4))
        #expect(map(Host("x\(published)", 4)) == Host("x\(published)", 4))
    }

    @Test func zonesAreNotMixedUp() {
        let map = AddressMap([.init(host: "fe80::1%eth0"): .init(host: "10.0.0.1")])
        #expect(map(Host("fe80::1%eth1", 3000)) == Host("fe80::1%eth1", 3000))
    }

    @Test func moreExactKeyWins() throws {
        let map = try ClusterDefinition("seed")
            .withIPMap(["172.17.0.3:3000": "127.0.0.1:4000", "172.17.0.3": "10.0.0.1", "172.17.0.4": "db4:5000"])
            .addressMap
        #expect(map(Host("172.17.0.3", 3000)) == Host("127.0.0.1", 4000))
        #expect(map(Host("172.17.0.3", 3001, tlsName: "tls")) == Host("10.0.0.1", 3001, tlsName: "tls"))
        #expect(map(Host("172.17.0.4", 3000)) == Host("db4", 5000))
        #expect(map(Host("172.17.0.5", 3000)) == Host("172.17.0.5", 3000))
        #expect(!map.isEmpty)
        #expect(AddressMap().isEmpty)
    }

    @Test func serversBehindOneAddressAreToldApart() throws {
        let map = try ClusterDefinition("seed").withIPMap(["a:3000": "localhost:3001", "a:3100": "localhost:3002"])
            .addressMap
        #expect([3000, 3100, 3200].map { map(Host("a", $0)).port } == [3001, 3002, 3200])
    }

    @Test func badEntryIsRefused() {
        #expect(throws: HostParsingError.self) { try ClusterDefinition("seed").withIPMap(["a": "b:0"]) }
        #expect(throws: HostParsingError.self) { try ClusterDefinition("seed").withIPMap(["": "b"]) }
    }
}
