import Testing

@testable import AerospikeSDK

@Suite("What becomes of failures")
struct ErrorStrategyTests {
    @Test("The failure of a single key is thrown, unless it is to stand in the stream", arguments: Stage.all)
    func single(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let command = caller.session.update(users.id(1)).put(["a": 1])
            for strategy in [nil, ErrorStrategy.raise] {
                let error = await #expect(throws: AerospikeError.self) {
                    try await caller.run(command, onError: strategy)
                }
                #expect(error?.resultCode == .keyNotFound)
                #expect(error?.attempts == 1)
                #expect(error?.node?.isEmpty == false)
            }
            let rows = try await caller.run(command, onError: .inStream)
            #expect(rows.map(\.resultCode) == [.keyNotFound])
            #expect(rows.first?.error?.node?.isEmpty == false)
        }
    }

    @Test("Failures among many keys stand in their rows, unless they are to be thrown", arguments: Stage.all)
    func many(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.put(users.id(2), ["a": 1])
            let command = caller.session.update(users.ids(1, 2, 3)).put(["a": 2])
            let rows = try await caller.run(command)
            #expect(rows.map(\.resultCode) == [.keyNotFound, .ok, .keyNotFound])
            #expect(rows.allSatisfy { $0.isOK || $0.error?.node?.isEmpty == false })
            let thrown = await #expect(throws: AerospikeError.self) { try await caller.run(command, onError: .raise) }
            #expect(thrown?.resultCode == .keyNotFound)
            let streamed = await #expect(throws: AerospikeError.self) {
                try await caller.stream(command, onError: .raise)
            }
            #expect(streamed?.resultCode == .keyNotFound)
            #expect(try await caller.get(users.id(2)).bins == ["a": 2])
        }
    }

    @Test("A handler is told of each failure, and the stream has the rest", arguments: Stage.all)
    func handler(stage: Stage) async throws {
        try await stage.perform { caller, users in
            try await caller.put(users.id(2), ["a": 1])
            let told = Lock<[Int: ResultCode?]>([:])
            let handler = ErrorStrategy.handler { key, index, error in
                #expect(key == users.id(index + 1))
                told.withLock { $0[index] = error.resultCode }
            }
            let command = caller.session.update(users.ids(1, 2, 3)).put(["a": 2])
            #expect(try await caller.run(command, onError: handler).map(\.index) == [1])
            #expect(told.withLock { $0 } == [0: .keyNotFound, 2: .keyNotFound])
            told.withLock { $0 = [:] }
            #expect(try await caller.stream(command, onError: handler).map(\.index) == [1])
            #expect(told.withLock { $0 } == [0: .keyNotFound, 2: .keyNotFound])
            told.withLock { $0 = [:] }
            #expect(try await caller.run(caller.session.update(users.id(1)).put(["a": 1]), onError: handler).isEmpty)
            #expect(told.withLock { $0 } == [0: .keyNotFound])
        }
    }

    @Test("A missing record is no failure of a read, a delete or a question", arguments: Stage.all)
    func missing(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let session = caller.session
            let keys = users.ids(1, 2)
            let read = try await caller.run(session.query(keys), onError: .raise)
            let readOne = try await caller.run(session.query(users.id(1)), onError: .raise)
            let deleted = try await caller.run(session.delete(keys), onError: .raise)
            let asked = try await caller.run(session.exists(keys), onError: .raise)
            let renewed = try await caller.run(session.touch(users.id(1)), onError: .raise)
            #expect(read.isEmpty && readOne.isEmpty)
            #expect(deleted.count == 2 && asked.count == 2 && renewed.count == 1)
        }
    }

    @Test("What makes no sense is thrown whatever the strategy", arguments: Stage.all)
    func invalid(stage: Stage) async throws {
        try await stage.perform { caller, users in
            let error = await #expect(throws: AerospikeError.self) {
                try await caller.run(caller.session.upsert(users.id(1)), onError: .inStream)
            }
            #expect(error?.code == .invalidArgument)
        }
    }
}
