/// A renewal of records' lives, put together step by step; nothing is sent before `execute()`.
public struct TouchBuilder<Style: WaitingStyle>: Sendable, ExpiringBuilder {
    var command: KeyCommand

    init(_ command: KeyCommand) { self.command = command }

    /// Renews only if the record's generation is this one, else fails with `generationError`.
    public func ensureGeneration(is generation: UInt32) -> Self {
        changed(self) { $0.command.conditions.generation = generation }
    }

    /// Lets the records live as given; an error is kept, and thrown by `execute()`.
    public func withTimeToLive(_ timeToLive: Result<TimeToLive, AerospikeError>) -> Self {
        changed(self) { $0.command.setTimeToLive(timeToLive) }
    }

    var action: RecordAction { .touch(command.conditions) }
}
