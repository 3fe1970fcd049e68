import AerospikeSDK
import Synchronization

/// What the records must hold, as far as the answers to their writes tell.
///
/// A record carries its own number, the sequence number of its write, and a check on both, so that an answer that belongs
/// to another command, or is mixed of two, is found out.
final class Ledger: Sendable {
    /// What is to be said of a record that was read.
    enum Verdict {
        case right
        /// It is older than a write that was acknowledged before it was asked for, or not there at all.
        case stale
        /// It is of another key, or was never written.
        case wrong
    }

    private struct Entry {
        /// The sequence number of the last write that was acknowledged, or 0.
        var acknowledged = 0
        /// That of the last write that was begun.
        var begun = 0
        /// Whether it must not be written, because a write may still be under way somewhere.
        var isResting = false
        /// Whether a write is under way.
        var isBusy = false
    }

    let dataSet: DataSet
    let count: Int
    private let entries: Mutex<[Entry]>

    init(_ dataSet: DataSet, count: Int) {
        self.dataSet = dataSet
        self.count = count
        entries = Mutex(Array(repeating: Entry(), count: count))
    }

    /// Begins a write.
    ///
    /// - Returns: What to write, or `nil` while the record must be left alone.
    func beginWrite(of number: Int) -> (sequence: Int, bins: Bins)? {
        let sequence: Int? = entries.withLock { entries in
            guard !entries[number].isResting, !entries[number].isBusy else { return nil }
            entries[number].isBusy = true
            entries[number].begun += 1
            return entries[number].begun
        }
        guard let sequence else { return nil }
        let check = Self.check(number, sequence)
        return (sequence, ["number": Value(number), "sequence": Value(sequence), "check": Value(check)])
    }

    /// A write has ended.
    ///
    /// - Parameter error: Why it failed; `nil` when it was acknowledged.
    func endWrite(of number: Int, _ sequence: Int, _ error: AerospikeError?) {
        entries.withLock { entries in
            entries[number].isBusy = false
            guard let error else {
                entries[number].acknowledged = sequence
                return
            }
            entries[number].isResting = error.isInDoubt
        }
    }

    /// No server still works on a write that was given up: every record may be written again.
    func settle() {
        entries.withLock { entries in
            for number in entries.indices { entries[number].isResting = false }
        }
    }

    /// The oldest write that a read begun now may find.
    func floor(of number: Int) -> Int { entries.withLock { $0[number].acknowledged } }

    /// Judges what was read.
    ///
    /// - Parameter floor: The oldest write that may be found.
    func judge(_ record: Record?, of number: Int, floor: Int) -> Verdict {
        guard let record else { return floor == 0 ? .right : .stale }
        guard case .integer(let found)? = record.bins["number"], Int(found) == number,
            case .integer(let stored)? = record.bins["sequence"],
            record.bins["check"] == Value(Self.check(number, Int(stored))),
            Int(stored) <= entries.withLock({ $0[number].begun })
        else { return .wrong }
        return Int(stored) < floor ? .stale : .right
    }

    private static func check(_ number: Int, _ sequence: Int) -> Int {
        var generator = SplitMix64(seed: UInt64(truncatingIfNeeded: number << 32 ^ sequence))
        return Int(truncatingIfNeeded: generator.next() >> 1)
    }
}
