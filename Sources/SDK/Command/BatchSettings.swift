/// The settings of a batch, whose keys may lie in namespaces of both modes.
struct BatchSettings {
    /// Those that rule times, retries and nodes for the whole.
    let leading: BehaviorSettings
    private let availability: BehaviorSettings
    private let strongConsistency: BehaviorSettings

    init(_ behavior: Behavior, _ kind: CommandKind, leading mode: ConsistencyMode) {
        availability = behavior.settings(kind, .batch, .availability)
        strongConsistency = behavior.settings(kind, .batch, .strongConsistency)
        leading = mode == .availability ? availability : strongConsistency
    }

    /// Those that rule how a key of a namespace is read or written.
    subscript(mode: ConsistencyMode) -> BehaviorSettings {
        mode == .availability ? availability : strongConsistency
    }
}
