/// Walks the way that a client takes to its cluster, step by step, and says where it ends and why.
///
/// Seeds are looked up, dialled and asked who they are, all of them even when some fail; their peers are reached at the
/// addresses that the cluster publishes; the partition maps are put together; and a record that need not exist is read
/// from every master. Nothing is written. Services can run it at their start, to say more than that they cannot connect.
///
/// ```swift
/// let report = try await ConnectionCheck(definition).run { step in
///     log("\(step.name.rawValue) \(step.target): \(step.detail)")
/// }
/// guard report.isPassed else { exit(1) }
/// ```
public struct ConnectionCheck: Sendable {
    /// What is checked.
    public let definition: ClusterDefinition

    /// Prepares the check of a definition; nothing is dialled before ``run(_:)``.
    public init(_ definition: ClusterDefinition) {
        self.definition = definition
    }

    private var patience: Duration { definition.systemSettings.connections.waitForConnectionToComplete }

    /// Runs the check.
    ///
    /// Each exchange may take as long as the definition allows a new connection to take.
    ///
    /// - Parameter onStep: Is told each step as it ends, in a fixed order.
    /// - Returns: All steps and what follows from them.
    /// - Throws: `AerospikeError` with code `cancelled` when the task is cancelled; what is wrong with the cluster is in
    ///   the report.
    public func run(_ onStep: (CheckStep) async -> Void = { _ in }) async throws(AerospikeError) -> CheckReport {
        let watch = Stopwatch()
        let loop: EventLoop
        do throws(SystemError) {
            loop = try EventLoop.start()
        } catch {
            throw AerospikeError(.connectFailed, "cannot start an event loop: \(error)")
        }
        var report = CheckReport()
        await walk(on: loop, &report, onStep)
        await loop.stop()
        guard !Task.isCancelled else { throw AerospikeError(.cancelled, "the check was cancelled") }
        report.duration = watch.elapsed
        return report
    }

    private func walk(on loop: EventLoop, _ report: inout CheckReport, _ onStep: (CheckStep) async -> Void) async {
        var steps: [CheckStep] = []
        defer { report.steps = steps }
        func tell(_ step: CheckStep) async {
            steps.append(step)
            await onStep(step)
        }
        let host: HostCheck
        do throws(AerospikeError) {
            host = try await prepare(on: loop)
            if let tls = definition.tls, let own = try CheckStep.ownCertificate(tls) { await tell(own) }
        } catch {
            guard !Task.isCancelled else { return }
            return await tell(CheckStep(.settings, "", failing: error, patience: patience))
        }
        var seedCheck = SeedsCheck(host: host, seeds: definition.hosts)
        seedCheck.host.asksForRoles = true
        let seeds = await seedCheck.run(tell)
        guard !Task.isCancelled else { return }
        guard !seeds.isEmpty else { return await skip([.peer, .partitions, .read], "no seed can be used", tell) }
        await tell(SeedsCheck.conclusion(seeds, of: definition.hosts.count))
        for step in await BalancerCheck(host: host).steps(seeds) { await tell(step) }
        var peers = PeersCheck(host: host, seeds: definition.forcesSingleNode ? [seeds[0]] : seeds)
        await peers.run(tell)
        guard !Task.isCancelled else { return }
        report.nodes = peers.found.keys.sorted()
        await data(of: peers, on: loop, &report, tell)
    }

    /// Reads the files and hashes the password, before anything is dialled.
    private func prepare(on loop: EventLoop) async throws(AerospikeError) -> HostCheck {
        try definition.validate()
        let encryption = try Encryption(definition)
        var logins: Logins?
        if let credentials = definition.credentials {
            logins = Logins(as: try await LoginCredentials(credentials).identity(), of: definition)
        }
        return HostCheck(definition: definition, encryption: encryption, logins: logins, loop: loop)
    }

    /// The partition maps, the racks and the reads.
    private func data(
        of peers: PeersCheck,
        on loop: EventLoop,
        _ report: inout CheckReport,
        _ tell: (CheckStep) async -> Void
    ) async {
        let findings = report.nodes.compactMap { peers.found[$0] }
        let nodes = findings.enumerated().map { place, finding in node(finding, id: NodeID(place)) }
        let watch = Stopwatch()
        let map: PartitionMap
        do throws(AerospikeError) {
            map = try await PartitionsCheck.map(of: nodes, findings, patience: patience)
        } catch {
            guard !Task.isCancelled else { return }
            await tell(CheckStep(.partitions, error.node ?? "", failing: error, patience: patience))
            return await skip([.read], "the partition map is not known", tell)
        }
        report.namespaces = map.tables.keys.sorted()
        if definition.forcesSingleNode || peers.isConfined {
            await skip([.partitions], "one node is asked for everything", tell)
        } else {
            let losses = await PartitionsCheck.losses(in: map, findings, patience: patience)
            guard !Task.isCancelled else { return }
            let check = PartitionsCheck(map: map, missing: peers.missing, losses: losses)
            for step in check.steps(after: watch.elapsed) { await tell(step) }
        }
        if !definition.preferredRacks.isEmpty {
            let answers = await RacksCheck.answers(of: findings, patience: patience)
            guard !Task.isCancelled else { return }
            let check = RacksCheck(
                preferred: definition.preferredRacks, answers: answers, namespaces: report.namespaces)
            for step in check.steps() { await tell(step) }
        }
        for namespace in report.namespaces {
            let read = ReadCheck(namespace: namespace, nodes: nodes, map: map, loop: loop, patience: patience)
            let step = await read.step()
            guard !Task.isCancelled else { return }
            await tell(step)
        }
    }

    private func node(_ finding: HostCheck.Finding, id: NodeID) -> Node {
        let limits = ConnectionLimits(maximum: 1, idleTime: .seconds(60), connectTimeout: patience)
        return Node(
            id: id, name: finding.identity.name, host: finding.host, build: finding.identity.build,
            endpoint: Endpoint(
                address: finding.connection.address, tls: finding.connection.tls, login: finding.connection.login,
                limits: limits))
    }

    private func skip(_ names: [CheckStep.Name], _ reason: String, _ tell: (CheckStep) async -> Void) async {
        for name in names { await tell(CheckStep(name, "", .skipped, detail: reason)) }
    }
}
