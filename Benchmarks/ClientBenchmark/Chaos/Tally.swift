import AerospikeSDK
import Synchronization

/// What became of the commands.
final class Tally: Sendable {
    struct Counts {
        var reads = 0
        var batchRows = 0
        var writes = 0
        var staleRecords = 0
        var wrongRecords = 0
        /// How many commands failed, by what and why.
        var failures: [String: Int] = [:]
        /// One error of each kind in full.
        var examples: [String: String] = [:]

        /// How many reads failed, rows of batches included.
        var failedReads: Int { failures.filter { !$0.key.hasPrefix("write") }.values.reduce(0, +) }
    }

    private let state = Mutex(Counts())
    private let isStopped = Atomic<Bool>(false)

    /// Whether the load is to end.
    var isOver: Bool { isStopped.load(ordering: .relaxed) }

    var counts: Counts { state.withLock { $0 } }

    func stop() { isStopped.store(true, ordering: .relaxed) }

    func add(_ change: (inout Counts) -> Void) { state.withLock { change(&$0) } }

    func add(_ verdict: Ledger.Verdict) {
        switch verdict {
        case .right: break
        case .stale: add { $0.staleRecords += 1 }
        case .wrong: add { $0.wrongRecords += 1 }
        }
    }

    func addFailure(of command: String, _ error: AerospikeError) {
        let cause = error.resultCode.map { "\(error.code) \($0)" } ?? "\(error.code)"
        let name = "\(command): \(cause)\(error.isInDoubt ? ", in doubt" : "")"
        add { counts in
            counts.failures[name, default: 0] += 1
            if counts.examples[name] == nil { counts.examples[name] = "\(error)" }
        }
    }
}
