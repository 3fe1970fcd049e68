/// The question whether records exist; nothing is sent before `execute()`.
public struct ExistsBuilder<Style: WaitingStyle>: Sendable {
    let command: KeyCommand

    init(_ command: KeyCommand) { self.command = command }

    var action: RecordAction { .read(.none) }
}
