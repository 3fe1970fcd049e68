import AerospikeSDK

/// What a run found.
struct ChaosReport {
    let tendInterval: Duration
    var counts = Tally.Counts()
    var lostWrites = 0
    var socketsBefore = 0
    var socketsAfter = 0
    /// Resident memory in mebibytes, at the start and after each tenth of the restarts.
    var memory: [Double] = []
    /// How long the client took to follow each change on which the servers agreed.
    var delays: [Duration] = []
    /// How often it did not follow.
    var misses = 0

    func print() {
        let table = Table(widths: [34, 12, 24])
        table.print("operations", "\(counts.reads + counts.batchRows + counts.writes)", mix)
        table.print("failed reads", "\(counts.failedReads)", "must be 0")
        for (name, count) in counts.failures.sorted(by: { $0.key < $1.key }) {
            table.print("  \(name)", "\(count)", "")
            if let example = counts.examples[name] { Swift.print("      \(example.split(separator: "\n")[0])") }
        }
        table.print("wrong records", "\(counts.wrongRecords)", "must be 0")
        table.print("records older than acknowledged", "\(counts.staleRecords)", "")
        table.print("lost writes", "\(lostWrites)", "must be 0")
        table.print("descriptors before", "\(socketsBefore)", "")
        table.print("descriptors after", "\(socketsAfter)", "must not be more")
        table.print("map not right in time", "\(misses)", "must be 0")
        table.print("map right after, in tends, p50", tends(share: 0.5), "of \(delays.count) changes")
        table.print("map right after, in tends, most", tends(share: 1), "")
        Swift.print("memory, MiB:", memory.map { $0.rounded(digits: 1) }.joined(separator: " "))
    }

    private var mix: String { "\(counts.reads) reads, \(counts.batchRows) rows, \(counts.writes) writes" }

    private func tends(share: Double) -> String {
        let sorted = delays.sorted()
        guard !sorted.isEmpty else { return "-" }
        let delay = sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
        return (Double(delay.wholeNanoseconds) / Double(tendInterval.wholeNanoseconds)).rounded(digits: 2)
    }
}
