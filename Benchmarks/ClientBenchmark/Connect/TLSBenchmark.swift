import AerospikeSDK
import AerospikeSandbox

/// What TLS costs: reads a second with it and without it in turns, and the time of a handshake, resumed and not.
///
/// The server is a sandbox in this process, which pays for its own half of the work.
struct TLSBenchmark {
    static let usage = "tls [--seconds 3] [--times 50]"

    private static let turns = 3

    private let seconds: Int
    private let times: Int
    private let table = Table(widths: [34, 12, 30])

    init(_ options: Options) {
        seconds = max(1, options.number("seconds", default: 3))
        times = max(1, options.number("times", default: 50))
    }

    func run() async throws {
        var secured = SandboxConfiguration()
        secured.tls = SandboxTLS()
        try await SandboxCluster.withCluster(secured) { secured in
            try await SandboxCluster.withCluster { plain in
                try await measureReads(secured.definition, plain.definition)
            }
            try await measureHandshakes(secured.definition)
        }
    }

    // MARK: Reads

    private func measureReads(_ secured: ClusterDefinition, _ plain: ClusterDefinition) async throws {
        let workload = Workload(
            dataSet: .of("test", "bench"), recordCount: 1000, seconds: Double(seconds) / Double(Self.turns))
        try await plain.withClient { plain in
            try await secured.withClient { secured in
                for client in [plain, secured] { try await workload.fill(client) }
                for tasks in [1, 64] {
                    var (clear, encrypted): (Double, Double) = (0, 0)
                    for _ in 0..<Self.turns {
                        clear += try await reads(plain, workload, tasks)
                        encrypted += try await reads(secured, workload, tasks)
                    }
                    let turns = Double(Self.turns)
                    table.print("reads/s in clear, \(tasks) tasks", (clear / turns).rounded(digits: 0), "")
                    table.print("reads/s with TLS, \(tasks) tasks", (encrypted / turns).rounded(digits: 0), "")
                    table.print("ratio", (encrypted / clear).rounded(digits: 2), "")
                }
            }
        }
    }

    private func reads(_ client: Client, _ workload: Workload, _ tasks: Int) async throws -> Double {
        let driver = AsyncDriver(client: client, workload: workload, taskCount: tasks, prefersLoops: true)
        return try await driver.measure(.reads).operationsPerSecond
    }

    // MARK: Handshakes

    private func measureHandshakes(_ definition: ClusterDefinition) async throws {
        var whole: [Double] = []
        var resumed: [Double] = []
        var resumedCount = 0
        for _ in 0..<times {
            // A client's first connection has nothing to take up; the second one has.
            let fresh = try await Cluster.connect(definition)
            guard let node = fresh.topology.nodes.first, let known = node.endpoint.tls, let tls = definition.tls else {
                break
            }
            let stranger = try TLSTarget(try TLSContextSource.client(tls), name: known.name)
            whole.append(try await open(node.endpoint.address, stranger, fresh).time)
            let (time, isResumed) = try await open(node.endpoint.address, known, fresh)
            resumed.append(time)
            if isResumed { resumedCount += 1 }
            await fresh.close()
        }
        table.print("connect and shake hands, ms, p50", whole.median.rounded(digits: 2), "")
        table.print(
            "the same, resumed, ms, p50", resumed.median.rounded(digits: 2), "\(resumedCount) of \(times) resumed")
    }

    /// Opens a connection.
    ///
    /// - Returns: How long it took, in milliseconds, and whether it took up an earlier session.
    private func open(
        _ address: SocketAddress,
        _ target: TLSTarget,
        _ cluster: Cluster
    ) async throws -> (time: Double, isResumed: Bool) {
        guard let loop = cluster.loops.first else { return (0, false) }
        let start = MonotonicTime.now()
        let connection = try await ControlConnection.open(
            to: address, as: target, on: loop, until: start.advanced(by: .seconds(20)))
        let time = start.duration(until: .now())
        let summary = await connection.tlsSummary
        connection.close()
        return (Double(time.wholeNanoseconds) / 1e6, summary?.isResumed == true)
    }
}
