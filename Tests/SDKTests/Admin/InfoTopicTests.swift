import Testing

@testable import AerospikeSDK

@Suite("What nodes say of themselves")
struct InfoTopicTests {
    private static let refusal = AerospikeError(.server, "refused", resultCode: .parameterError, node: "A2")
    private static let silence = AerospikeError(.timeout, "no answer in time", node: "A3")

    private func answers(_ texts: String...) -> NodeAnswers {
        NodeAnswers(uniqueKeysWithValues: texts.enumerated().map { ("A\($0.offset + 1)", .success($0.element)) })
    }

    @Test("Versions and namespaces are those of all nodes together")
    func names() throws {
        let builds = try InfoTopic.builds
        #expect(builds.request.text == "build")
        #expect(try builds.read(answers("8.1.2.0", "8.1.2.0", "8.1.3.0")) == ["8.1.2.0", "8.1.3.0"])
        #expect(try InfoTopic.namespaces.read(answers("test;bar", "test", "")) == ["test", "bar"])
    }

    @Test("A namespace has what each node says, and sums")
    func namespace() throws {
        let topic = try InfoTopic.namespace("test")
        #expect(topic.request.text == "namespace/test")
        let one = "objects=4;master_objects=3;data_used_bytes=64;stop_writes=false;effective_replication_factor=2;odd"
        let two = "objects=2;master_objects=1;data_used_bytes=36;stop_writes=true;effective_replication_factor=2"
        let details = try #require(try topic.read(answers(one, two, "type=unknown")))
        #expect(details.objects == 6 && details.masterObjects == 4 && details.usedBytes == 100)
        #expect(details.stopsWrites && details.replicationFactor == 2)
        #expect(details.nodes.keys.sorted() == ["A1", "A2"])
        #expect(details.nodes["A1"]?["data_used_bytes"] == "64" && details.nodes["A1"]?.integer("odd") == nil)
        #expect(try topic.read(answers("type=unknown")) == nil)
        let huge = try #require(try topic.read(answers("objects=\(Int.max)", "objects=\(Int.max)")))
        #expect(huge.objects == .max && huge.replicationFactor == nil && !huge.stopsWrites)
    }

    @Test("Sets are told with their records and bytes, ordered by name")
    func sets() throws {
        let topic = try InfoTopic.sets(of: "test")
        #expect(topic.request.text == "sets/test")
        let one = "ns=test:set=users:objects=4:data_used_bytes=336;ns=test:set=carts:objects=1:data_used_bytes=64;"
        let sets = try topic.read(answers(one, "ns=test:set=users:objects=3:data_used_bytes=4;", "ns_type=unknown", ""))
        #expect(sets.map(\.dataSet) == [.of("test", "carts"), .of("test", "users")])
        #expect(sets.map(\.objects) == [1, 7] && sets.map(\.usedBytes) == [64, 340])
        #expect(sets[1].nodes.keys.sorted() == ["A1", "A2"])
    }

    @Test("A node tells its version and edition")
    func nodes() throws {
        let node = try Node.simulated(1)
        let topic = try InfoTopic.nodes([node])
        let told = try topic.read(["N1": .success("Aerospike Community Edition build 8.1.2.0")])
        #expect(told.map(\.build) == ["8.1.2.0"] && told.map(\.edition) == ["Aerospike Community Edition"])
        #expect(told.map(\.name) == ["N1"] && told.map(\.host) == [node.host])
        let odd = try topic.read(["N1": .success("something")])
        #expect(odd.map(\.build) == [node.build] && odd.map(\.edition) == ["something"])
    }

    @Test("A cluster is stable when all nodes know it by the same key")
    func stability() throws {
        let topic = try InfoTopic.isClusterStable
        #expect(try topic.read(answers("AB", "AB")))
        #expect(try !topic.read(answers("AB", "CD")))
        #expect(try !topic.read(["A1": .success("AB"), "A2": .failure(Self.refusal)]))
        #expect(throws: AerospikeError.self) { try topic.read(["A1": .success("AB"), "A3": .failure(Self.silence)]) }
    }

    @Test("A node that does not answer is not passed over")
    func failures() throws {
        let answers: NodeAnswers = [
            "A1": .success("8.1.2.0"), "A2": .failure(Self.refusal), "A3": .failure(Self.silence),
        ]
        let error = #expect(throws: AerospikeError.self) { try InfoTopic.builds.read(answers) }
        #expect(error?.causes == [Self.refusal, Self.silence])
        #expect(error?.message == "2 of 3 nodes did not answer")
        let alone = #expect(throws: AerospikeError.self) { try InfoTopic.builds.read(["A3": .failure(Self.silence)]) }
        #expect(alone == Self.silence)
    }

    @Test("The request of a truncation")
    func truncation() throws {
        let users = DataSet.of("test", "users")
        #expect(try Truncation.request(users, before: nil).text == "truncate:namespace=test;set=users")
        #expect(try Truncation.request(.of("test"), before: nil).text == "truncate-namespace:namespace=test")
        let moment = Duration.seconds(1_700_000_000) + .nanoseconds(5)
        #expect(
            try Truncation.request(users, before: moment).text
                == "truncate:namespace=test;set=users;lut=1700000000000000005")
        for wrong in [Duration.zero, .seconds(-1), .seconds(Int64.max)] {
            #expect(throws: AerospikeError.self) { try Truncation.request(users, before: wrong) }
        }
    }

    @Test(
        "Nothing can be slipped into a request by a name",
        arguments: ["a;set=b", "a:b", "a=b", "a\nb", "a\tb", "a/b", "a\0", "", "\u{7F}"])
    func injection(name: String) {
        if !name.isEmpty {
            #expect(throws: AerospikeError.self) { try Truncation.request(.of("test", name), before: nil) }
        }
        #expect(throws: AerospikeError.self) { try Truncation.request(.of(name, "users"), before: nil) }
        #expect(throws: AerospikeError.self) { try InfoTopic.namespace(name) }
        #expect(throws: AerospikeError.self) { try InfoTopic.sets(of: name) }
    }

    @Test("A raw command is one line", arguments: ["", "build\n", "build\ntruncate-namespace:namespace=test", "a\tb"])
    func raw(command: String) throws {
        #expect(throws: AerospikeError.self) { try InfoRequest(line: command) }
        #expect(try InfoRequest(line: "get-config:context=network").text == "get-config:context=network")
    }
}
