import AerospikeSDK
import AerospikeSandbox

/// Connects and closes clients again and again, and says what is left of them.
struct LeakBenchmark {
    static let usage = "leak [tasks|threads] [--times 10000]"

    private static let steps = 10

    private let styles: [Load.Style]
    private let times: Int

    init(_ options: Options) throws(Options.Misuse) {
        let named = options.words.compactMap(Load.Style.init)
        guard named.count == options.words.count else { throw Options.Misuse(usage: Self.usage) }
        styles = named.isEmpty ? Load.Style.allCases : named
        times = max(Self.steps, options.number("times", default: 10_000))
    }

    func run() async throws {
        try await SandboxCluster.withCluster { cluster in
            for style in styles {
                // What the runtime and the allocator keep for themselves with the first clients is nobody's leak.
                for _ in 0..<20 + times / 100 { try await visit(cluster.definition, style) }
                try await measure(cluster.definition, style)
            }
        }
    }

    private func measure(_ definition: ClusterDefinition, _ style: Load.Style) async throws {
        let before = try await ProcessFacts.settledDescriptorCount()
        var memory = [ProcessFacts.residentMebibytes]
        for _ in 0..<Self.steps {
            for _ in 0..<times / Self.steps { try await visit(definition, style) }
            memory.append(ProcessFacts.residentMebibytes)
        }
        let after = try await ProcessFacts.settledDescriptorCount()
        print("\(style.rawValue): \(times) clients; descriptors before \(before), after \(after); memory, MiB:")
        print("  " + memory.map { $0.rounded(digits: 1) }.joined(separator: " "))
    }

    /// Connects a client, writes and reads a record, and closes it.
    private func visit(_ definition: ClusterDefinition, _ style: Load.Style) async throws {
        let key = DataSet.of("test", "leak").id(1)
        switch style {
        case .tasks:
            try await definition.withClient { client in
                let session = client.createSession()
                try await session.put(key, ["n": 1])
                _ = try await session.get(key)
            }
        case .threads:
            try await offPool {
                try SyncClient.withClient(definition) { client in
                    let session = client.createSession()
                    try session.put(key, ["n": 1])
                    _ = try session.get(key)
                }
            }
        }
    }
}
