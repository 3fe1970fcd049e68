import Testing

@testable import AerospikeSDK

@Suite("What a behavior asks for and cannot be had surfaces as an error")
struct BehaviorTests {
    @Test("Compression is refused before anything is sent, in every shape", arguments: Stage.all)
    func compression(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.put(users.id(1), ["a": 1])
            let small = caller.with(.patient.derivingWithChanges("small", useCompression: true))
            let errors = [
                await Self.failure { _ = try await small.get(users.id(1)) },
                await Self.failure { try await small.put(users.id(1), ["a": 2]) },
                await Self.failure { _ = try await small.run(small.session.query(users.ids(1, 2))) },
                await Self.failure { _ = try await small.run(small.session.query(users)) },
            ]
            #expect(errors.map { $0?.code } == [.notSupported, .notSupported, .notSupported, .notSupported])
            #expect(errors.allSatisfy { $0?.isInDoubt == false })
            #expect(try await caller.get(users.id(1)).bins == ["a": 1])
        }
    }

    @Test("A durable delete, which a Community Edition refuses, ends with its error", arguments: Stage.all)
    func durableDelete(stage: Stage) async throws {
        if case .profile = stage.backend { return }
        try await stage.perform { caller, users in
            for number in 1...2 { try await caller.put(users.id(number), ["a": 1]) }
            let durable = caller.with(.patient.derivingWithChanges("durable", durableDelete: true))
            let error = await Self.failure { _ = try await durable.run(durable.session.delete(users.id(1))) }
            #expect(error?.resultCode == .enterpriseOnly)
            #expect(error?.isInDoubt == false)
            let rows = try await durable.run(durable.session.delete(users.ids(1, 2)))
            #expect(rows.map(\.resultCode) == [.enterpriseOnly, .enterpriseOnly])
            #expect(try await caller.run(caller.session.query(users.ids(1, 2))).count == 2)
        }
    }

    @Test("A behavior that changes is obeyed by live sessions in every shape")
    func liveChange() async throws {
        try await Stage(backend: .sandbox, style: .tasks).backend.withDefinition { definition in
            try await definition.withSessions(["app": .patient]).withClient { client in
                let users = DataSet.of("test", "users")
                let session = try client.session("app")
                let caller = Caller(.tasks, client.cluster, .patient)
                try await caller.put(users.id(1), ["a": 1])
                let small = Behavior.patient.derivingWithChanges("app", useCompression: true)
                for behavior in [Behavior.patient, small, .patient] {
                    try client.apply(client.definition.withSessions(["app": behavior]))
                    let isRefused = behavior == small
                    #expect((await Self.failure { _ = try await session.get(users.id(1)) } != nil) == isRefused)
                    #expect(
                        await (Self.failure { _ = try await caller.run(session.query(users.ids(1, 2))) } != nil)
                            == isRefused)
                    #expect((await Self.failure { _ = try await caller.run(session.query(users)) } != nil) == isRefused)
                }
            }
        }
    }

    @Test("Sessions side by side share the connections of their client", arguments: Stage.Style.allCases)
    func manySessions(style: Stage.Style) async throws {
        try await Stage(backend: .sandbox, style: style).perform { caller, users in
            try await caller.put(users.id(1), ["a": 1])
            for _ in 0..<50 { _ = try await caller.get(users.id(1)) }
            func connections() -> Int { caller.cluster.topology.nodes.reduce(0) { $0 + $1.endpoint.connectionCount } }
            let before = connections()
            for number in 0..<50 {
                let other = caller.with(.patient.derivingWithChanges("b\(number)", maxRetries: number))
                #expect(try await other.get(users.id(1)).bins == ["a": 1])
            }
            #expect(connections() <= before)
        }
    }

    @inline(never)
    private static func failure(_ body: () async throws -> Void) async -> AerospikeError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? AerospikeError
        }
    }
}
