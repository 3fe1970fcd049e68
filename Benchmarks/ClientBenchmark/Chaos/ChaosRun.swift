import AerospikeSDK

/// One client, one load, and the nodes dying under it.
struct ChaosRun {
    private static let namespace = "test"
    private static let recoveryTime = Duration.seconds(30)

    let style: Load.Style
    let bed: any Bed
    let settings: ChaosSettings

    func perform() async throws -> ChaosReport {
        // A set of its own: on real servers, another run may have left its records, or be under way.
        let dataSet = DataSet.of(Self.namespace, "chaos-\(UInt32.random(in: 0 ... .max))")
        let ledger = Ledger(dataSet, count: settings.recordCount)
        let load = Load(
            ledger: ledger, tally: Tally(), seed: settings.seed, behavior: settings.behavior,
            workerCount: settings.workerCount, pause: .milliseconds(1))
        var report = ChaosReport(tendInterval: settings.tendInterval)
        // What the runtime opens for itself with the first client is nobody's leak.
        try await definition.withClient { _ in try await Task.sleep(for: .milliseconds(50)) }
        report.socketsBefore = try await ProcessFacts.settledDescriptorCount()
        switch style {
        case .tasks: try await disturb(Client(definition), load, &report)
        case .threads: try await disturb(SyncClient(definition), load, &report)
        }
        report.socketsAfter = try await ProcessFacts.settledDescriptorCount()
        report.counts = load.tally.counts
        try await verify(ledger, &report)
        return report
    }

    private var definition: ClusterDefinition {
        var definition = bed.definition
        definition.systemSettings.tendInterval = settings.tendInterval
        return definition
    }

    private func disturb(_ client: Client, _ load: Load, _ report: inout ChaosReport) async throws {
        try await client.connect()
        async let loaded: Void = load.run(on: client)
        try await disturb(client.cluster, load, &report)
        try await loaded
        await client.close()
    }

    private func disturb(_ client: SyncClient, _ load: Load, _ report: inout ChaosReport) async throws {
        try await offPool { try client.connect() }
        async let loaded: Void = offPool { load.run(on: client) }
        try await disturb(client.cluster, load, &report)
        try await loaded
        try await offPool { client.close() }
    }

    /// Lets the nodes die and come back, and stops the load after that.
    private func disturb(_ cluster: Cluster, _ load: Load, _ report: inout ChaosReport) async throws {
        defer { load.tally.stop() }
        let witness = try Witness(cluster, hosts: bed.hosts, namespace: Self.namespace)
        let watching = Task { await witness.run(every: .milliseconds(10)) }
        let disturber = Disturber(
            bed: bed, rounds: settings.rounds, seed: settings.seed, witness: witness, ledger: load.ledger,
            hold: settings.hold, patience: Self.recoveryTime)
        var memory: [Double] = []
        report.misses = try await disturber.run { round in
            if round % max(1, settings.rounds / 10) == 0 { memory.append(ProcessFacts.residentMebibytes) }
        }
        report.memory = memory
        watching.cancel()
        await watching.value
        report.delays = await witness.delays
    }

    // MARK: Afterwards

    /// Reads every record once more, and deletes it: it must hold the last write that was acknowledged, or a later one.
    private func verify(_ ledger: Ledger, _ report: inout ChaosReport) async throws {
        report.lostWrites = try await definition.withClient { client in
            let session = client.createSession(settings.behavior)
            var lost = 0
            for number in 0..<ledger.count {
                let key = ledger.dataSet.id(number)
                let row = try await session.query(key).execute().first()
                switch ledger.judge(row?.record, of: number, floor: ledger.floor(of: number)) {
                case .right: break
                case .stale: lost += 1
                case .wrong: report.counts.wrongRecords += 1
                }
                try await session.delete(key).execute()
            }
            return lost
        }
    }
}
