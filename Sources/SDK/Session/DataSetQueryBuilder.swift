/// A read of the records of a data set, in no particular order.
public struct DataSetQueryBuilder<Style: WaitingStyle>: Sendable {
    let core: SessionCore
    private(set) var query: DataSetQuery

    init(_ core: SessionCore, _ dataSet: DataSet) {
        self.core = core
        query = DataSetQuery(dataSet: dataSet)
    }

    /// Returns only these bins.
    public func bins(_ names: String...) -> Self { bins(names) }

    /// Returns only these bins.
    public func bins(_ names: [String]) -> Self {
        changed(self) { $0.query.selection = .named(names) }
    }

    /// Returns no bins: only each record's key, generation and expiration.
    public func withNoBins() -> Self {
        changed(self) { $0.query.selection = .none }
    }

    /// Ends the query after so many records; at least 1.
    public func limit(_ count: Int) -> Self {
        changed(self) { $0.query.limit = count }
    }

    /// Lets each node send at most so many records a second; at least 1.
    public func recordsPerSecond(_ count: Int) -> Self {
        changed(self) { $0.query.recordsPerSecond = count }
    }
}
