import AerospikeSDK
import Foundation

/// Reads and writes a second, latencies and processor time of this client against any cluster.
///
/// `ClientBenchmark HOST:PORT [SECONDS] [RECORDS] [async|sync] [reads|writes]`
///
/// It fills the set `bench` of namespace `test` first. Compare its figures only with those of another client in the same
/// minutes on the same machine.
@main
struct Benchmark {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let hosts = arguments.first, !hosts.hasPrefix("-") else {
            print("usage: ClientBenchmark HOST:PORT [SECONDS] [RECORDS] [async|sync] [reads|writes]")
            exit(64)
        }
        let numbers = arguments.dropFirst().compactMap(Double.init)
        let words = Set(arguments.dropFirst())
        let workload = Workload(
            dataSet: .of("test", "bench"), recordCount: Int(numbers.dropFirst().first ?? 10_000),
            seconds: numbers.first ?? 3)
        let kinds = Workload.Kind.allCases.filter {
            words.isDisjoint(with: ["reads", "writes"]) || words.contains($0.rawValue)
        }
        print(row("client", "waiting", "kind", "ops/s", "p50 µs", "p99 µs", "CPU µs/op"))
        if !words.contains("sync") { try await measureAsync(hosts, workload, kinds) }
        if !words.contains("async") { try await measureSync(hosts, workload, kinds) }
    }

    private static func measureAsync(_ hosts: String, _ workload: Workload, _ kinds: [Workload.Kind]) async throws {
        try await Client.connect(to: hosts) { client in
            try await fill(client, workload)
            for (tasks, prefersLoops) in [(1, false), (64, false), (256, false), (1, true), (64, true), (256, true)] {
                let driver = AsyncDriver(
                    client: client, workload: workload, taskCount: tasks, prefersLoops: prefersLoops)
                for kind in kinds {
                    report(
                        prefersLoops ? "async on loops" : "async", "\(tasks) tasks", kind,
                        try await driver.measure(kind))
                }
            }
        }
    }

    private static func measureSync(_ hosts: String, _ workload: Workload, _ kinds: [Workload.Kind]) async throws {
        let client = try SyncClient(hosts)
        try await offPool { try client.connect() }
        for threads in [1, 8] {
            let driver = SyncDriver(client: client, workload: workload, threadCount: threads)
            for kind in kinds {
                report("sync", "\(threads) threads", kind, try await offPool { try driver.measure(kind) })
            }
        }
        try await offPool { client.close() }
    }

    private static func fill(_ client: Client, _ workload: Workload) async throws {
        let session = client.createSession(.default)
        for start in stride(from: 0, to: workload.recordCount, by: 500) {
            for number in start..<min(start + 500, workload.recordCount) {
                try await session.put(workload.dataSet.id(number), workload.bins(number))
            }
        }
    }

    private static func report(_ client: String, _ waiting: String, _ kind: Workload.Kind, _ found: Measurement) {
        print(
            row(
                client, waiting, kind.rawValue, whole(found.operationsPerSecond),
                whole(found.latencies.percentile(0.5)),
                whole(found.latencies.percentile(0.99)), String(format: "%.1f", found.processorMicroseconds)))
    }

    private static func whole(_ number: Double) -> String { "\(Int(number.rounded()))" }

    private static func row(_ cells: String...) -> String {
        zip(cells, [16, 11, 8, 10, 10, 10, 11]).map { cell, width in
            let padding = String(repeating: " ", count: max(0, width - cell.count))
            return Double(cell) == nil ? cell + padding : padding + cell
        }.joined(separator: " ")
    }

    /// Runs blocking work on a thread of its own.
    private static func offPool<Result: Sendable>(
        _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Swift.Result { try body() })
            }
        }
    }
}
