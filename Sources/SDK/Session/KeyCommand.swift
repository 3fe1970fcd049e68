/// What the builders of writes share: the keys, the conditions, and the first thing that is wrong with them.
struct KeyCommand: Sendable {
    let core: SessionCore
    let keys: [Key]
    /// Whether a single key was given, whose failure is thrown rather than reported in a row.
    let isSingle: Bool
    var conditions = WriteConditions()
    /// The first thing wrong with what was asked for; `execute()` throws it.
    var problem: AerospikeError?

    init(_ core: SessionCore, _ keys: [Key], isSingle: Bool) {
        self.core = core
        self.keys = keys
        self.isSingle = isSingle
    }

    mutating func setTimeToLive(_ timeToLive: Result<TimeToLive, AerospikeError>) {
        switch timeToLive {
        case .success(let timeToLive): conditions.timeToLive = timeToLive
        case .failure(let error): problem = problem ?? error
        }
    }
}

/// A copy of a value with a change.
func changed<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
    var copy = value
    change(&copy)
    return copy
}
