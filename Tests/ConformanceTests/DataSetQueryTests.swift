import AerospikeSDK
import Testing

@Suite("Queries of a data set")
struct DataSetQueryTests {
    @Test("Every record is returned once, whatever its partition", arguments: Stage.all)
    func everyRecord(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.fill(users, 0..<5000)
            let rows = try await caller.run(caller.session.query(users))
            #expect(rows.count == 5000)
            #expect(Set(rows.map(\.key)) == Set(users.ids(0..<5000)))
            #expect(Set(rows.compactMap { $0.record.bins["n"]?.integerValue }) == Set(0..<5000))
            #expect(rows.allSatisfy { $0.key.setName == users.setName && $0.key.namespace == users.namespace })
        }
    }

    @Test("A query returns the bins that are named, or none", arguments: Stage.all)
    func bins(stage: Stage) async throws {
        try await stage.perform { caller, users in
            for number in 0..<20 { try await caller.put(users.id(number), ["a": 1, "b": 2]) }
            let named = try await caller.run(caller.session.query(users).bins("b"))
            #expect(named.map(\.record.bins) == Array(repeating: ["b": 2], count: 20))
            let without = try await caller.run(caller.session.query(users).withNoBins())
            #expect(without.count == 20)
            #expect(without.allSatisfy { $0.record.bins.isEmpty && $0.record.generation == 1 })
        }
    }

    @Test("A limit counts the rows of all nodes together", arguments: Stage.all, [1, 7, 199, 200, 1000])
    func limit(stage: Stage, limit: Int) async throws {
        try await stage.perform { caller, users in
            try await caller.fill(users, 0..<200)
            let rows = try await caller.run(caller.session.query(users).limit(limit))
            #expect(rows.count == min(limit, 200))
            #expect(Set(rows.map(\.key)).count == rows.count)
        }
    }

    @Test("A set without records has no rows", arguments: Stage.all)
    func empty(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let rows = try await caller.run(caller.session.query(users))
            #expect(rows.isEmpty)
        }
    }

    @Test("A query that is left early frees its connections for further commands", arguments: Stage.all)
    func earlyExit(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.fill(users, 0..<1000)
            let narrow = caller.with(.narrow)
            for count in [0, 1, 10] {
                #expect(try await narrow.begin(narrow.session.query(users), rows: count).count == count)
                #expect(try await caller.get(users.id(count)).bins == ["n": Value(count)])
            }
            #expect(try await narrow.run(narrow.session.query(users)).count == 1000)
        }
    }

    @Test("A reader that is slow loses nothing", arguments: Stage.all)
    func slowReader(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.fill(users, 0..<1000)
            let narrow = caller.with(.narrow)
            let rows = try await narrow.run(narrow.session.query(users))
            #expect(Set(rows.map(\.key)).count == 1000)
        }
    }

    @Test("Queries run side by side with each other and with other commands", arguments: Stage.all)
    func sideBySide(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.fill(users, 0..<500)
            try await withThrowingTaskGroup { group in
                for number in 0..<6 {
                    group.addTask {
                        let rows = try await caller.run(caller.session.query(users))
                        #expect(rows.count == 500)
                        let record = try await caller.get(users.id(number))
                        #expect(record.bins == ["n": Value(number)])
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("Nodes can be asked one after another, and held to a pace", arguments: Stage.all)
    func paced(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.fill(users, 0..<100)
            let paced = caller.with(.oneNode)
            let rows = try await paced.run(paced.session.query(users).recordsPerSecond(100_000))
            #expect(Set(rows.map(\.key)).count == 100)
        }
    }

    @Test("A query of a namespace that is not there is refused", arguments: Stage.all)
    func unknownNamespace(stage: Stage) async throws {
        try await stage.perform { caller, _ in
            let error = await #expect(throws: AerospikeError.self) {
                try await caller.run(caller.session.query(DataSet.of("nowhere")))
            }
            #expect(error?.code == .unknownNamespace)
        }
    }
}

extension Behavior {
    fileprivate static let oneNode = Behavior.patient.derivingWithChanges(
        "one node", [.readsQuery: BehaviorPatch { $0.maxConcurrentNodes = 1 }])
}
