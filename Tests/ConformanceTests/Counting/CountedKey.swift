@testable import AerospikeSDK

/// A record that one task alone writes to, and what may be in it as far as that task can know.
///
/// A record whose write is in doubt is left alone from then on: the write may be carried out any time later.
struct CountedKey: Sendable {
    /// What a record may hold: nothing, or a value.
    typealias State = Int?

    let key: Key
    /// Everything that may be in the record; one state unless a write is in doubt.
    private(set) var possible: Set<State> = [nil]

    init(_ key: Key) { self.key = key }

    var isInDoubt: Bool { possible.count > 1 }

    /// What is in the record, while that is known.
    var state: State { possible.first ?? nil }

    /// A write has been acknowledged.
    mutating func acknowledged(_ state: State) { possible = [state] }

    /// A write has failed, and may have been carried out all the same.
    mutating func doubted(_ state: State) { possible.insert(state) }

    /// Whether a record that was read is this one, and as it may be.
    func agrees(with record: Record?) -> Bool {
        guard let record else { return possible.contains(nil) }
        guard record.bins["key"] == .string(key.digest.description), case .integer(let value)? = record.bins["value"]
        else { return false }
        return possible.contains(Int(value))
    }
}
