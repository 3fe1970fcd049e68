/// What the builders share: what was asked for before, the keys, the conditions, and the first thing that is wrong with
/// them.
struct KeyCommand<Style: WaitingStyle>: Sendable {
    private let previous: CommandChain<Style>
    private let keys: [Key]
    /// Whether a single key was given, whose failure is thrown rather than reported in a row.
    private let isSingle: Bool
    var conditions = WriteConditions()
    /// The first thing wrong with what was asked for; `execute()` throws it.
    var problem: AerospikeError?

    init(_ previous: CommandChain<Style>, _ keys: [Key], isSingle: Bool) {
        self.previous = previous
        self.keys = keys
        self.isSingle = isSingle
    }

    mutating func setTimeToLive(_ timeToLive: Result<TimeToLive, AerospikeError>) {
        switch timeToLive {
        case .success(let timeToLive): conditions.timeToLive = timeToLive
        case .failure(let error): problem = problem ?? error
        }
    }

    /// What was asked for before, and this.
    func chain(
        _ action: RecordAction,
        toleratesMissing: Bool = false,
        reportsMissing: Bool = true
    ) -> CommandChain<Style> {
        let segment = CommandSegment(
            keys: keys, isSingle: isSingle, action: action, toleratesMissing: toleratesMissing,
            reportsMissing: reportsMissing)
        return previous.appending(segment, problem: problem)
    }
}

/// A copy of a value with a change.
func changed<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
    var copy = value
    change(&copy)
    return copy
}
