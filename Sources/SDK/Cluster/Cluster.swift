internal import Synchronization

/// A cluster that is kept in sight: its event loops, its topology, and the task that tends it.
package final class Cluster: Sendable {
    fileprivate typealias Attempt = Task<Result<Void, AerospikeError>, Never>

    fileprivate struct State {
        /// What the client goes by, as far as it can change while it runs.
        var definition: ClusterDefinition
        /// Those of the definition.
        var credentials: LoginCredentials?
        /// Whether whoever tends the cluster has yet to go over to the definition.
        var isChanged = false
        var sessionBehaviors = SessionBehaviors()
        var topology = Topology.empty
        var connecting: Attempt?
        var tending: Task<Void, Never>?
        var isClosed = false
        var warnings: [AerospikeError] = []
        var seeds: [Host]
    }

    private let loopCount: Int
    /// Whether threads do the I/O of commands, rather than the event loops.
    let servesThreads: Bool
    private let state: Lock<State>
    private let bell = TendBell()
    private let group = AtomicLazyReference<EventLoopGroup>()

    package init(
        _ definition: ClusterDefinition,
        loopCount: Int = defaultLoopCount,
        servesThreads: Bool = false
    ) {
        self.loopCount = loopCount
        self.servesThreads = servesThreads
        let credentials = definition.credentials.map { LoginCredentials($0) }
        state = Lock(State(definition: definition, credentials: credentials, seeds: definition.hosts))
    }

    /// Connects to a cluster.
    package static func connect(_ definition: ClusterDefinition) async throws(AerospikeError) -> Cluster {
        let cluster = Cluster(definition)
        try await cluster.connect()
        return cluster
    }

    /// Asks the seeds, meets the peers, reads the partition maps, and goes on tending.
    ///
    /// Once connected, it does nothing. Callers at the same time share one attempt; after a failure, another can be made.
    ///
    /// - Throws: `AerospikeError` with code `connectFailed` and the reason of every seed, unless the definition says
    ///   that a client may begin without a cluster; `loginRefused` when no seed takes the credentials.
    package func connect() async throws(AerospikeError) {
        try definition.validate()
        try startLoops()
        let loop = try eventLoops.loops[0]
        while true {
            let attempt = try sharedAttempt(on: loop)
            let result = await withTaskCancellationHandler {
                await attempt.value
            } onCancel: {
                attempt.cancel()
            }
            // Of the callers who share an attempt, the one who cancelled it gives up; the others try again.
            if case .failure(let error) = result, error.code == .cancelled, !Task.isCancelled { continue }
            return try result.get()
        }
    }

    /// What the client goes by: what it was made of, and the changes since.
    package var definition: ClusterDefinition { state.withLock { $0.definition } }

    /// The cluster as it was last seen.
    package var topology: Topology { state.withLock { $0.topology } }

    /// What the last round found that does not stop the client, such as peers that cannot be reached.
    package var warnings: [AerospikeError] { state.withLock { $0.warnings } }

    /// The servers to ask first when no node answers.
    package var seeds: [Host] { state.withLock { $0.seeds } }

    /// Keeps other seeds.
    ///
    /// - Returns: Whether there is still a use for them.
    func keep(_ seeds: [Host]) -> Bool {
        state.withLock { state in
            state.seeds = seeds
            return !state.isClosed
        }
    }

    /// The behavior that all sessions of a name share; `nil` when the definition names no such session.
    func behavior(ofSession name: String) -> LiveBehavior? {
        state.withLock { state in
            state.definition.sessions[name].map { state.sessionBehaviors.named(name, $0) }
        }
    }

    /// Takes over from a definition what can change, for the next round to go by.
    ///
    /// - Returns: What became of it, or `nil` when the cluster was closed.
    func takeOver(_ definition: ClusterDefinition) -> DefinitionChanges? {
        state.withLock { state in
            guard !state.isClosed else { return nil }
            var changes = state.definition.takeOver(definition)
            state.sessionBehaviors.follow(&state.definition.sessions, to: definition.sessions, &changes)
            if changes.applied.contains(LiveSetting.hosts.key) { state.seeds = definition.hosts }
            if changes.applied.contains(LiveSetting.password.key) {
                state.credentials = state.definition.credentials.map { LoginCredentials($0) }
            }
            if !changes.applied.isEmpty { state.isChanged = true }
            return changes
        }
    }

    /// The definition, if it has changed since this was last asked.
    private func changedDefinition() -> ClusterDefinition? {
        state.withLock { state in
            defer { state.isChanged = false }
            return state.isChanged ? state.definition : nil
        }
    }

    /// Whether the cluster was closed.
    package var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Stops tending, closes every connection, and ends the loops.
    package func close() async {
        if let remains = state.withLock({ $0.close() }) {
            remains.connecting?.cancel()
            _ = await remains.connecting?.value
            remains.tending?.cancel()
            await remains.tending?.value
            for node in remains.topology.nodes { node.endpoint.closeBlocking() }
        }
        for loop in loops { await loop.stop() }
    }

    deinit {
        // Nobody waits for a cluster that was dropped without being closed; its threads end all the same.
        state.withLock { $0.tending }?.cancel()
        for loop in loops { loop.stopSoon() }
    }

    /// The client's event loops; none before it is connected.
    package var loops: [EventLoop] { group.load()?.loops ?? [] }

    /// The event loops, one of which carries each request.
    ///
    /// - Throws: `AerospikeError` when the client was never connected.
    var eventLoops: EventLoopGroup {
        get throws(AerospikeError) {
            guard let group = group.load() else { throw .neverConnected }
            return group
        }
    }

    // MARK: Beginning

    /// Starts the event loops, once.
    ///
    /// - Throws: `AerospikeError` with code `clientClosed`, or `connectFailed` when the system gives no thread.
    package func startLoops() throws(AerospikeError) {
        guard !isClosed else { throw .closed }
        guard group.load() == nil else { return }
        do throws(SystemError) {
            let new = try EventLoopGroup.start(count: loopCount)
            // Of two callers at the same time, the first one's loops are kept.
            if group.storeIfNil(new) !== new { new.stopSoon() }
        } catch {
            throw AerospikeError(.connectFailed, "cannot start an event loop: \(error)")
        }
    }

    /// The attempt that is being made or has succeeded, or a new one.
    private func sharedAttempt(on loop: EventLoop) throws(AerospikeError) -> Attempt {
        try state.withLock { state throws(AerospikeError) in
            guard !state.isClosed else { throw .closed }
            if let attempt = state.connecting { return attempt }
            let attempt = Task(executorPreference: loop) { await self.attempt(on: loop) }
            state.connecting = attempt
            return attempt
        }
    }

    /// Nothing of an attempt that fails is published: what nobody tends would only grow old.
    private func attempt(on loop: EventLoop) async -> Result<Void, AerospikeError> {
        var tender: Tender
        do throws(AerospikeError) {
            tender = try Tender(definition, logins: try await logins, on: loop) { [bell] in bell.ring() }
        } catch {
            state.withLock { $0.connecting = nil }
            return .failure(error)
        }
        let report = await firstRounds(of: &tender, on: loop)
        if let failure = failure(of: report, topology: tender.topology) {
            state.withLock { $0.connecting = nil }
            return .failure(failure)
        }
        publish(report, topology: tender.topology)
        keepConnections()
        startTending(tender, on: loop)
        return .success(())
    }

    /// The first round, and those that follow at once because more is to be known.
    private func firstRounds(of tender: inout Tender, on loop: EventLoop) async -> ClusterTend.Report {
        let patience = definition.systemSettings.connections.waitForConnectionToComplete
        let deadline = MonotonicTime.now().advanced(by: patience)
        var report = await tender.round(seeds: seeds).report
        // A server that has just been started needs a moment to join its cluster.
        while report.seedFailures.contains(where: \.isOfUnreadiness), tender.topology.nodes.isEmpty, !Task.isCancelled {
            let next = MonotonicTime.now().advanced(by: ClusterLimits.tendRest)
            guard next < deadline else { break }
            await loop.sleep(until: next)
            report = await tender.round(seeds: seeds).report
        }
        // A node that was too slow to tell its partitions is asked once more, rather than by every first command.
        if !tender.isComplete, !tender.topology.nodes.isEmpty, !Task.isCancelled {
            report = await tender.round(seeds: seeds).report
        }
        return report
    }

    private var logins: Logins? {
        get async throws(AerospikeError) {
            try await identity.map { Logins(as: $0, of: definition) }
        }
    }

    /// Who logs in; the task waits while a password that is new is hashed.
    private var identity: LoginIdentity? {
        get async throws(AerospikeError) { try await state.withLock { $0.credentials }?.identity() }
    }

    private func failure(of report: ClusterTend.Report, topology: Topology) -> AerospikeError? {
        if Task.isCancelled { return .taskCancelled }
        guard topology.namespaceNames.isEmpty else { return nil }
        let failure =
            topology.nodes.isEmpty ? AerospikeError(failuresOfSeeds: report.seedFailures) : .unmapped(report.troubles)
        // To go on trying with a wrong password would only lock its user out.
        return definition.failsIfNotConnected || failure.code == .loginRefused ? failure : nil
    }

    // MARK: Tending

    /// Looks for changes of the cluster as soon as may be, because something happened that points to one.
    ///
    /// It may be called as often as there are reasons: there is one round at a time, with a rest between.
    package func tendSoon() { bell.ring() }

    private func startTending(_ tender: Tender, on loop: EventLoop) {
        // The loop runs it, so that it goes on even when every cooperative thread is busy. It does not keep the cluster.
        let task = Task(executorPreference: loop) { [weak self, bell] in
            var tender = tender
            var rest = ClusterLimits.tendRest
            while !Task.isCancelled {
                let isEarly = await bell.wait(for: tender.interval, resting: rest, on: loop)
                guard !Task.isCancelled, let self else { return }
                let isChanged = await self.round(&tender)
                // Where nothing comes of it, such as of a peer that cannot be reached, nodes are left in peace for longer.
                rest = isEarly && !isChanged ? min(rest * 2, tender.interval) : ClusterLimits.tendRest
            }
        }
        let isClosed = state.withLock { state in
            state.tending = task
            return state.isClosed
        }
        if isClosed { task.cancel() }
    }

    private func adopt(_ definition: ClusterDefinition, _ tender: inout Tender) async {
        tender.adopt(definition)
        do throws(AerospikeError) {
            if let identity = try await identity { tender.adopt(identity) }
        } catch {
            // A password that cannot be hashed for now is tried again with the next round.
            state.withLock { $0.isChanged = true }
        }
    }

    /// Runs a round.
    ///
    /// - Returns: Whether anything had changed.
    private func round(_ tender: inout Tender) async -> Bool {
        if let definition = changedDefinition() { await adopt(definition, &tender) }
        let (report, left) = await tender.round(seeds: seeds)
        publish(report, topology: report.isChanged ? tender.topology : nil)
        for node in left {
            node.endpoint.closeBlocking()
            for loop in loops { loop.perform { loop in loop.drop(node.endpoint) } }
        }
        keepConnections()
        return report.isChanged
    }

    /// Shows what a round found; a topology of `nil` leaves the one that is known.
    private func publish(_ report: ClusterTend.Report, topology: Topology?) {
        state.withLock { state in
            guard !state.isClosed else { return }
            if let topology { state.topology = topology }
            state.warnings = report.unreachablePeers + report.warnings
            if state.topology.nodes.isEmpty, !report.seedFailures.isEmpty {
                state.warnings.append(AerospikeError(failuresOfSeeds: report.seedFailures))
            }
        }
    }
}

