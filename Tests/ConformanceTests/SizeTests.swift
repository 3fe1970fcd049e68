import AerospikeSDK
import Testing

@Suite("Large records")
struct SizeTests {
    private static let large = Value.blob([UInt8](repeating: 1, count: 450_000) + [UInt8](repeating: 2, count: 450_000))

    @Test("A record of 900 kB is written and read, alone, in batches and in queries", arguments: Stage.all)
    func large(stage: Stage) async throws {
        try await stage.perform { caller, users in
            for number in 1...2 { try await caller.put(users.id(number), ["v": Self.large]) }
            #expect(try await caller.get(users.id(1)).bins["v"] == Self.large)
            let rows = try await caller.run(caller.session.query(users.ids(1...3)))
            #expect(rows.count == 2)
            #expect(rows.allSatisfy { $0.record.bins["v"] == Self.large })
            let queried = try await caller.run(caller.session.query(users))
            #expect(queried.count == 2)
            #expect(queried.allSatisfy { $0.record.bins["v"] == Self.large })
        }
    }

    @Test("A record that is too large is refused, and the connection goes on", arguments: Stage.all)
    func tooLarge(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let error = await #expect(throws: AerospikeError.self) {
                try await caller.put(users.id(1), ["v": .blob([UInt8](repeating: 1, count: 3 << 20))])
            }
            #expect(error?.resultCode == .recordTooBig)
            try await caller.put(users.id(1), ["v": 1])
            #expect(try await caller.get(users.id(1)).bins == ["v": 1])
        }
    }
}
