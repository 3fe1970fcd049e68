/// A delete, put together step by step; nothing is sent before `execute()`.
public struct DeleteBuilder<Style: WaitingStyle>: ExecutableCommand {
    var command: KeyCommand<Style>

    init(_ command: KeyCommand<Style>) { self.command = command }

    /// What was asked for so far, the delete included.
    public var commands: CommandChain<Style> {
        command.chain(.delete(command.conditions), toleratesMissing: true)
    }

    /// Deletes only if the record's generation is this one, else fails with `generationError`.
    public func ensureGeneration(is generation: UInt32) -> Self {
        changed(self) { $0.command.conditions.generation = generation }
    }

    /// Chooses whether the delete leaves a tombstone, whatever the behavior says; needs the Enterprise Edition.
    public func withDurableDelete(_ enabled: Bool = true) -> Self {
        changed(self) { $0.command.conditions.durableDelete = enabled }
    }
}
