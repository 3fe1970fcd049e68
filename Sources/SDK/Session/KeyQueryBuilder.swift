/// A read of records by their keys.
public struct KeyQueryBuilder<Style: WaitingStyle>: ExecutableCommand {
    private let command: KeyCommand<Style>
    private var selection = BinSelection.all
    private var includesMissingKeys = false

    init(_ command: KeyCommand<Style>) { self.command = command }

    /// What was asked for so far, the read included.
    public var commands: CommandChain<Style> {
        command.chain(.read(selection), toleratesMissing: true, reportsMissing: includesMissingKeys)
    }

    /// Returns only these bins.
    public func bins(_ names: String...) -> Self { bins(names) }

    /// Returns only these bins.
    public func bins(_ names: [String]) -> Self {
        changed(self) { $0.selection = .named(names) }
    }

    /// Returns no bins: only each record's generation and expiration.
    public func withNoBins() -> Self {
        changed(self) { $0.selection = .none }
    }

    /// Reports keys without a record as rows with `keyNotFound`, rather than leaving them out.
    public func includeMissingKeys() -> Self {
        changed(self) { $0.includesMissingKeys = true }
    }
}
