import AerospikeSDK
import Testing

@Suite("Verbs on one record and on many")
struct VerbTests {
    @Test("Upsert creates a record, then changes it and keeps its other bins", arguments: Stage.all)
    func upsert(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let row = try await caller.run(caller.session.upsert(users.id(1)).put(["name": "Alice", "age": 28]))
            #expect(row.map(\.isOK) == [true])
            try await caller.run(caller.session.upsert(users.id(1)).put(["age": 29]))
            let record = try await caller.get(users.id(1))
            #expect(record.bins == ["name": "Alice", "age": 29])
            #expect(record.generation == 2)
        }
    }

    @Test("Get and put are the short forms of a read and an upsert", arguments: Stage.all)
    func getAndPut(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.put(users.id("alice"), ["name": "Alice", "age": 28])
            #expect(try await caller.get(users.id("alice"), bins: ["age"]).bins == ["age": 28])
            let error = await #expect(throws: AerospikeError.self) { try await caller.get(users.id("bob")) }
            #expect(error?.resultCode == .keyNotFound)
            #expect(error?.code == .server)
        }
    }

    @Test("Insert creates a record, and refuses one that exists", arguments: Stage.all)
    func insert(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.run(caller.session.insert(users.id(1)).put(["a": 1]))
            let error = await #expect(throws: AerospikeError.self) {
                try await caller.run(caller.session.insert(users.id(1)).put(["a": 2]))
            }
            #expect(error?.resultCode == .keyExists)
            #expect(error?.isInDoubt == false)
            let rows = try await caller.run(caller.session.insert(users.ids(1, 2)).put(["a": 3]))
            #expect(rows.map(\.resultCode) == [.keyExists, .ok])
            #expect(try await caller.get(users.id(1)).bins == ["a": 1])
        }
    }

    @Test("Update changes a record, and refuses one that does not exist", arguments: Stage.all)
    func update(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.put(users.id(1), ["a": 1, "b": 1])
            try await caller.run(caller.session.update(users.id(1)).put(["a": 2]))
            #expect(try await caller.get(users.id(1)).bins == ["a": 2, "b": 1])
            let error = await #expect(throws: AerospikeError.self) {
                try await caller.run(caller.session.update(users.id(2)).put(["a": 2]))
            }
            #expect(error?.resultCode == .keyNotFound)
            let rows = try await caller.run(caller.session.update(users.ids(2, 1)).put(["a": 3]))
            #expect(rows.map(\.resultCode) == [.keyNotFound, .ok])
        }
    }

    @Test("Replace leaves nothing of what was there", arguments: Stage.all)
    func replace(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.put(users.id(1), ["a": 1, "b": 1])
            try await caller.run(caller.session.replace(users.id(1)).put(["c": 2]))
            #expect(try await caller.get(users.id(1)).bins == ["c": 2])
            let rows = try await caller.run(caller.session.replace(users.ids(1, 2)).put(["d": 3]))
            #expect(rows.map(\.isOK) == [true, true])
            for number in 1...2 { #expect(try await caller.get(users.id(number)).bins == ["d": 3]) }
        }
    }

    @Test("Replace if exists refuses a record that does not", arguments: Stage.all)
    func replaceIfExists(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let error = await #expect(throws: AerospikeError.self) {
                try await caller.run(caller.session.replaceIfExists(users.id(1)).put(["a": 1]))
            }
            #expect(error?.resultCode == .keyNotFound)
            try await caller.put(users.id(1), ["a": 1])
            let rows = try await caller.run(caller.session.replaceIfExists(users.ids(1, 2)).put(["b": 2]))
            #expect(rows.map(\.resultCode) == [.ok, .keyNotFound])
            #expect(try await caller.get(users.id(1)).bins == ["b": 2])
        }
    }

    @Test("Delete removes records, and reports those that are not there", arguments: Stage.all)
    func delete(stage: Stage) async throws {
        try await stage.perform { caller, users in
            for number in 1...3 { try await caller.put(users.id(number), ["a": 1]) }
            #expect(try await caller.run(caller.session.delete(users.id(1))).map(\.resultCode) == [.ok])
            #expect(try await caller.run(caller.session.delete(users.id(1))).map(\.resultCode) == [.keyNotFound])
            let rows = try await caller.run(caller.session.delete(users.ids(1...4)))
            #expect(rows.map(\.resultCode) == [.keyNotFound, .ok, .ok, .keyNotFound])
            #expect(try await caller.run(caller.session.query(users.ids(1...4))).isEmpty)
        }
    }

    @Test("Touch counts as a write, and reports records that are not there", arguments: Stage.all)
    func touch(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.put(users.id(1), ["a": 1])
            #expect(try await caller.run(caller.session.touch(users.id(1))).map(\.resultCode) == [.ok])
            #expect(try await caller.run(caller.session.touch(users.id(2))).map(\.resultCode) == [.keyNotFound])
            #expect(
                try await caller.run(caller.session.touch(users.ids(1, 2))).map(\.resultCode) == [.ok, .keyNotFound])
            let record = try await caller.get(users.id(1))
            #expect(record.generation == 3)
            #expect(record.bins == ["a": 1])
        }
    }

    @Test("Exists tells whether there is a record", arguments: Stage.all)
    func exists(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.put(users.id(1), ["a": 1])
            #expect(try await caller.run(caller.session.exists(users.id(1))).map { try $0.asBool() } == [true])
            #expect(try await caller.run(caller.session.exists(users.id(2))).map { try $0.asBool() } == [false])
            #expect(
                try await caller.run(caller.session.exists(users.ids(2, 1))).map { try $0.asBool() } == [false, true])
        }
    }

    @Test("A write is refused unless the record's generation is the expected one", arguments: Stage.all)
    func generation(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let key = users.id(1)
            try await caller.put(key, ["a": 1])
            try await caller.run(caller.session.upsert(key).put(["a": 2]).ensureGeneration(is: 1))
            let error = await #expect(throws: AerospikeError.self) {
                try await caller.run(caller.session.upsert(key).put(["a": 3]).ensureGeneration(is: 1))
            }
            #expect(error?.resultCode == .generationError)
            let refused = await #expect(throws: AerospikeError.self) {
                try await caller.run(caller.session.delete(key).ensureGeneration(is: 1))
            }
            #expect(refused?.resultCode == .generationError)
            #expect(try await caller.get(key).bins == ["a": 2])
            #expect(try await caller.run(caller.session.delete(key).ensureGeneration(is: 2)).map(\.isOK) == [true])
        }
    }
}
