import AerospikeSDK
import Testing

@Suite("Reads by key")
struct ReadTests {
    @Test("A read of one record returns one row, or none", arguments: Stage.all)
    func one(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.put(users.id(1), ["a": 1, "b": 2])
            let rows = try await caller.run(caller.session.query(users.id(1)))
            #expect(rows.map(\.record.bins) == [["a": 1, "b": 2]])
            #expect(rows.map(\.key) == [users.id(1)])
            #expect(try await caller.run(caller.session.query(users.id(2))).isEmpty)
            let missing = try await caller.run(caller.session.query(users.id(2)).includeMissingKeys())
            #expect(missing.map(\.resultCode) == [.keyNotFound])
        }
    }

    @Test("A read of many records keeps their order and leaves missing ones out", arguments: Stage.all)
    func many(stage: Stage) async throws {
        try await stage.perform { caller, users in
            for number in [1, 3, 5] { try await caller.put(users.id(number), ["n": Value(number)]) }
            let keys = users.ids([5, 4, 3, 2, 1])
            let found = try await caller.run(caller.session.query(keys))
            #expect(found.map(\.record.bins) == [["n": 5], ["n": 3], ["n": 1]])
            #expect(found.map(\.index) == [0, 2, 4])
            let all = try await caller.run(caller.session.query(keys).includeMissingKeys())
            #expect(all.map(\.key) == keys)
            #expect(all.map(\.resultCode) == [.ok, .keyNotFound, .ok, .keyNotFound, .ok])
        }
    }

    @Test("A read returns the bins that are named, or none", arguments: Stage.all)
    func bins(stage: Stage) async throws {
        try await stage.perform { caller, users in
            for number in 1...2 { try await caller.put(users.id(number), ["a": 1, "b": 2, "c": 3]) }
            #expect(
                try await caller.run(caller.session.query(users.id(1)).bins("a", "c")).first?.record.bins == [
                    "a": 1, "c": 3,
                ])
            #expect(try await caller.run(caller.session.query(users.id(1)).bins("none")).first?.record.bins == [:])
            let without = try await caller.run(caller.session.query(users.id(1)).withNoBins()).first?.record
            #expect(without?.bins == [:])
            #expect(without?.generation == 1)
            let many = try await caller.run(caller.session.query(users.ids(1, 2)).bins("b"))
            #expect(many.map(\.record.bins) == [["b": 2], ["b": 2]])
            let bare = try await caller.run(caller.session.query(users.ids(1, 2, 3)).withNoBins())
            #expect(bare.map(\.record.generation) == [1, 1])
        }
    }

    @Test("A read returns bins that are named one by one", arguments: Stage.all)
    func binByBin(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.put(users.id(1), ["a": 1, "b": 2, "c": 3])
            let read = caller.session.query(users.id(1)).bin("c").get().bin("a").get()
            let rows = try await caller.run(read)
            #expect(rows.map(\.record.bins) == [["c": 3, "a": 1]])
        }
    }

    @Test("The rows of keys are one chunk", arguments: Stage.all)
    func chunk(stage: Stage) async throws {
        try await stage.perform { caller, users in
            for keys in [users.ids(1), users.ids(1, 2, 3)] {
                try await caller.run(caller.session.upsert(keys).put(["a": 1]))
                let chunks = try await caller.chunks(caller.session.query(keys))
                #expect(chunks.map(\.count) == [keys.count])
            }
        }
    }

    @Test("A record is found by its digest alone", arguments: Stage.all)
    func digest(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.put(users.id("alice"), ["a": 1])
            let key = users.idFromDigest(users.id("alice").digest)
            #expect(try await caller.get(key).bins == ["a": 1])
        }
    }

    @Test("Records without a set, and keys of every kind", arguments: Stage.all)
    func keys(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let bare = DataSet.of(users.namespace).id(users.setName)
            let keys = [
                users.id(1), users.id("1"), users.id([1] as [UInt8]), users.id(Int.min), users.id("Ünïcödé"), bare,
            ]
            for (number, key) in keys.enumerated() { try await caller.put(key, ["n": Value(number)]) }
            for (number, key) in keys.enumerated() { #expect(try await caller.get(key).bins == ["n": Value(number)]) }
            #expect(try await caller.run(caller.session.delete(keys)).allSatisfy(\.isOK))
        }
    }
}
