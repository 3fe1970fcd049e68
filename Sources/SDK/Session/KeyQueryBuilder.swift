/// A read of records by their keys.
public struct KeyQueryBuilder<Style: WaitingStyle>: Sendable {
    let core: SessionCore
    let keys: [Key]
    let isSingle: Bool
    private(set) var selection = BinSelection.all
    private(set) var includesMissingKeys = false

    init(_ core: SessionCore, _ keys: [Key], isSingle: Bool = false) {
        self.core = core
        self.keys = keys
        self.isSingle = isSingle
    }

    /// Returns only these bins.
    public func bins(_ names: String...) -> Self { bins(names) }

    /// Returns only these bins.
    public func bins(_ names: [String]) -> Self {
        changing { $0.selection = .named(names) }
    }

    /// Returns no bins: only each record's generation and expiration.
    public func withNoBins() -> Self {
        changing { $0.selection = .none }
    }

    /// Reports keys without a record as rows with `keyNotFound`, rather than leaving them out.
    public func includeMissingKeys() -> Self {
        changing { $0.includesMissingKeys = true }
    }

    /// The rows that the reader is told of.
    func reported(_ rows: [RecordResult]) -> [RecordResult] {
        includesMissingKeys ? rows : rows.filter { $0.resultCode != .keyNotFound }
    }

    private func changing(_ change: (inout Self) -> Void) -> Self {
        var copy = self
        change(&copy)
        return copy
    }
}
