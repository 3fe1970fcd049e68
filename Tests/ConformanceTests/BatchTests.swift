import AerospikeSDK
import Testing

@Suite("Batches")
struct BatchTests {
    @Test("Batches of any size are written and read, each record its own", arguments: Stage.all, [1, 2, 100, 2000])
    func sizes(stage: Stage, count: Int) async throws {
        try await stage.perform { caller, users in
            let keys = users.ids(0..<count)
            try await caller.fill(users, 0..<count)
            let rows = try await caller.run(caller.session.query(keys))
            #expect(rows.map(\.key) == keys)
            #expect(rows.map { $0.record.bins["n"] } == (0..<count).map { Value($0) })
            #expect(try await caller.run(caller.session.upsert(keys).put(["m": 1])).allSatisfy(\.isOK))
            #expect(try await caller.run(caller.session.exists(keys)).count { try $0.asBool() } == count)
            #expect(try await caller.run(caller.session.delete(keys)).allSatisfy(\.isOK))
            #expect(try await caller.run(caller.session.query(keys)).isEmpty)
        }
    }

    @Test("A batch of no keys has no rows", arguments: Stage.all)
    func empty(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let rows = try await caller.run(caller.session.query([]))
            let written = try await caller.run(caller.session.upsert([]).put(["a": 1]))
            let deleted = try await caller.run(caller.session.delete([]))
            #expect(rows.count + written.count + deleted.count == 0)
        }
    }

    @Test("A key that stands in a batch twice has two rows", arguments: Stage.all)
    func duplicates(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.put(users.id(1), ["n": 1])
            let keys = users.ids([1, 2, 1, 2, 1])
            let rows = try await caller.run(caller.session.query(keys).includeMissingKeys())
            #expect(rows.map(\.resultCode) == [.ok, .keyNotFound, .ok, .keyNotFound, .ok])
            #expect(rows.map(\.index) == [0, 1, 2, 3, 4])
            try await caller.run(caller.session.upsert(keys).bin("n").incrementBy(1))
            #expect(try await caller.run(caller.session.query(users.ids(1, 2))).map { $0.record.bins["n"] } == [4, 2])
        }
    }

    @Test("Keys of several sets, and stored keys", arguments: Stage.all)
    func severalSets(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let other = DataSet.of(users.namespace, users.setName + "-2")
            let keys = [
                users.id(1), other.id(1), users.id("a"), other.id("a"), DataSet.of(users.namespace).id(users.setName),
            ]
            let storing = caller.with(.patient.derivingWithChanges("storing", sendKey: true))
            #expect(try await storing.run(storing.session.upsert(keys).put(["a": 1])).allSatisfy(\.isOK))
            #expect(try await caller.run(caller.session.query(keys)).map(\.key) == keys)
            let stored = try await caller.run(caller.session.query(users)).map(\.key.userKey)
            #expect(Set(stored) == [.integer(1), .string("a")])
            try await caller.run(caller.session.delete(keys))
        }
    }

    @Test("A namespace that is not there fails its own keys", arguments: Stage.all)
    func unknownNamespace(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.put(users.id(1), ["a": 1])
            let keys = [users.id(1), DataSet.of("nowhere").id(1)]
            let rows = try await caller.run(caller.session.query(keys).includeMissingKeys())
            #expect(rows.map(\.isOK) == [true, false])
            #expect(rows[1].error?.code == .unknownNamespace)
        }
    }
}