extension Cluster.State {
    /// What is left to end when a cluster is closed.
    fileprivate struct Remains {
        let connecting: Cluster.Attempt?
        let tending: Task<Void, Never>?
        let topology: Topology
    }

    /// Marks the cluster as closed.
    ///
    /// - Returns: What is left to end, or `nil` when it was closed before.
    fileprivate mutating func close() -> Remains? {
        guard !isClosed else { return nil }
        isClosed = true
        defer {
            tending = nil
            topology = .closed
        }
        return Remains(connecting: connecting, tending: tending, topology: topology)
    }
}

extension AerospikeError {
    /// Why no seed can be used: a refused login stands for all of them, because it takes somebody to mend it.
    fileprivate init(failuresOfSeeds failures: [AerospikeError]) {
        let count = failures.count
        let seeds = count == 1 ? "the seed" : "any of the \(count) seeds"
        self =
            AerospikeError(refusedLoginAmong: failures)
            ?? AerospikeError(.connectFailed, "cannot connect to \(seeds)", causes: failures)
    }

    /// Whether a server, or one of those behind a name, has started and not yet joined its cluster.
    fileprivate var isOfUnreadiness: Bool { code == .nodeNotReady || causes.contains(where: \.isOfUnreadiness) }

    static let closed = AerospikeError(.clientClosed, "the client is closed", advice: "make another")

    /// The error of a client whose nodes answer, and tell nothing of use.
    static func unmapped(_ troubles: [AerospikeError]) -> AerospikeError {
        let isOfTime = troubles.allSatisfy { $0.code == .timeout }
        return AerospikeError(
            .connectFailed,
            "the cluster was reached, but no node told \(isOfTime ? "in time " : "")which partitions it holds",
            advice: isOfTime
                ? "try again, or allow more time in system: connections: wait_for_connection_to_complete" : nil,
            causes: troubles)
    }

    static let neverConnected = AerospikeError(
        .connectFailed, "the client is not connected", advice: "call connect() first, or use withClient { }")
}
