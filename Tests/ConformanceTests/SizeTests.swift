import AerospikeSDK
import Testing

@Suite("Large records")
struct SizeTests {
    private let large = Value.blob((0..<900_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })

    @Test("A record of 900 kB is written and read, alone, in batches and in queries", arguments: Stage.all)
    func large(stage: Stage) async throws {
        try await stage.perform { caller, users in
            for number in 1...4 { try await caller.put(users.id(number), ["v": large]) }
            #expect(try await caller.get(users.id(1)).bins["v"] == large)
            let rows = try await caller.run(caller.session.query(users.ids(1...5)))
            #expect(rows.count == 4)
            #expect(rows.allSatisfy { $0.record.bins["v"] == large })
            let queried = try await caller.run(caller.session.query(users))
            #expect(queried.count == 4)
            #expect(queried.allSatisfy { $0.record.bins["v"] == large })
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
