/// A read of records by their keys.
public struct KeyQueryBuilder<Style: WaitingStyle>: Sendable {
    let command: KeyCommand
    private(set) var selection = BinSelection.all
    private(set) var includesMissingKeys = false

    init(_ command: KeyCommand) { self.command = command }

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

    /// The rows that the reader is told of.
    func reported(_ rows: [RecordResult]) -> [RecordResult] {
        includesMissingKeys ? rows : rows.filter { $0.resultCode != .keyNotFound }
    }
}
