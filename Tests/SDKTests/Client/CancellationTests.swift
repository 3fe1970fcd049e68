import Glibc
import Testing

@testable import AerospikeSDK

@Suite("Tasks that are cancelled")
struct CancellationTests {
    private let users = DataSet.of("test", "users")

    @Test("A command in flight ends as cancelled, and the next one on its connection gets its own record")
    func inFlight() async throws {
        let isCancelled = ThreadSignal<Void>()
        let peer = try ScriptedPeer([[.wait(isCancelled), .answer]])
        try await peer.withCluster(connections: 1) { cluster in
            let task = Task { try await Driver.tasks.get(users.id(1), on: cluster) }
            try await eventually("the request is sent") { peer.commandCount == 1 }
            task.cancel()
            let error = await #expect(throws: AerospikeError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            isCancelled.send(())
            try await Driver.tasks.expectOwnRecords(on: cluster)
            #expect(peer.acceptedCount == 2, "one connection for the tend, one for commands")
        }
    }

    @Test("A write in flight that is cancelled is in doubt")
    func doubt() async throws {
        let isCancelled = ThreadSignal<Void>()
        let peer = try ScriptedPeer([[.wait(isCancelled), .answer]])
        try await peer.withCluster(connections: 1) { cluster in
            let command = RecordCommand(users.id(1), .write(["a": 1], WriteConditions()))
            let sent = Task { try await cluster.execute(command, .patient) }
            try await eventually("the request is sent") { peer.commandCount == 1 }
            sent.cancel()
            let error = await #expect(throws: AerospikeError.self) { try await sent.value }
            #expect(error?.isInDoubt == true)
            isCancelled.send(())
            try await Driver.tasks.expectOwnRecords(on: cluster)
        }
    }

    @Test("A batch of writes that is cancelled between two tries is in doubt")
    func doubtBetweenTries() async throws {
        let patch = BehaviorPatch { ($0.maxRetries, $0.retryDelay, $0.replica) = (9, .seconds(20), .sequence) }
        let behavior = Behavior.patient.derivingWithChanges("slow", [.all: patch])
        let peer = try ScriptedPeer()
        peer.setHabit(.close)
        try await peer.withCluster { cluster in
            let batch = Task {
                try await cluster.executeBatch(
                    BatchCommands(users.ids(0..<2), .write(["a": 1], WriteConditions())), behavior)
            }
            // The first retry goes elsewhere and comes at once; before the second there is a pause.
            let endpoint = try #require(cluster.topology.nodes.first).endpoint
            try await eventually("both tries have failed") { peer.commandCount == 2 && endpoint.connectionCount == 0 }
            batch.cancel()
            let error = await #expect(throws: AerospikeError.self) { try await batch.value }
            #expect(error?.code == .cancelled)
            #expect(error?.isInDoubt == true)
        }
    }

    @Test("A task that is cancelled already sends nothing that it waits for")
    func before() async throws {
        let peer = try ScriptedPeer()
        try await peer.withCluster { cluster in
            let task = Task {
                // The task is this one, and does not leave the closure.
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                return try await Driver.tasks.get(users.id(1), on: cluster)
            }
            let error = await #expect(throws: AerospikeError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            try await Driver.tasks.expectOwnRecords(on: cluster)
        }
    }

    @Test("Many commands cancelled at any moment leave every other one its own record")
    func manyAtAnyMoment() async throws {
        let peer = try ScriptedPeer()
        try await peer.withCluster(connections: 4) { cluster in
            await withTaskGroup { group in
                for number in 0..<400 {
                    group.addTask {
                        let key = users.id(number)
                        let task = Task { try await Driver.tasks.get(key, on: cluster) }
                        if number.isMultiple(of: 3) { task.cancel() }
                        switch await task.result {
                        case .success(let record): #expect(record.digest == key.digest)
                        case .failure(let error): #expect((error as? AerospikeError)?.code == .cancelled)
                        }
                    }
                }
            }
            let endpoint = try #require(cluster.topology.nodes.first).endpoint
            #expect(endpoint.connectionCount <= 4)
            try await Driver.tasks.expectOwnRecords(on: cluster)
        }
    }

    @Test("A batch that is cancelled ends as cancelled, and frees its connection")
    func batch() async throws {
        let isCancelled = ThreadSignal<Void>()
        let peer = try ScriptedPeer([[.wait(isCancelled)]])
        try await peer.withCluster(connections: 1) { cluster in
            let task = Task { try await Driver.tasks.batch(users.ids(0..<9), on: cluster) }
            try await eventually("the request is sent") { peer.commandCount == 1 }
            task.cancel()
            let error = await #expect(throws: AerospikeError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            isCancelled.send(())
            try await Driver.tasks.expectOwnRecords(on: cluster)
        }
    }

    @Test("A query whose reader is cancelled ends as cancelled, and frees its connection")
    func query() async throws {
        let isCancelled = ThreadSignal<Void>()
        let peer = try ScriptedPeer([[.send(PeerAnswers.rows([try .inPartition(1, 1)])), .wait(isCancelled)]])
        try await peer.withCluster(connections: 1) { cluster in
            let task = Task { try await Driver.tasks.query(users, on: cluster) }
            try await eventually("the request is sent") { peer.commandCount == 1 }
            task.cancel()
            let error = await #expect(throws: AerospikeError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            isCancelled.send(())
            try await Driver.tasks.expectOwnRecords(on: cluster)
        }
    }

    @Test("Connecting that is cancelled ends, and can be done again")
    func connecting() async throws {
        let silent = try PeerSocket.listening()
        defer { close(silent.descriptor) }
        let cluster = Cluster(ClusterDefinition("127.0.0.1", silent.port))
        let task = Task { try await cluster.connect() }
        task.cancel()
        let error = await #expect(throws: AerospikeError.self) { try await task.value }
        #expect(error?.code == .cancelled)
        await cluster.close()
    }
}
