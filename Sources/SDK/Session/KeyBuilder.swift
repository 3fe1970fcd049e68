/// A command that needs no bins: a delete, a touch, or the question whether records exist.
public struct KeyBuilder<Style: WaitingStyle>: Sendable {
    enum Verb { case delete, touch, exists }

    let core: SessionCore
    let keys: [Key]
    let isSingle: Bool
    private let verb: Verb
    var conditions = WriteConditions()
    var problem: AerospikeError?

    init(_ core: SessionCore, _ verb: Verb, _ keys: [Key], isSingle: Bool = false) {
        self.core = core
        self.verb = verb
        self.keys = keys
        self.isSingle = isSingle
    }

    /// Acts only if the record's generation is this one, else fails with `generationError`.
    public func ensureGeneration(is generation: UInt32) -> Self {
        changing { $0.conditions.generation = generation }
    }

    /// Chooses whether a delete leaves a tombstone, whatever the behavior says; needs the Enterprise Edition.
    public func withDurableDelete(_ enabled: Bool = true) -> Self {
        changing { $0.conditions.durableDelete = enabled }
    }

    var action: RecordAction {
        switch verb {
        case .delete: .delete(conditions)
        case .touch: .touch(conditions)
        case .exists: .read(.none)
        }
    }
}

extension KeyBuilder: ExpiringBuilder {}
