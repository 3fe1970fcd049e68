/// How a behavior has a batch carried out: the whole, and each of its actions.
struct BatchSettings {
    /// What rules times, retries and nodes for the whole: the settings of the kind that may least be repeated.
    let leading: BehaviorSettings

    /// What rules the rows of each action.
    let actions: [BatchAction]

    /// - Parameter mode: The mode of the first key's namespace; one set of times rules the whole.
    init(_ behavior: Behavior, _ actions: [RecordAction], leading mode: ConsistencyMode) {
        let actions = actions.map { BatchAction($0, behavior) }
        let kinds = [CommandKind.nonRetryableWrite, .retryableWrite, .read].filter { kind in
            actions.contains { $0.kind == kind }
        }
        var leading = behavior.settings(kinds.first ?? .read, .batch, mode)
        // Whether something is tried again is decided key by key; the whole goes on as long as any key may.
        leading.maxRetries = actions.map { $0[mode].maxRetries }.max() ?? 0
        self.leading = leading
        self.actions = actions
    }
}

/// One action of a batch, as its rows carry it in a namespace of either mode.
struct BatchAction {
    /// What depends on the mode.
    struct Row {
        let header: MessageHeader
        let sendsKey: Bool
        let replica: BehaviorSettings.Replica
        let maxRetries: Int
    }

    let action: RecordAction
    let kind: CommandKind
    let operations: [MessageOperation]
    private let availability: Row
    private let strongConsistency: Row

    init(_ action: RecordAction, _ behavior: Behavior) {
        let kind = action.kind
        func row(_ mode: ConsistencyMode) -> Row {
            let settings = behavior.settings(kind, .batch, mode)
            return Row(
                header: action.header(settings, mode), sendsKey: settings.sendKey && action.isWrite,
                replica: settings.replica(for: kind, mode), maxRetries: settings.maxRetries)
        }
        self.action = action
        self.kind = kind
        operations = action.operations
        availability = row(.availability)
        strongConsistency = row(.strongConsistency)
    }

    subscript(mode: ConsistencyMode) -> Row {
        mode == .availability ? availability : strongConsistency
    }
}
