import AerospikeSandbox
import TestSupport
import Testing

@testable import AerospikeSDK

@Suite("Strict counting while servers fail")
struct StrictCountTests {
    /// Each command of a thread starts one, which takes its time.
    private static func commands(_ style: Stage.Style) -> Int { style == .tasks ? 100_000 : 20_000 }

    private static let tasks = 64
    /// How many commands end between one fault and the next.
    private static let calm = 200

    @Test(
        "Every command ends once, with its own record or an error that tells of its doubt, and what was acknowledged holds",
        arguments: Stage.Style.allCases, [seeds[seeds.count - 1]])
    func count(style: Stage.Style, seed: UInt64) async throws {
        try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: 3)) { sandbox in
            let definition = ClusterDefinition(hosts: sandbox.hosts).unhurried()
            try await Stage(backend: .sandbox, style: style).withCluster(definition) { cluster in
                let (caller, dataSet) = (Caller(style, cluster, .countable), DataSet.of("test", "counted"))
                let course = Course(Stirrer(sandbox, seed: seed))
                let tasks = await run(Self.commands(style), seed: seed, caller, dataSet, course)
                try await course.end()
                #expect(await course.count == Self.commands(style))
                #expect(tasks.flatMap(\.complaints).prefix(5) == [])
                try await check(tasks.flatMap(\.everything), caller)
            }
        }
    }

    private func run(
        _ count: Int,
        seed: UInt64,
        _ caller: Caller,
        _ dataSet: DataSet,
        _ course: Course
    ) async -> [CountedTask] {
        await withTaskGroup { group in
            for name in 0..<Self.tasks {
                group.addTask {
                    var task = CountedTask(name, seed: seed, caller, dataSet)
                    while await course.begins(of: count, stirringEach: Self.calm) { await task.step() }
                    return task
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// Reads every record, with no fault left.
    private func check(_ keys: [CountedKey], _ caller: Caller) async throws {
        let reader = caller.with(.reconciled)
        let rows = try await reader.run(reader.session.query(keys.map(\.key)).includeMissingKeys())
        #expect(rows.count == keys.count)
        for (row, key) in zip(rows, keys) {
            #expect(row.isOK || row.resultCode == .keyNotFound, "\(row)")
            #expect(key.agrees(with: row.isOK ? row.record : nil), "\(key.possible) but \(row.record.bins)")
        }
    }
}

/// Counts the commands of all tasks, and lets something go wrong each so many of them.
private actor Course {
    private let stirrer: Stirrer
    private var failure: (any Error)?
    private(set) var count = 0

    init(_ stirrer: Stirrer) { self.stirrer = stirrer }

    func begins(of total: Int, stirringEach calm: Int) async -> Bool {
        guard count < total else { return false }
        count += 1
        if count % calm == 0 {
            do { try await stirrer.stir() } catch { failure = error }
        }
        return true
    }

    func end() async throws {
        if let failure { throw failure }
        try await stirrer.calm()
    }
}

extension Behavior {
    /// Tries reads again, and gives up a server that is silent.
    ///
    /// A write that is tried again can be overtaken by the second try, and be carried out long after that was
    /// acknowledged: nobody could tell any more what must be in the record.
    fileprivate static let countable = Behavior.default.derivingWithChanges(
        "countable",
        [
            .all: BehaviorPatch {
                $0.totalTimeout = .seconds(30)
                $0.socketTimeout = .milliseconds(500)
            },
            .reads: BehaviorPatch { $0.maxRetries = 10 },
            .writes: BehaviorPatch { $0.maxRetries = 0 },
        ])

    /// Waits until nodes that failed a moment ago, and are left alone because of it, are asked again.
    fileprivate static let reconciled = Behavior.default.derivingWithChanges(
        "reconciled", totalTimeout: .seconds(30), maxRetries: 250, retryDelay: .milliseconds(100))
}
