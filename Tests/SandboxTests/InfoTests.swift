import AerospikeSDK
import Testing

@testable import AerospikeSandbox

@Suite("Info requests")
struct InfoTests {
    var state = SandboxState(SandboxConfiguration(nodeCount: 3), ports: [3000, 3100, 3200])

    private mutating func ask(_ lines: String..., node: Int = 0) -> [String] {
        var userAgent: String?
        return state.answers(to: lines, node: node, userAgent: &userAgent, now: .testing).map(\.value)
    }

    @Test("Peers are the other nodes that are up; port 3000 goes without saying")
    mutating func peers() throws {
        #expect(ask("peers-clear-std", node: 1) == ["2,3000,[[A1,,[127.0.0.1]],[A3,,[127.0.0.1:3200]]]"])
        state.lose(2)
        #expect(ask("peers-clear-std", "peers-generation") == ["3,3000,[[A2,,[127.0.0.1:3100]]]", "3"])
    }

    @Test("Clients of the alternate services are told another address")
    mutating func alternate() {
        var configuration = SandboxConfiguration(nodeCount: 2)
        configuration.announcedAddress = "10.0.0.1"
        configuration.alternateAddress = "::1"
        state = SandboxState(configuration, ports: [3100, 3200])
        #expect(ask("service-clear-std", "peers-clear-std") == ["10.0.0.1:3100", "1,3000,[[A2,,[10.0.0.1:3200]]]"])
        #expect(ask("peers-clear-alt") == ["1,3000,[[A2,,[[::1]:3200]]]"])
        #expect(ask("services-alternate") == ["[::1]:3200"])
    }

    @Test("Nodes without alternate addresses announce none, and nodes with several announce all")
    mutating func fewAndManyAddresses() {
        #expect(ask("service-clear-alt", "peers-clear-alt", "services-alternate") == ["", "2,3000,[]", ""])
        state.nodes[1].announcedHosts = [Host("10.0.0.2"), Host("::2", 4000)]
        state.nodes[2].announcedHosts = []
        #expect(ask("peers-clear-std") == ["2,3000,[[A2,,[10.0.0.2,[::2]:4000]]]"])
        #expect(ask("service-clear-std", node: 1) == ["10.0.0.2:3000,[::2]:4000"])
        #expect(ask("services") == ["10.0.0.2:3000;[::2]:4000"])
    }

    @Test("Racks are spoken of where there are any")
    mutating func racks() {
        #expect(ask("rack-ids") == ["ERROR:25:enterprise only"])
        var configuration = SandboxConfiguration(nodeCount: 3)
        configuration.racks = [1, 2]
        state = SandboxState(configuration, ports: [3000, 3100, 3200])
        #expect((0..<3).map { ask("rack-ids", node: $0)[0] } == ["test:1;bar:1", "test:2;bar:2", "test:1;bar:1"])
        #expect(ask("racks:", node: 2) == ["ns=test:rack_1=A1,A3:rack_2=A2;ns=bar:rack_1=A1,A3:rack_2=A2"])
        #expect(ask("racks:namespace=bar", "racks:namespace=no")[0] == "rack_1=A1,A3:rack_2=A2")
        configuration.racksByNamespace = ["bar": [3]]
        state = SandboxState(configuration, ports: [3000, 3100, 3200])
        #expect(ask("rack-ids", node: 1) == ["test:2;bar:3"])
        #expect(ask("racks:namespace=bar") == ["rack_3=A1,A2,A3"])
    }

