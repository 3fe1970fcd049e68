import AerospikeSDK
import Testing

@Suite("Operations on single bins")
struct OperationTests {
    @Test("Numbers are added to, and texts and bytes lengthened, in the order given", arguments: Stage.all)
    func inOrder(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let key = users.id(1)
            try await caller.put(key, ["n": 1, "d": 1.5, "s": "b", "b": .blob([2]), "x": 1])
            let command = caller.session.upsert(key)
                .bin("n").incrementBy(41)
                .bin("d").incrementBy(0.25)
                .bin("s").append("c").bin("s").prepend("a")
                .bin("b").append(.blob([3])).bin("b").prepend(.blob([1]))
                .bin("x").remove()
                .bin("y").setTo("new")
            let rows = try await caller.run(command)
            #expect(rows.map(\.isOK) == [true])
            let bins: Bins = ["n": 42, "d": 1.75, "s": "abc", "b": .blob([1, 2, 3]), "y": "new"]
            #expect(try await caller.get(key).bins == bins)
        }
    }

    @Test("A bin is returned as the operations before left it", arguments: Stage.all)
    func reads(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let key = users.id(1)
            let rows = try await caller.run(caller.session.upsert(key).bin("n").incrementBy(5).bin("n").get())
            #expect(rows.first?.record.bins["n"] == 5)
            let both = try await caller.run(
                caller.session.upsert(key).bin("n").incrementBy(1).bin("n").get().put(["m": 1]))
            #expect(both.first?.record.bins["n"] == 6)
            #expect(try await caller.get(key).bins == ["n": 6, "m": 1])
        }
    }

    @Test("What operations return is told by bin and by position", arguments: Stage.all)
    func results(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let key = users.id(1)
            try await caller.put(key, ["n": 1, "s": "old"])
            let command = caller.session.update(key)
                .bin("n").get().bin("n").incrementBy(2).bin("n").get()
                .bin("s").get().bin("s").setTo("new")
                .bin("none").get()
            let record = try #require(try await caller.run(command).first).record
            #expect(record.results == [1, nil, 3, "old", nil, nil])
            #expect(record.bins == ["n": 3, "s": "old"], "each name has what was read last")
            let one = try await caller.run(caller.session.update(key).bin("n").incrementBy(1).bin("n").get())
            #expect(one.first?.record.results == [nil, 4])
            let none = try await caller.run(caller.session.update(key).bin("none").get().put(["m": 1]))
            #expect(none.first?.record.results == [nil, nil])
            let batch = try await caller.run(caller.session.update([key]).bin("n").incrementBy(1).bin("n").get())
            #expect(batch.first?.record.results == [nil, 5])
            #expect(batch.first?.record.bins == ["n": 5])
            #expect(try await caller.run(caller.session.update([key]).put(["m": 2])).first?.record.bins == [:])
        }
    }

    @Test("An operation that does not fit its bin changes nothing", arguments: Stage.all)
    func binTypes(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let key = users.id(1)
            try await caller.put(key, ["s": "text", "n": 1])
            let error = await #expect(throws: AerospikeError.self) {
                try await caller.run(caller.session.upsert(key).bin("n").incrementBy(1).bin("s").incrementBy(1))
            }
            #expect(error?.resultCode == .binTypeError)
            #expect(try await caller.get(key).bins == ["s": "text", "n": 1])
        }
    }

    @Test("Operations are carried out on every record of a batch", arguments: Stage.all)
    func batch(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let keys = users.ids(1...9)
            for _ in 1...2 {
                #expect(try await caller.run(caller.session.upsert(keys).bin("n").incrementBy(2)).allSatisfy(\.isOK))
            }
            let rows = try await caller.run(caller.session.query(keys))
            #expect(rows.map(\.record.bins) == Array(repeating: ["n": 4], count: 9))
        }
    }
}
