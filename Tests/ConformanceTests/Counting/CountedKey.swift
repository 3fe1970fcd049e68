@testable import AerospikeSDK

/// A record that one task alone writes to, and what may be in it as far as that task can know.
///
/// A record whose write is in doubt is left alone from then on: the write may be carried out any time later.
struct CountedKey: Sendable {
    /// What a write leaves in a record; its generation tells how many writes were carried out since there is the record.
    struct Written: Hashable {
        let value: Int
        let generation: UInt32
    }

    /// What a record may hold: nothing, or what was written.
    typealias State = Written?

    let key: Key
    /// Everything that may be in the record; one state unless a write is in doubt.
    private(set) var possible: Set<State> = [nil]
    /// Whether a write may be carried out any time later: also one that would change nothing now, such as the delete of a
    /// record that is not there.
    private(set) var isInDoubt = false

    init(_ key: Key) { self.key = key }

    /// What is in the record, while that is known.
    var state: State { possible.first ?? nil }

    /// What is in the record after the next write, if that is carried out, and once.
    func next(_ value: Int) -> Written { Written(value: value, generation: (state?.generation ?? 0) + 1) }

    /// A write has been acknowledged.
    mutating func acknowledged(_ state: State) { possible = [state] }

    /// A write has failed, and may have been carried out all the same.
    mutating func doubted(_ state: State) {
        possible.insert(state)
        isInDoubt = true
    }

    /// Whether a record that was read is this one, and as it may be.
    func agrees(with record: Record?) -> Bool {
        guard let record else { return possible.contains(nil) }
        guard let value = key.countedValue(in: record) else { return false }
        return possible.contains(Written(value: value, generation: record.generation))
    }
}

/// A record that one command alone writes, and none removes, so that the command can be tried again without harm: a try
/// that is overtaken by the next writes the same.
struct WriteOnceKey: Sendable {
    /// What is known of the record.
    enum State { case absent, doubtful, present }

    let key: Key
    let value: Int
    private(set) var state = State.absent

    init(_ key: Key, _ value: Int) { (self.key, self.value) = (key, value) }

    var bins: Bins { key.countedBins(value) }

    /// The write has been acknowledged, or its record seen.
    mutating func acknowledged() { state = .present }

    /// The write has failed, and may have been carried out all the same.
    mutating func doubted() { state = .doubtful }

    /// Whether a record that was read is this one, and as it may be.
    func agrees(with record: Record?) -> Bool {
        guard let record else { return state != .present }
        return state != .absent && key.countedValue(in: record) == value
    }
}

extension Key {
    /// Bins that tell whose they are.
    func countedBins(_ value: Int) -> Bins { ["key": .string(digest.description), "value": Value(value)] }

    /// The value in a record, if the record is this key's.
    func countedValue(in record: Record) -> Int? {
        guard record.bins["key"] == .string(digest.description), case .integer(let value)? = record.bins["value"]
        else { return nil }
        return Int(value)
    }
}
