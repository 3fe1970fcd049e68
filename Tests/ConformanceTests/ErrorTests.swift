import Testing

@testable import AerospikeSDK

@Suite("Commands that are refused")
struct ErrorTests {
    @Test("A namespace that the cluster does not have", arguments: Stage.all)
    func unknownNamespace(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let error = await #expect(throws: AerospikeError.self) {
                try await caller.get(DataSet.of("nowhere").id(1))
            }
            #expect(error?.code == .unknownNamespace)
            #expect(error?.advice?.contains(users.namespace) == true)
        }
    }

    @Test("Names and commands that cannot be", arguments: Stage.all)
    func invalidArguments(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let key = users.id(1)
            let long = DataSet.of(String(repeating: "n", count: 32))
            try await expectInvalid { try await caller.put(key, ["sixteen-letters!": 1]) }
            try await expectInvalid { try await caller.put(key, ["": 1]) }
            try await expectInvalid { try await caller.put(key, [:]) }
            try await expectInvalid { try await caller.put(long.id(1), ["a": 1]) }
            try await expectInvalid { _ = try await caller.get(key, bins: []) }
            try await expectInvalid { _ = try await caller.run(caller.session.query([key]).bins([])) }
            try await expectInvalid { _ = try await caller.run(caller.session.query(users).limit(0)) }
            try await expectInvalid { _ = try await caller.run(caller.session.query(long)) }
        }
    }

    @Test("A closed client", arguments: Stage.all)
    func closed(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.put(users.id(1), ["a": 1])
            let commands = Task {
                try await withThrowingTaskGroup { group in
                    for number in 0..<8 {
                        group.addTask { while true { try await caller.put(users.id(number), ["a": 1]) } }
                    }
                    try await group.waitForAll()
                }
            }
            await caller.cluster.close()
            let error = await #expect(throws: AerospikeError.self) { try await commands.value }
            #expect([.clientClosed, .connectionClosed].contains(error?.code))
            let refused = await #expect(throws: AerospikeError.self) { try await caller.get(users.id(1)) }
            #expect(refused?.code == .clientClosed)
            let query = await #expect(throws: AerospikeError.self) { try await caller.run(caller.session.query(users)) }
            #expect(query?.code == .clientClosed)
        }
    }

    @Test("No description of an error holds a key or a value", arguments: Stage.all)
    func secrets(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let key = users.id("secret-key")
            try await caller.put(key, ["a": "secret-value"])
            let error = await #expect(throws: AerospikeError.self) {
                try await caller.run(caller.session.insert(key).put(["a": "secret-value"]))
            }
            #expect(error.map { "\($0)".contains("secret") } == false)
        }
    }

    private func expectInvalid(
        sourceLocation: SourceLocation = #_sourceLocation,
        _ command: () async throws -> Void
    ) async throws {
        let error = await #expect(throws: AerospikeError.self, sourceLocation: sourceLocation) { try await command() }
        #expect(error?.code == .invalidArgument, sourceLocation: sourceLocation)
    }
}
