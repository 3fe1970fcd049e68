import AerospikeSandbox
import Testing

@testable import AerospikeSDK

/// A reader takes one row and then lets the others wait.
///
/// What the node can send meanwhile is counted between it and the client. All rows together are far more than fits into
/// the buffers of the system, and one frame holds one row.
@Suite("How many rows a behavior lets wait for a slow reader", .timeLimit(.minutes(5)))
struct QueueSettingsTests {
    private static let keys = DataSet.of("test", "large").ids(0..<24)
    private static let rowSize = 1_000_000
    private static let wide = Behavior.patient.derivingWithChanges("wide", recordQueueSize: 1000)
    private static let narrow = Behavior.patient.derivingWithChanges("narrow", recordQueueSize: 2)

    @Test("As many rows are taken in as may wait", arguments: [true, false])
    func tasks(isBatch: Bool) async throws {
        try await perform(.tasks) { front, caller in
            let every = Self.keys.count * Self.rowSize
            try await read(isBatch, by: caller.with(Self.wide), front) { received in
                try await eventually("all rows wait") { try await received() >= every }
            }
            try await read(isBatch, by: caller.with(Self.narrow), front) { received in
                try await Self.lookAround(caller)
                #expect(try await received() < every, "the node waits")
            }
        }
    }

    @Test("Threads take in nothing ahead of the reader, whatever may wait", arguments: [true, false])
    func threads(isBatch: Bool) async throws {
        try await perform(.threads) { front, caller in
            try await read(isBatch, by: caller.with(Self.wide), front) { received in
                try await Self.lookAround(caller)
                #expect(try await received() < Self.keys.count * Self.rowSize, "the node waits")
            }
        }
    }

    /// Uses the client long enough for it to take in more rows, if it would.
    private static func lookAround(_ caller: Caller) async throws {
        for number in 0..<200 { try await caller.put(DataSet.of("test", "small").id(number % 8), ["n": 1]) }
    }

    /// Reads every row, and does something else behind the first one; it learns how many bytes have come since.
    private func read(
        _ isBatch: Bool,
        by caller: Caller,
        _ front: SandboxFront,
        _ body: @escaping @Sendable (_ received: () async throws -> Int) async throws -> Void
    ) async throws {
        let before = await front.counters.bytesFromNodes
        let wait = { @Sendable in try await body { await front.counters.bytesFromNodes - before } }
        let rows =
            isBatch
            ? try await caller.stream(caller.session.query(Self.keys), rows: 1, meanwhile: wait)
            : try await caller.run(caller.session.query(DataSet.of("test", "large")), after: 1, wait)
        #expect(Set(rows.map(\.key)) == Set(Self.keys))
    }

    private func perform(_ style: Stage.Style, _ body: (SandboxFront, Caller) async throws -> Void) async throws {
        try await Backend.withSandbox(nodeCount: 1) { sandbox in
            let front = try await SandboxFront.start(.loadBalancer, before: sandbox)
            try await sandbox.announce(front.hosts, by: "A1")
            try await Stage(backend: .sandbox, style: style).withCluster(
                ClusterDefinition(hosts: front.hosts).unhurried()
            ) { cluster in
                let caller = Caller(style, cluster, .patient)
                let large = Value.blob([UInt8](repeating: 7, count: Self.rowSize))
                for key in Self.keys { try await caller.put(key, ["b": large]) }
                try await body(front, caller)
            }
            await front.stop()
        }
    }
}