    @Test("The editions know themselves, and what they have")
    mutating func editions() {
        let names = ["edition", "racks:", "peers-tls-std", "service-tls-std", "roster:namespace=test"]
        #expect(
            names.map { ask($0)[0] } == ["Aerospike Community Edition"]
                + Array(repeating: "ERROR:25:enterprise only", count: 4))
        state.configuration.edition = .enterprise
        #expect(
            names.map { ask($0)[0] } == [
                "Aerospike Enterprise Edition", "ns=test:rack_0=A1,A2,A3;ns=bar:rack_0=A1,A2,A3", "2,3000,[]", "",
                "ERROR:16:the sandbox has no roster",
            ])
        #expect(ask("version") == ["Aerospike Enterprise Edition build 8.1.2.0"])
    }

    @Test("A node without its partitions says so")
    mutating func uninitialized() {
        state.nodes[0].isInitialized = false
        let none = Base64.encode([UInt8](repeating: 0, count: 512))
        #expect(ask("partition-generation", "replicas") == ["-1", "test:0,1,\(none);bar:0,1,\(none)"])
    }

    @Test("Truncation empties a set, or a namespace, and demands its names")
    mutating func truncation() throws {
        for (number, set) in ["a", "a", "b"].enumerated() {
            var record = SandboxRecord(setName: set)
            record.set("n", to: .integer(Int64(number)))
            let key = Key(namespace: "test", setName: set, userKey: .integer(Int64(number)))
            state.store[0].store(record, key.digest)
        }
        #expect(ask("truncate:namespace=test") == ["ERROR:4:missing 'set'"])
        #expect(ask("truncate:set=a") == ["ERROR:20:missing 'namespace'"])
        #expect(ask("truncate:namespace=test;set=a;lut=1") == ["ERROR:4:would truncate to 0"])
        #expect(ask("truncate:namespace=test;set=a;lut=soon") == ["ERROR:4:would truncate to 0"])
        #expect(
            ask("truncate:namespace=test;set=a;lut=9000000000000000000") == ["ERROR:4:would truncate in the future"])
        #expect(
            ask("truncate:namespace=test;set=\(String(repeating: "a", count: 64))") == ["ERROR:4:'set' value too long"])
        #expect(state.store[0].recordCount == 3)
        #expect(ask("truncate:namespace=test;set=a") == ["ok"])
        #expect(state.store[0].recordCount == 1)
        #expect(ask("sets/test/a")[0].hasPrefix("objects=0:"))
        #expect(ask("sets/test/b")[0].hasPrefix("objects=1:"))
        #expect(ask("truncate-namespace:namespace=test", "objects") == ["ok", "0"])
        #expect(state.store[0].size == 0)
    }

    @Test("Statistics tell the truth about nodes and records")
    mutating func statistics() {
        state.lose(1)
        #expect(ask("statistics")[0].contains("cluster_size=2;"))
        #expect(ask("namespace/test")[0].hasPrefix("ns_cluster_size=2;effective_replication_factor=2;objects=0;"))
        #expect(ask("namespace/nope", "sets/nope") == ["type=unknown", "ns_type=unknown"])
        #expect(ask("cluster-stable:size=3") == ["ERROR:7:cluster not specified size"])
        #expect(ask("cluster-stable:size=2;ignore-migrations=no")[0].count >= 8)
    }

    @Test("User agents are counted while their connections are open, and must be base 64")
    mutating func userAgents() {
        var first: String?
        var second: String?
        for _ in 0..<2 {
            _ = state.answers(to: ["user-agent-set:value=YQ=="], node: 0, userAgent: &first, now: .testing)
        }
        _ = state.answers(to: ["user-agent-set:value=YQ=="], node: 0, userAgent: &second, now: .testing)
        #expect(ask("user-agents") == ["user-agent=YQ==:count=2;"])
        state.nodes[0].forget(first)
        state.nodes[0].forget(second)
        #expect(ask("user-agents") == [""])
        #expect(ask("user-agent-set:value=###") == ["ERROR:4:'value' invalid base64"])
        #expect(ask("user-agent-set:") == ["ERROR:4:missing 'value'"])
    }

    @Test("A request without names is answered with a summary")
    mutating func summary() {
        var userAgent: String?
        let names = state.answers(to: [], node: 0, userAgent: &userAgent, now: .testing).map(\.name)
        #expect(names.contains("node") && names.contains("build") && names.contains("statistics"))
    }
}
