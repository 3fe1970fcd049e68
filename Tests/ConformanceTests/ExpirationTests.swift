import AerospikeSDK
import Foundation
import Testing

@Suite("How long records live")
struct ExpirationTests {
    @Test("A record lives as long as it was told", arguments: Stage.all)
    func forms(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let key = users.id(1)
            try await caller.run(caller.session.upsert(key).put(["a": 1]).expireRecordAfterSeconds(1000))
            try await expectLife(of: key, 900...1001, caller)
            try await caller.run(caller.session.upsert(key).put(["a": 2]).withNoChangeInExpiration())
            try await expectLife(of: key, 900...1001, caller)
            try await caller.run(caller.session.upsert(key).put(["a": 3]).expireRecordAfter(.milliseconds(1_999_001)))
            try await expectLife(of: key, 1900...2001, caller)
            try await caller.run(caller.session.upsert(key).put(["a": 4]).neverExpire())
            #expect(try await caller.get(key).expiration == .never)
        }
    }

    @Test("A touch renews a life", arguments: Stage.all)
    func touch(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let key = users.id(1)
            try await caller.run(caller.session.upsert(key).put(["a": 1]).expireRecordAfterSeconds(1000))
            try await caller.run(caller.session.touch(key).expireRecordAfter(.seconds(5000)))
            try await expectLife(of: key, 4900...5001, caller)
            try await caller.run(caller.session.touch([key]).neverExpire())
            #expect(try await caller.get(key).expiration == .never)
        }
    }

    @Test("A batch gives every record its life", arguments: Stage.all)
    func batch(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let keys = users.ids(1...5)
            try await caller.run(caller.session.upsert(keys).put(["a": 1]).expireRecordAfterSeconds(1000))
            for key in keys { try await expectLife(of: key, 900...1001, caller) }
        }
    }

    @Test("A life that cannot be is refused before anything is sent", arguments: Stage.all)
    func refused(stage: Stage) async throws {
        try await stage.perform { caller, users in
            for seconds in [0, -1, .max] {
                let error = await #expect(throws: AerospikeError.self) {
                    try await caller.run(
                        caller.session.upsert(users.id(1)).put(["a": 1]).expireRecordAfterSeconds(seconds))
                }
                #expect(error?.code == .invalidArgument)
            }
            let rows = try await caller.run(caller.session.query(users.id(1)))
            #expect(rows.isEmpty)
        }
    }

    private func expectLife(
        of key: Key,
        _ seconds: ClosedRange<Int64>,
        _ caller: Caller,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let life = try await caller.get(key).expiration.timeToLive(at: Int64(Date.now.timeIntervalSince1970))
        let range = Duration.seconds(seconds.lowerBound)...Duration.seconds(seconds.upperBound)
        #expect(life.map(range.contains) == true, "\(String(describing: life))", sourceLocation: sourceLocation)
    }
}
