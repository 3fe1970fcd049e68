import AerospikeSDK
import AerospikeSandbox

/// How long a client takes until it is ready: beside seeds that never answer, and in round trips with TLS and logins.
///
/// The servers are those of a sandbox in this process.
struct ConnectBenchmark {
    static let usage = "connect [--times 40] [--delay MS]"

    private static let silentSeedCount = 5

    private let times: Int
    private let delay: Int
    private let table = Table(widths: [48, 12, 40])

    init(_ options: Options) {
        times = max(1, options.number("times", default: 40))
        delay = max(1, options.number("delay", default: 50))
    }

    func run() async throws {
        try await measureSilentSeeds()
        try await measureRoundTrips(
            "three nodes in clear", SandboxConfiguration(nodeCount: 3), needed: 4)
        var secured = SandboxConfiguration(nodeCount: 3)
        secured.tls = SandboxTLS()
        try await measureRoundTrips("three nodes, TLS", secured, needed: 6)
        secured.users = [SandboxUser("app", password: "secret")]
        try await measureRoundTrips("three nodes, TLS and login", secured, needed: 8)
    }

    // MARK: Silent seeds

    /// Compares a live seed alone with the same seed behind silent ones, at no distance and at some.
    private func measureSilentSeeds() async throws {
        let silent = try (0..<Self.silentSeedCount).map { _ in try SilentSeed() }
        try await SandboxCluster.withCluster { cluster in
            for distance in [0, 2] {
                let fronts = try cluster.hosts.map { try DistantFront(to: $0.port, delay: Double(distance) / 1000) }
                defer { for front in fronts { front.stop() } }
                var alone = cluster.definition
                if distance > 0 { alone.addressMap = AddressMap(from: cluster.hosts, to: fronts) }
                var behind = alone
                behind.hosts = silent.map(\.host) + alone.hosts
                try await compare(alone, behind, "live seed \(2 * distance) ms away")
            }
        }
        withExtendedLifetime(silent) {}
    }

    private func compare(_ alone: ClusterDefinition, _ behind: ClusterDefinition, _ name: String) async throws {
        _ = try await time(alone)
        var (short, long): ([Double], [Double]) = ([], [])
        for _ in 0..<times {
            short.append(try await time(alone))
            long.append(try await time(behind))
        }
        table.print("\(name): ready, ms", short.median.rounded(digits: 2), "median of \(times)")
        table.print("  behind \(Self.silentSeedCount) that never answer, ms", long.median.rounded(digits: 2), "")
        table.print("  ratio", (long.median / short.median).rounded(digits: 2), "at most 1.2")
    }

    /// The time until a client is ready, in milliseconds.
    private func time(_ definition: ClusterDefinition) async throws -> Double {
        let client = Client(definition)
        let start = MonotonicTime.now()
        try await client.connect()
        let time = start.duration(until: .now())
        await client.close()
        return Double(time.wholeNanoseconds) / 1e6
    }

    // MARK: Round trips

    /// Connects to servers that are so distant that nothing but round trips takes time.
    private func measureRoundTrips(
        _ name: String,
        _ configuration: SandboxConfiguration,
        needed: Int
    ) async throws {
        try await SandboxCluster.withCluster(configuration) { cluster in
            let fronts = try cluster.hosts.map { try DistantFront(to: $0.port, delay: Double(delay) / 1000) }
            defer { for front in fronts { front.stop() } }
            var definition = cluster.definition
            definition.hosts = Array(cluster.hosts.prefix(1))
            definition.systemSettings.connections.waitForConnectionToComplete = .seconds(20)
            definition.addressMap = AddressMap(from: cluster.hosts, to: fronts)
            var counts: [Double] = []
            for _ in 0..<max(1, times / 4) { counts.append(try await time(definition) / Double(2 * delay)) }
            let all = Int(counts.median.rounded(.down))
            table.print("\(name), round trips", "\(all)", "the protocol needs \(needed); at most 2 more")
        }
    }
}

extension AddressMap {
    /// Leads to the front of each host.
    fileprivate init(from hosts: [Host], to fronts: [DistantFront]) {
        self.init(
            Dictionary(
                uniqueKeysWithValues: zip(hosts, fronts).map { host, front in
                    (Endpoint(host: host.name, port: host.port), Endpoint(host: host.name, port: front.port))
                }))
    }
}
