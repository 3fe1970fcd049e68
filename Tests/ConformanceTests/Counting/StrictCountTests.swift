import AerospikeSandbox
import TestSupport
import Testing

@testable import AerospikeSDK

@Suite("Strict counting while servers fail")
struct StrictCountTests {
    /// Each command of a thread starts one, which takes its time: as many as of tasks would take minutes, and a command
    /// of a thread is the same but for how it waits.
    private static func commands(_ style: Stage.Style) -> Int { style == .tasks ? 100_000 : 20_000 }

    private static let tasks = 64
    /// How many commands begin between one fault and the next.
    private static let calm = 200

    @Test(
        "Every command ends once, with its own record or an error that tells of its doubt, and what was acknowledged holds",
        arguments: Stage.Style.allCases, [seeds[seeds.count - 1]])
    func count(style: Stage.Style, seed: UInt64) async throws {
        try await SandboxCluster.withCluster(SandboxConfiguration(nodeCount: 3)) { sandbox in
            let definition = ClusterDefinition(hosts: sandbox.hosts).unhurried()
            try await Stage(backend: .sandbox, style: style).withCluster(definition) { cluster in
                let (caller, dataSet) = (Caller(style, cluster, .countable), DataSet.of("test", "counted"))
                let course = Course(Stirrer(sandbox, seed: seed), total: Self.commands(style), calm: Self.calm)
                let tasks = await run(seed: seed, caller, dataSet, course)
                try await course.finish()
                let miscounted = await course.complaints
                let ended = await course.ended
                #expect(miscounted == [])
                #expect(ended == Self.commands(style))
                #expect(tasks.flatMap(\.complaints).prefix(5) == [])
                try #require(tasks.count == Self.tasks, "who never ended cannot be judged")
                expectVariety(tasks, style)
                try await check(tasks, caller, dataSet)
            }
        }
    }

    /// Runs every task, and leaves those that come to no end.
    private func run(
        seed: UInt64,
        _ caller: Caller,
        _ dataSet: DataSet,
        _ course: Course
    ) async -> [CountedTask] {
        let (ends, end) = AsyncStream.makeStream(of: CountedTask.self)
        let watch = Task {
            await course.stall()
            end.finish()
        }
        for name in 0..<Self.tasks {
            Task {
                var task = CountedTask(name, seed: seed, caller, retrier: caller.with(.retrying), dataSet)
                while let number = await course.begin() {
                    await task.step()
                    await course.end(number)
                }
                end.yield(task)
            }
        }
        var tasks: [CountedTask] = []
        for await task in ends {
            tasks.append(task)
            if tasks.count == Self.tasks { break }
        }
        watch.cancel()
        return tasks
    }

    /// There was something to judge of every kind.
    private func expectVariety(_ tasks: [CountedTask], _ style: Stage.Style) {
        let tally = tasks.reduce(into: [:]) { $0.merge($1.tally, uniquingKeysWith: +) }
        var kinds = ["queries", "\(ResultCode.keyExists)", "\(ResultCode.generationError)"]
        if style == .tasks { kinds += ["cancelled", "cancelled in doubt"] }
        for kind in kinds { #expect(tally[kind, default: 0] > 0, "\(kind) in \(tally)") }
        #expect(tasks.contains { !$0.doubted.isEmpty })
    }

    /// Reads every record, by its key and by a query, with no fault left.
    private func check(_ tasks: [CountedTask], _ caller: Caller, _ dataSet: DataSet) async throws {
        let (keys, once) = (tasks.flatMap(\.everything), tasks.flatMap(\.once))
        let reader = caller.with(.reconciled)
        let all = keys.map(\.key) + once.map(\.key)
        let rows = try await reader.run(reader.session.query(all).includeMissingKeys())
        try #require(rows.count == all.count)
        #expect(rows.allSatisfy { $0.isOK || $0.resultCode == .keyNotFound })
        let wrong = zip(rows, keys).filter { !$1.agrees(with: $0.found) }
        #expect(wrong.prefix(3).map { "\($1.possible) but \($0.record)" } == [])
        let wrongOnce = zip(rows.dropFirst(keys.count), once).filter { !$1.agrees(with: $0.found) }
        #expect(wrongOnce.prefix(3).map { "\($1.state) \($1.value) but \($0.record)" } == [])
        let queried = try await reader.run(reader.session.query(dataSet)).map(\.key.digest)
        #expect(Set(queried).count == queried.count, "a query tells of each record once")
        #expect(Set(queried) == Set(rows.filter(\.isOK).map(\.key.digest)))
    }
}

extension RecordResult {
    /// The record, if there is one.
    fileprivate var found: Record? { isOK ? record : nil }
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

    /// Tries writes again as well: for records that are written once.
    fileprivate static let retrying = countable.derivingWithChanges(
        "retrying", [.writes: BehaviorPatch { $0.maxRetries = 2 }])

    /// Waits until nodes that failed a moment ago, and are left alone because of it, are asked again.
    fileprivate static let reconciled = Behavior.default.derivingWithChanges(
        "reconciled", totalTimeout: .seconds(30), maxRetries: 250, retryDelay: .milliseconds(100))
}
