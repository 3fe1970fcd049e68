internal import Synchronization

/// A cluster that is kept in sight: its event loops, its topology, and the task that tends it.
package final class Cluster: Sendable {
    package let definition: ClusterDefinition
    package let loops: [EventLoop]

    private struct State {
        var topology = Topology.empty
        var tending: Task<Void, Never>?
        var isClosed = false
        var warnings: [AerospikeError] = []
    }

    private let state = Mutex(State())
    private let nextLoop = Atomic<Int>(0)

    private init(_ definition: ClusterDefinition, loops: [EventLoop]) {
        self.definition = definition
        self.loops = loops
    }

    /// Connects to a cluster: asks the seeds, meets the peers, reads the partition maps, and goes on tending.
    ///
    /// - Throws: `AerospikeError` with code `connectFailed` and the reason of every seed, unless the definition says
    ///   that a client may begin without a cluster.
    package static func connect(
        _ definition: ClusterDefinition,
        loopCount: Int = defaultLoopCount
    ) async throws(AerospikeError) -> Cluster {
        try definition.validate()
        let cluster = Cluster(definition, loops: try startLoops(loopCount))
        do throws(AerospikeError) {
            try await cluster.begin()
        } catch {
            await cluster.close()
            throw error
        }
        return cluster
    }

    /// The cluster as it was last seen.
    package var topology: Topology { state.withLock { $0.topology } }

    /// What the last round found that does not stop the client, such as peers that cannot be reached.
    package var warnings: [AerospikeError] { state.withLock { $0.warnings } }

    /// Whether the cluster was closed.
    package var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Stops tending, closes every connection, and ends the loops.
    package func close() async {
        let tending = state.withLock { state -> Task<Void, Never>? in
            guard !state.isClosed else { return nil }
            state.isClosed = true
            state.topology = .empty
            defer { state.tending = nil }
            return state.tending
        }
        tending?.cancel()
        await tending?.value
        for loop in loops { await loop.stop() }
    }

    /// The loop for the next command: the one on which the task runs already, else each in turn.
    var loop: EventLoop {
        if let current = EventLoop.current, loops.contains(where: { $0 === current }) { return current }
        let turn = nextLoop.wrappingAdd(1, ordering: .relaxed).newValue
        return loops[Int(UInt(bitPattern: turn) % UInt(loops.count))]
    }

    // MARK: Beginning

    private static func startLoops(_ count: Int) throws(AerospikeError) -> [EventLoop] {
        do throws(SystemError) {
            var loops: [EventLoop] = []
            for _ in 0..<max(1, count) { loops.append(try EventLoop.start()) }
            return loops
        } catch {
            throw AerospikeError(.connectFailed, "cannot start an event loop: \(error)")
        }
    }

    private func begin() async throws(AerospikeError) {
        var tender = Tender(definition, on: loops[0])
        let report = await round(&tender)
        if Task.isCancelled { throw AerospikeError(.cancelled, "the task was cancelled") }
        if topology.nodes.isEmpty, definition.failsIfNotConnected { throw connectError(report.seedFailures) }
        startTending(tender)
    }

    private func connectError(_ failures: [AerospikeError]) -> AerospikeError {
        let count = failures.count
        let seeds = count == 1 ? "the seed" : "any of the \(count) seeds"
        return AerospikeError(.connectFailed, "cannot connect to \(seeds)", causes: failures)
    }

    // MARK: Tending

    private func startTending(_ tender: Tender) {
        let interval = definition.systemSettings.tendInterval
        // The loop runs it, so that it goes on even when every cooperative thread is busy. It does not keep the cluster.
        let task = Task(executorPreference: loops[0]) { [weak self] in
            var tender = tender
            while !Task.isCancelled {
                try? await Task.sleep(for: interval)
                guard !Task.isCancelled, let self else { return }
                _ = await self.round(&tender)
            }
        }
        let isClosed = state.withLock { state in
            state.tending = task
            return state.isClosed
        }
        if isClosed { task.cancel() }
    }

    private func round(_ tender: inout Tender) async -> ClusterTend.Report {
        let (report, left) = await tender.round()
        let topology = report.isChanged ? tender.topology : nil
        state.withLock { state in
            guard !state.isClosed else { return }
            if let topology { state.topology = topology }
            state.warnings = report.unreachablePeers
        }
        for node in left {
            for loop in loops { loop.perform { loop in loop.drop(node.endpoint) } }
        }
        return report
    }
}
