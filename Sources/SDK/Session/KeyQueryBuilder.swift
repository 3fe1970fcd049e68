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

    /// Chooses a bin, which `get()` returns together with those chosen before.
    public func bin(_ name: String) -> BinQueryBuilder<Style> { BinQueryBuilder(self, name) }

    fileprivate func adding(_ name: String) -> Self {
        changed(self) { $0.selection = .named($0.selection.names + [name]) }
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

/// One bin of a read, waiting to be told what to do with it.
public struct BinQueryBuilder<Style: WaitingStyle>: Sendable {
    private let builder: KeyQueryBuilder<Style>
    private let name: String

    fileprivate init(_ builder: KeyQueryBuilder<Style>, _ name: String) {
        self.builder = builder
        self.name = name
    }

    /// Returns the bin, and no others but those that are asked for like it.
    public func get() -> KeyQueryBuilder<Style> { builder.adding(name) }
}
