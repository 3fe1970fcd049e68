import AerospikeSDK
import AerospikeSandbox

/// Kills and starts random nodes while records are read and written, and says what became of the commands.
///
/// Every record carries its own number and that of its write, so that a wrong answer and a lost write are found. The
/// nodes are those of a sandbox, which speaks TLS on request, unless servers are named and a program that kills and
/// starts them.
struct ChaosBenchmark {
    static let usage = """
        chaos [tasks|threads] [tls] [--rounds 100] [--seed N] [--workers 16] [--records 2000] [--tend MS] [--hold MS]
                  [--total MS] [--socket MS] [--retries 2] [--nodes 3] [--hosts IP:PORT,… --hook PROGRAM]
        """

    private let styles: [Load.Style]
    private let servers: ServerBed?
    private let usesTLS: Bool
    private let settings: ChaosSettings

    init(_ options: Options) throws {
        usesTLS = options.words.contains("tls")
        let words = options.words.filter { $0 != "tls" }
        let named = words.compactMap(Load.Style.init)
        guard named.count == words.count, (options["hosts"] == nil) == (options["hook"] == nil),
            !usesTLS || options["hosts"] == nil
        else { throw Options.Misuse(usage: Self.usage) }
        styles = named.isEmpty ? Load.Style.allCases : named
        servers = try options["hosts"].map {
            ServerBed(hosts: try Host.parse(list: $0), program: options["hook"] ?? "")
        }
        settings = ChaosSettings(options, isReal: servers != nil)
    }

    func run() async throws {
        let way = usesTLS ? ", over TLS" : ""
        print("seed \(settings.seed), \(settings.rounds) restarts, tend \(settings.tendInterval)\(way)")
        for style in styles {
            print("\n\(style.rawValue)")
            try await withBed { bed in
                let run = ChaosRun(style: style, bed: bed, settings: settings)
                try await run.perform().print()
            }
        }
    }

    private func withBed(_ body: (any Bed) async throws -> Void) async throws {
        if let servers { return try await body(servers) }
        var configuration = SandboxConfiguration(nodeCount: settings.nodeCount)
        configuration.tls = usesTLS ? SandboxTLS() : nil
        configuration.tls?.acceptsClear = true
        try await SandboxCluster.withCluster(configuration) { cluster in
            try await body(SandboxBed(cluster: cluster))
        }
    }
}

/// How hard a cluster is shaken.
struct ChaosSettings {
    let rounds: Int
    let seed: UInt64
    let workerCount: Int
    let recordCount: Int
    let nodeCount: Int
    let tendInterval: Duration
    let hold: Duration
    let totalTimeout: Duration
    let socketTimeout: Duration?
    let retries: Int

    init(_ options: Options, isReal: Bool) {
        rounds = options.number("rounds", default: 100)
        seed = options["seed"].flatMap { UInt64($0) } ?? .random(in: 0..<1_000_000)
        workerCount = options.number("workers", default: 16)
        recordCount = options.number("records", default: 2000)
        nodeCount = options.number("nodes", default: 3)
        tendInterval = .milliseconds(options.number("tend", default: isReal ? 1000 : 250))
        hold = .milliseconds(options.number("hold", default: isReal ? 4000 : 600))
        totalTimeout = .milliseconds(options.number("total", default: 10_000))
        socketTimeout = options["socket"].flatMap { Int($0) }.map { .milliseconds($0) }
        retries = options.number("retries", default: 2)
    }

    /// The default one, two retries unless others are wished for, with enough time for them.
    var behavior: Behavior {
        .default.derivingWithChanges(
            "chaos", totalTimeout: totalTimeout, socketTimeout: socketTimeout, maxRetries: retries)
    }
}
