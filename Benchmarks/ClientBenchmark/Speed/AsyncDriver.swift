import AerospikeSDK

/// Measures the asynchronous client with a number of tasks.
struct AsyncDriver {
    let client: Client
    let workload: Workload
    let taskCount: Int
    /// Whether the tasks run on the client's event loops rather than on Swift's cooperative threads.
    let prefersLoops: Bool

    func measure(_ kind: Workload.Kind) async throws -> Measurement {
        let session = client.createSession(.default)
        let start = Meter.read()
        let end = start.nanoseconds + UInt64(workload.seconds * 1e9)
        let latencies = try await withThrowingTaskGroup { group in
            for worker in 0..<taskCount {
                let executor = prefersLoops ? try client.nextTaskExecutor() : nil
                group.addTask(executorPreference: executor) { try await work(session, kind, worker, until: end) }
            }
            return try await group.reduce(into: Histogram()) { $0.add($1) }
        }
        return Measurement(from: start, to: .read(), latencies: latencies)
    }

    private func work(
        _ session: Session,
        _ kind: Workload.Kind,
        _ worker: Int,
        until end: UInt64
    ) async throws -> Histogram {
        var keys = workload.keys(of: worker)
        var latencies = Histogram()
        var now = Meter.now()
        while now < end {
            let (number, key) = keys.next()
            switch kind {
            case .reads: _ = try await session.get(key)
            case .writes: try await session.put(key, workload.bins(number))
            }
            let after = Meter.now()
            latencies.add(nanoseconds: after - now)
            now = after
        }
        return latencies
    }
}
