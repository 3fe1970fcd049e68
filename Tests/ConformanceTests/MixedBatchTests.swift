import AerospikeSDK
import Testing

@Suite("Batches of different commands")
struct MixedBatchTests {
    @Test("Each key has done to it what was asked, and its row says how it went", arguments: Stage.all)
    func mixed(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.fill(users, 1..<8)
            let rows = try await caller.run(everything(caller.session, users))
            let codes: [ResultCode] = [
                .ok, .keyExists, .ok, .keyNotFound, .ok, .ok, .keyNotFound, .ok, .ok, .ok, .keyNotFound, .keyNotFound,
            ]
            #expect(rows.map(\.resultCode) == codes)
            #expect(rows.map(\.index) == Array(0..<12))
            #expect(rows[2].record.bins == ["n": 12])
            #expect(rows[8].record.bins == ["n": 6])
            #expect(rows[9].record.bins == [:])
            let left = try await caller.run(caller.session.query(users.ids(0..<9)).includeMissingKeys())
            let bins: [Bins] = [["n": 0], ["n": 1], ["n": 12], ["only": 3], [:], ["n": 5], ["n": 6], ["n": 7], [:]]
            #expect(left.map(\.record.bins) == bins)
        }
    }

    private func everything(_ session: Session, _ users: DataSet) -> some TaskCommand {
        session
            .upsert(users.id(0)).put(["n": 0])
            .insert(users.id(1)).put(["n": -1])
            .update(users.id(2)).bin("n").incrementBy(10).bin("n").get()
            .update(users.id(100)).put(["n": 1])
            .replace(users.id(3)).put(["only": 3])
            .delete(users.id(4))
            .delete(users.id(101))
            .touch(users.id(5)).expireRecordAfter(.seconds(1000))
            .query(users.id(6))
            .exists(users.id(7))
            .exists(users.id(102))
            .replaceIfExists(users.id(103)).put(["n": 1])
    }

    @Test("A read in a chain leaves keys without a record out, unless told otherwise", arguments: Stage.all)
    func missing(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let session = caller.session
            let chain = session.upsert(users.id(1)).put(["a": 1]).query(users.id(2)).query(users.id(3))
            let told = try await caller.run(chain)
            #expect(told.map(\.index) == [0])
            let telling = session.query(users.id(2)).query(users.id(3)).includeMissingKeys()
            let more = try await caller.run(telling)
            #expect(more.map(\.index) == [1], "it concerns the read before it")
        }
    }

    @Test("Commands added one by one are one batch, though there be thousands", arguments: Stage.all)
    func added(stage: Stage) async throws {
        try await stage.perform { caller, users in
            var batch = caller.session.batch()
            for number in 0..<3000 { batch.add(caller.session.upsert(users.id(number)).put(["n": Value(number)])) }
            for number in 0..<1000 { batch.add(caller.session.update(users.id(number)).bin("n").incrementBy(1)) }
            let rows = try await caller.run(batch)
            #expect(rows.count == 4000 && rows.allSatisfy(\.isOK))
            #expect(try await caller.get(users.id(999)).bins == ["n": 1000])
            #expect(try await caller.run(caller.session.batch()).isEmpty)
            let one = try await caller.run(
                added(to: caller.session.batch(), caller.session.update(users.id(-1)).put(["a": 1])))
            #expect(one.map(\.resultCode) == [.keyNotFound], "one key in a batch fails in its row")
        }
    }

    private func added(
        to batch: CommandChain<Asynchronous>,
        _ command: some ExecutableCommand<Asynchronous>
    ) -> CommandChain<Asynchronous> {
        var batch = batch
        batch.add(command)
        return batch
    }

    @Test("What is wrong with one command keeps all from being sent", arguments: Stage.all)
    func invalid(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let chain = caller.session.upsert(users.id(1)).put(["a": 1])
                .upsert(users.id(2)).put(["a": 1]).expireRecordAfterSeconds(-5)
                .upsert(users.id(3)).put(["a": 1])
            let error = await #expect(throws: AerospikeError.self) { try await caller.run(chain) }
            #expect(error?.code == .invalidArgument)
            let long = caller.session.delete(users.id(1)).upsert(users.id(2)).put([
                "a name of 16 by": 1, "a name of 16 byt": 1,
            ])
            let other = await #expect(throws: AerospikeError.self) { try await caller.run(long) }
            #expect(other?.code == .invalidArgument)
            let left = try await caller.run(caller.session.query(users.ids(1...3)))
            #expect(left.isEmpty)
        }
    }

    @Test("Rows come as nodes answer, each once and with its place", arguments: Stage.all, [1, 100, 5000])
    func streamed(stage: Stage, count: Int) async throws {
        try await stage.perform { caller, users in
            let keys = users.ids(0..<count)
            let written = try await caller.stream(caller.session.upsert(keys).put(["a": 1]))
            #expect(written.map(\.index).sorted() == Array(0..<count))
            #expect(written.allSatisfy { $0.isOK && $0.key == keys[$0.index] })
            let chain = caller.session.query(keys).delete(keys).exists(keys)
            let rows = try await caller.stream(chain)
            #expect(rows.map(\.index).sorted() == Array(0..<3 * count))
        }
    }

    @Test("Leaving a stream early frees its connections", arguments: Stage.all)
    func left(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let keys = users.ids(0..<2000)
            try await caller.run(caller.session.upsert(keys).put(["a": 1]))
            for _ in 0..<20 {
                let rows = try await caller.beginStream(caller.session.query(keys), rows: 3)
                #expect(rows.count == 3)
            }
            #expect(try await caller.run(caller.session.query(keys)).count == 2000)
        }
    }
}
