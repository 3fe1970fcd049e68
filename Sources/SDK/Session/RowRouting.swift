/// What becomes of the rows that answer a call.
struct RowRouting: Sendable {
    private let strategy: ErrorStrategy
    /// What was asked for, stretch by stretch; none for a query of a data set.
    private let segments: [CommandSegment]
    private let stretches: Stretches

    init(_ segments: [CommandSegment], _ strategy: ErrorStrategy) {
        self.strategy = strategy
        self.segments = segments
        stretches = segments.reduce(into: Stretches()) { $0.append(length: $1.keys.count) }
    }

    /// The row as the reader is to see it, or `nil` when there is nothing to tell.
    ///
    /// - Throws: `AerospikeError` when the row has failed and failures are to be thrown.
    func callAsFunction(_ row: RecordResult) throws(AerospikeError) -> RecordResult? {
        if row.isOK { return row }
        if row.resultCode == .keyNotFound, let segment = segment(of: row.index) {
            if !segment.reportsMissing { return nil }
            if segment.toleratesMissing { return row }
        }
        switch strategy {
        case .inStream: return row
        case .raise:
            _ = try row.orThrow()
            return row
        case .handler(let handle):
            handle(row.key, row.index, row.failure)
            return nil
        }
    }

    /// The rows as the reader is to see them.
    func callAsFunction(_ rows: [RecordResult]) throws(AerospikeError) -> [RecordResult] {
        var routed: [RecordResult] = []
        routed.reserveCapacity(rows.count)
        for row in rows { if let row = try self(row) { routed.append(row) } }
        return routed
    }

    private func segment(of index: Int) -> CommandSegment? {
        stretches.place(of: index).map { segments[$0] }
    }
}
