import Testing

@testable import AerospikeSDK

@Suite("Batches and streams at their edges")
struct EdgeTests {
    @Test("Keys stored beside digests are those of their own records", arguments: Stage.all)
    func storedKeys(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let storing = caller.with(.patient.derivingWithChanges("storing", sendKey: true))
            let keys = (0..<40).map { $0 % 2 == 0 ? users.id($0) : users.idFromDigest(users.id($0).digest) }
            let failures = try await storing.run(storing.session.upsert(keys).put(["a": 1])).filter { !$0.isOK }
            #expect(failures.isEmpty)
            let stored = try await caller.run(caller.session.query(users)).map(\.key)
            let wrong = stored.filter { key in
                key.userKey.map { Digest(setName: users.setName, userKey: $0) != key.digest } ?? false
            }
            #expect(wrong.isEmpty)
        }
    }

    @Test("A closed client is told of by a throw, in a batch as in a single command", arguments: Stage.all)
    func closed(stage: Stage) async throws {
        try await stage.perform { caller, users in
            await caller.cluster.close()
            for keys in [users.ids(1, 2), []] {
                let error = await #expect(throws: AerospikeError.self) {
                    try await caller.run(caller.session.query(keys))
                }
                #expect(error?.code == .clientClosed)
            }
        }
    }

    @Test("A batch of which nothing was sent is not in doubt")
    func cancelledBefore() async throws {
        try await Stage(backend: .sandbox, style: .tasks).perform { caller, users in
            let session = caller.session
            let task = Task {
                // The handle is used within its closure only.
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                try await session.upsert(users.ids(1, 2, 3)).put(["a": 1]).execute()
            }
            let error = await #expect(throws: AerospikeError.self) { _ = try await task.value }
            #expect(error?.code == .cancelled && error?.isInDoubt == false)
        }
    }

    @Test("A reader may take longer than the total time of its query", arguments: Stage.Style.allCases)
    func slowReader(style: Stage.Style) async throws {
        try await Stage(backend: .sandbox, style: style).perform { caller, users in
            try await caller.run(caller.session.upsert(users.ids(0..<300)).put(["a": 1]))
            let changes = BehaviorPatch {
                $0.totalTimeout = .seconds(2)
                $0.maxConcurrentNodes = 1
                $0.recordQueueSize = 1
            }
            let timed = caller.with(.patient.derivingWithChanges("timed", [.readsQuery: changes]))
            let rows = try await timed.run(timed.session.query(users), after: 1) {
                try await Task.sleep(for: .milliseconds(2_200))
            }
            #expect(rows.count == 300)
        }
    }

    // A server closes the connection over such a request, and with it everything else that waits there.
    @Test(
        "A request that is longer than servers take is refused before anything is sent", arguments: Stage.Style.allCases
    )
    func tooLong(style: Stage.Style) async throws {
        try await Stage(backend: .sandbox, style: style).perform { caller, users in
            let value = Value([UInt8](repeating: 1, count: WireLimits.frameLength + 1))
            let error = await #expect(throws: AerospikeError.self) { try await caller.put(users.id(1), ["v": value]) }
            #expect(error?.code == .invalidArgument && error?.isInDoubt == false)
        }
    }

    @Test("A request that is too long for one node fails its keys alone")
    func tooLongForOneNode() async throws {
        try await Stage(backend: .sandbox, style: .tasks).perform { caller, users in
            let keys = (0..<100).map { users.id($0) }
            let topology = caller.cluster.topology
            let nodes = try keys.map {
                try topology.node(for: $0.digest.partition, in: users.namespace, replica: .master, turn: 0).id
            }
            let other = try #require(nodes.firstIndex { $0 != nodes[0] })
            var batch = caller.session.batch()
            let value = Value([UInt8](repeating: 1, count: WireLimits.frameLength))
            batch.add(caller.session.upsert(keys[0]).put(["v": value]))
            batch.add(caller.session.upsert(keys[other]).put(["v": 1]))
            let rows = try await caller.run(batch)
            #expect(rows.map(\.isOK) == [false, true])
            #expect(rows[0].failure.code == .invalidArgument && !rows[0].failure.isInDoubt)
        }
    }

    @Test("Who walks on although the rest was given up, is told so", arguments: Stage.all)
    func givenUp(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.run(caller.session.upsert(users.ids(0..<200)).put(["a": 1]))
            let error = await #expect(throws: AerospikeError.self) {
                try await caller.walkOnAfterClosing(caller.session.query(users))
            }
            #expect(error?.code == .cancelled && error?.isInDoubt == false)
        }
    }
}
