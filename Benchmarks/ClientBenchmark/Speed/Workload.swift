import AerospikeSDK
import Synchronization

/// What every measurement does: small records, keys drawn evenly, for a time.
struct Workload: Sendable {
    enum Kind: String, CaseIterable { case reads, writes }

    let dataSet: DataSet
    let recordCount: Int
    let seconds: Double

    /// A record of three small bins.
    func bins(_ number: Int) -> Bins { ["id": Value(number), "name": "user-\(number)", "score": 0.5] }

    /// Writes every record once.
    func fill(_ client: Client) async throws {
        let session = client.createSession(.default)
        for number in 0..<recordCount { try await session.put(dataSet.id(number), bins(number)) }
    }

    /// A worker's own sequence of keys.
    func keys(of worker: Int) -> KeySequence { KeySequence(dataSet: dataSet, count: recordCount, seed: worker) }
}

/// Keys drawn evenly by a small generator, so that drawing costs next to nothing.
struct KeySequence {
    let dataSet: DataSet
    let count: Int
    private var state: UInt64

    init(dataSet: DataSet, count: Int, seed: Int) {
        self.dataSet = dataSet
        self.count = count
        state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    }

    mutating func next() -> (number: Int, key: Key) {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        let number = Int(state % UInt64(count))
        return (number, dataSet.id(number))
    }
}

/// What a measurement found.
struct Measurement {
    let operationsPerSecond: Double
    let latencies: Histogram
    let processorMicroseconds: Double

    init(from start: Meter, to end: Meter, latencies: Histogram) {
        let seconds = Double(end.nanoseconds - start.nanoseconds) / 1e9
        operationsPerSecond = Double(latencies.count) / seconds
        processorMicroseconds =
            (end.processorMicroseconds - start.processorMicroseconds) / Double(max(1, latencies.count))
        self.latencies = latencies
    }
}
