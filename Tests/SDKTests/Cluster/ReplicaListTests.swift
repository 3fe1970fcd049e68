import Testing

@testable import AerospikeSDK

@Suite("The partitions that a node says it holds")
struct ReplicaListTests {
    private let none = SimulatedCluster.Server.bitmap([])

    @Test("Each namespace has a regime and a bitmap for each copy")
    func namespaces() throws {
        let list = try ReplicaList(
            parsing: "test:3,2,\(SimulatedCluster.Server.bitmap([0, 9])),\(none);bar:0,1,\(none);")
        #expect(list.namespaces.map(\.name) == ["test", "bar"])
        #expect(list.namespaces.map(\.regime) == [3, 0])
        #expect(list.namespaces.map(\.bitmaps.count) == [2, 1])
        #expect(PartitionID.all.filter(list.namespaces[0].bitmaps[0].contains).map(\.index) == [0, 9])
    }

    @Test("A node that has just started may have nothing to say")
    func empty() throws {
        #expect(try ReplicaList(parsing: "").namespaces.isEmpty)
        #expect(try ReplicaList(parsing: "test:0,0").namespaces.first?.bitmaps.isEmpty == true)
    }

    @Test("The three recorded nodes together hold every partition of every namespace twice, each copy once")
    func recorded() throws {
        let lists = try Recording.threeNodes.map { try ReplicaList(parsing: try $0.info("replicas")) }
        for name in ["test", "bar"] {
            let namespaces = lists.compactMap { list in list.namespaces.first { $0.name == name } }
            #expect(namespaces.count == 3)
            for copy in 0..<2 {
                let isCovered = PartitionID.all.allSatisfy { partition in
                    namespaces.count { $0.bitmaps[copy].contains(partition) } == 1
                }
                #expect(isCovered)
            }
        }
    }

    @Test(
        "A malformed map is refused",
        arguments: [
            "test", "test:", "test:0", ":0,1,{}", "test:x,1,{}", "test:-1,1,{}", "test:0,x,{}", "test:0,2,{}",
            "test:0,1,{},{}", "test:0,1,", "test:0,1,AAAA", "test:0,1,!{}", "test:4294967296,1,{}", "test:0,-1",
            "test:0,9223372036854775807,{}", "test:0,-9223372036854775808,{}", "test:0,1,{};;bar",
        ])
    func malformed(text: String) {
        let text = text.split(separator: "{}", omittingEmptySubsequences: false).joined(separator: none)
        #expect(throws: AerospikeError.self) { try ReplicaList(parsing: text) }
    }

    @Test("No beginning of a map is taken for the whole, except where a namespace ends")
    func truncated() throws {
        let text = "test:0,2,\(none),\(none)"
        for length in 1..<text.count {
            #expect(throws: AerospikeError.self) { try ReplicaList(parsing: String(text.prefix(length))) }
        }
    }

    @Test("More copies than are of use are left unread; more namespaces than can be are refused")
    func huge() throws {
        let copies = Array(repeating: none, count: 40).joined(separator: ",")
        let list = try ReplicaList(parsing: "test:0,40,\(copies)")
        #expect(list.namespaces[0].bitmaps.count == ClusterLimits.replicas)
        let namespaces = (0...ClusterLimits.namespaces).map { "n\($0):0,1,\(none)" }.joined(separator: ";")
        #expect(throws: AerospikeError.self) { try ReplicaList(parsing: namespaces) }
    }
}

extension Recording {
    /// The answer to an info request.
    func info(_ name: String) throws -> String {
        for frame in frames where frame.direction == .response {
            let answers = try InfoMessage.answers(in: Array(frame.bytes.dropFirst(FrameHeader.length)))
            if let answer = answers.first(where: { $0.name == name }) { return answer.value }
        }
        throw WireError.invalidInfo
    }
}
