import AerospikeSDK
import Testing

@Suite("Many callers at the same time")
struct ConcurrencyTests {
    @Test("Each of 64 tasks gets its own records", arguments: Stage.all)
    func tasks(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await withThrowingTaskGroup { group in
                for task in 0..<64 {
                    group.addTask {
                        for round in 0..<10 {
                            let number = task * 10 + round
                            try await caller.put(users.id(number), ["n": Value(number)])
                            #expect(try await caller.get(users.id(number)).bins == ["n": Value(number)])
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("Increments by many tasks are all counted", arguments: Stage.all)
    func increments(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await withThrowingTaskGroup { group in
                for _ in 0..<50 {
                    group.addTask {
                        _ = try await caller.run(caller.session.upsert(users.id(1)).bin("n").incrementBy(1))
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await caller.get(users.id(1)).bins == ["n": 50])
        }
    }

    @Test("Sessions of one client differ in their behavior alone", arguments: Stage.all)
    func sessions(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let storing = caller.with(.patient.derivingWithChanges("storing", sendKey: true))
            try await withThrowingTaskGroup { group in
                for number in 0..<20 {
                    group.addTask { try await (number < 10 ? caller : storing).put(users.id(number), ["n": 1]) }
                }
                try await group.waitForAll()
            }
            let stored = try await caller.run(caller.session.query(users)).compactMap(\.key.userKey)
            #expect(Set(stored) == Set((10..<20).map { .integer($0) }))
        }
    }

    @Test("A client for threads serves eight of them at the same time", arguments: Backend.available)
    func threads(backend: Backend) async throws {
        try await backend.withDefinition { definition in
            let client = SyncClient(definition)
            try await onThread { () throws(AerospikeError) in try client.connect() }
            let users = DataSet.unique(in: backend.namespace)
            try await withThrowingTaskGroup { group in
                for thread in 0..<8 {
                    group.addTask {
                        try await onThread { () throws(AerospikeError) in
                            try Self.writeAndRead(
                                client.createSession(.patient), users, 100 * thread..<100 * thread + 100)
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await onThread { () throws(AerospikeError) in client.close() }
        }
    }

    /// Whatever a thread reads is its own; it deletes what it wrote.
    private static func writeAndRead(
        _ session: SyncSession,
        _ users: DataSet,
        _ numbers: Range<Int>
    ) throws(AerospikeError) {
        for number in numbers {
            try session.put(users.id(number), ["n": Value(number)])
            let record = try session.get(users.id(number))
            #expect(record.bins == ["n": Value(number)])
        }
        let rows = try session.query(users.ids(numbers)).execute().collect()
        #expect(rows.map { $0.record.bins["n"] } == numbers.map { Value($0) })
        let deleted = try session.delete(users.ids(numbers)).execute().failures()
        #expect(deleted.isEmpty)
    }
}
