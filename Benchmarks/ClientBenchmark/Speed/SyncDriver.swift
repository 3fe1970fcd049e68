import AerospikeSDK
import Foundation
import Synchronization

/// Measures the blocking client with a number of threads.
struct SyncDriver {
    let client: SyncClient
    let workload: Workload
    let threadCount: Int

    func measure(_ kind: Workload.Kind) throws -> Measurement {
        let session = client.createSession(.default)
        let start = Meter.read()
        let end = start.nanoseconds + UInt64(workload.seconds * 1e9)
        let total = Mutex(Histogram())
        let failure = Mutex<AerospikeError?>(nil)
        let workload = workload
        onThreads(threadCount) { worker in
            do throws(AerospikeError) {
                let latencies = try Self.work(session, workload, kind, worker, until: end)
                total.withLock { $0.add(latencies) }
            } catch {
                failure.withLock { $0 = error }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
        return Measurement(from: start, to: .read(), latencies: total.withLock { $0 })
    }

    private static func work(
        _ session: SyncSession,
        _ workload: Workload,
        _ kind: Workload.Kind,
        _ worker: Int,
        until end: UInt64
    ) throws(AerospikeError) -> Histogram {
        var keys = workload.keys(of: worker)
        var latencies = Histogram()
        var now = Meter.now()
        while now < end {
            let (number, key) = keys.next()
            switch kind {
            case .reads: _ = try session.get(key)
            case .writes: try session.put(key, workload.bins(number))
            }
            let after = Meter.now()
            latencies.add(nanoseconds: after - now)
            now = after
        }
        return latencies
    }
}
