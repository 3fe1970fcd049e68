import AerospikeSDK
import Foundation

/// Reads and writes a second, latencies and processor time of this client against any cluster.
///
/// It fills the set `bench` of namespace `test` first. Compare its figures only with those of another client in the same
/// minutes on the same machine.
struct SpeedBenchmark {
    static let usage = "speed HOST:PORT [async|sync] [reads|writes] [--seconds 3] [--records 10000]"

    private let hosts: String
    private let words: Set<String>
    private let workload: Workload
    private let table = Table(widths: [16, 11, 8, 10, 10, 10, 11])

    init(_ options: Options) throws(Options.Misuse) {
        guard let hosts = options.words.first else { throw Options.Misuse(usage: Self.usage) }
        self.hosts = hosts
        words = Set(options.words.dropFirst())
        workload = Workload(
            dataSet: .of("test", "bench"), recordCount: options.number("records", default: 10_000),
            seconds: Double(options.number("seconds", default: 3)))
    }

    func run() async throws {
        let kinds = Workload.Kind.allCases.filter {
            words.isDisjoint(with: ["reads", "writes"]) || words.contains($0.rawValue)
        }
        table.print("client", "waiting", "kind", "ops/s", "p50 µs", "p99 µs", "CPU µs/op")
        if !words.contains("sync") { try await measureAsync(kinds) }
        if !words.contains("async") { try await measureSync(kinds) }
    }

    private func measureAsync(_ kinds: [Workload.Kind]) async throws {
        try await Client.connect(to: hosts) { client in
            try await workload.fill(client)
            for (tasks, prefersLoops) in [(1, false), (64, false), (256, false), (1, true), (64, true), (256, true)] {
                let driver = AsyncDriver(
                    client: client, workload: workload, taskCount: tasks, prefersLoops: prefersLoops)
                for kind in kinds {
                    let name = prefersLoops ? "async on loops" : "async"
                    report(name, "\(tasks) tasks", kind, try await driver.measure(kind))
                }
            }
        }
    }

    private func measureSync(_ kinds: [Workload.Kind]) async throws {
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

    private func report(_ client: String, _ waiting: String, _ kind: Workload.Kind, _ found: Measurement) {
        table.print(
            client, waiting, kind.rawValue, found.operationsPerSecond.rounded(digits: 0),
            found.latencies.percentile(0.5).rounded(digits: 0),
            found.latencies.percentile(0.99).rounded(digits: 0), found.processorMicroseconds.rounded(digits: 1))
    }
}
