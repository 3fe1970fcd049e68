/// A renewal of records' lives, put together step by step; nothing is sent before `execute()`.
public struct TouchBuilder<Style: WaitingStyle>: ExecutableCommand, ExpiringBuilder {
    var command: KeyCommand<Style>

    init(_ command: KeyCommand<Style>) { self.command = command }

    /// What was asked for so far, the renewal included.
    public var commands: CommandChain<Style> {
        command.chain(.touch(command.conditions), toleratesMissing: true)
    }

    /// Renews only if the record's generation is this one, else fails with `generationError`.
    public func ensureGeneration(is generation: UInt32) -> Self {
        changed(self) { $0.command.conditions.generation = generation }
    }

    /// Lets the records live as given; an error is kept, and thrown by `execute()`.
    public func withTimeToLive(_ timeToLive: Result<TimeToLive, AerospikeError>) -> Self {
        changed(self) { $0.command.setTimeToLive(timeToLive) }
    }
}
