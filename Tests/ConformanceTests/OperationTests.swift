import AerospikeSDK
import Testing

@Suite("Operations on single bins")
struct OperationTests {
    @Test("Numbers are added to, and texts and bytes lengthened, in the order given", arguments: Stage.all)
    func inOrder(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let key = users.id(1)
            try await caller.put(key, ["n": 1, "d": 1.5, "s": "b", "b": .blob([2]), "x": 1])
            let rows = try await caller.run(
                caller.session.upsert(key).bin("n").add(41).bin("d").add(0.25).bin("s").append("c").bin("s").prepend(
                    "a"
                )
                .bin("b").append(.blob([3])).bin("b").prepend(.blob([1])).bin("x").remove().bin("y").setTo("new"))
            #expect(rows.map(\.isOK) == [true])
            let bins: Bins = ["n": 42, "d": 1.75, "s": "abc", "b": .blob([1, 2, 3]), "y": "new"]
            #expect(try await caller.get(key).bins == bins)
        }
    }

    @Test("A bin is returned as the operations before left it", arguments: Stage.all)
    func reads(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let key = users.id(1)
            let rows = try await caller.run(caller.session.upsert(key).bin("n").add(5).bin("n").get())
            #expect(rows.first?.record.bins["n"] == 5)
            let both = try await caller.run(caller.session.upsert(key).bin("n").add(1).bin("n").get().put(["m": 1]))
            #expect(both.first?.record.bins["n"] == 6)
            #expect(try await caller.get(key).bins == ["n": 6, "m": 1])
        }
    }

    @Test("An operation that does not fit its bin changes nothing", arguments: Stage.all)
    func binTypes(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let key = users.id(1)
            try await caller.put(key, ["s": "text", "n": 1])
            let error = await #expect(throws: AerospikeError.self) {
                try await caller.run(caller.session.upsert(key).bin("n").add(1).bin("s").add(1))
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
                #expect(try await caller.run(caller.session.upsert(keys).bin("n").add(2)).allSatisfy(\.isOK))
            }
            let rows = try await caller.run(caller.session.query(keys))
            #expect(rows.map(\.record.bins) == Array(repeating: ["n": 4], count: 9))
        }
    }
}
