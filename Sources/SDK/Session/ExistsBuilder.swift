/// The question whether records exist; nothing is sent before `execute()`.
///
/// Each key has its row, also one without a record; ``RecordResult/asBool()`` tells.
public struct ExistsBuilder<Style: WaitingStyle>: ExecutableCommand {
    private let command: KeyCommand<Style>

    init(_ command: KeyCommand<Style>) { self.command = command }

    /// What was asked for so far, the question included.
    public var commands: CommandChain<Style> { command.chain(.read(.none), toleratesMissing: true) }
}
