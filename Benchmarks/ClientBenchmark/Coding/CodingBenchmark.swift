import AerospikeSDK

/// Makes bins of types and types of bins, and compares that with code written by hand.
struct CodingBenchmark {
    static let usage = "coding [--times 20000] [--rounds 11]"

    private let times: Int
    private let rounds: Int

    init(_ options: Options) {
        times = max(1, options.number("times", default: 20_000))
        rounds = max(1, options.number("rounds", default: 11))
    }

    func run() throws {
        try compare("5 fields", FlatSubject())
        try compare("nested struct, list, map", DeepSubject())
        try compare("list of 100 integers", LongSubject())
    }

    private func compare<Subject: CodingSubject>(_ name: String, _ subject: Subject) throws {
        let bins = subject.bins
        var (made, encoded, read, decoded) = ([Double](), [Double](), [Double](), [Double]())
        // Side by side, so that whatever else the machine does bears on all.
        for _ in 0..<rounds {
            made.append(try nanoseconds { subject.bins.count })
            encoded.append(try nanoseconds { try Bins(encoding: subject).count })
            read.append(try nanoseconds { Subject(bins: bins) == nil ? 0 : 1 })
            decoded.append(try nanoseconds { try bins.decode(Subject.self).weight })
        }
        let table = Table(widths: [28, 12, 12, 8])
        table.print(name, "by hand, ns", "Codable, ns", "ratio")
        for (step, byHand, codable) in [("to bins", made, encoded), ("from bins", read, decoded)] {
            let ratio = zip(codable, byHand).map { $0 / $1 }.median
            table.print(
                step, byHand.median.rounded(digits: 0), codable.median.rounded(digits: 0), ratio.rounded(digits: 1))
        }
    }

    /// What one call takes; the calls' results are added up, so that none is left out.
    private func nanoseconds(_ body: () throws -> Int) throws -> Double {
        let start = Meter.read().processorMicroseconds
        var sum = 0
        for _ in 0..<times { sum &+= try body() }
        precondition(sum > 0)
        return (Meter.read().processorMicroseconds - start) * 1000 / Double(times)
    }
}
