/// The rows of one frame of a batch's or a query's answer.
package struct RowGroup: Sendable {
    package private(set) var rows: [Row] = []

    /// The outcome of the whole, when this frame is the last.
    package private(set) var end: ResultCode?

    package init(body: Span<UInt8>) throws(WireError) {
        var reader = ByteReader(body)
        while reader.remaining > 0 {
            guard end == nil else { throw .trailingBytes(reader.remaining) }
            let row = try Row(from: &reader)
            if row.flags.contains(.last) { end = row.resultCode } else { rows.append(row) }
        }
    }

    /// Takes a refusal for the end of a query's answer, which no other end follows.
    ///
    /// It is a row on its own, of no record and no partition. Source: `as_multi_rec_transaction_error` of the server.
    package mutating func endAtRefusal() {
        guard end == nil, rows.count == 1, let row = rows.first, row.resultCode != .ok, row.digest == nil,
            !row.flags.contains(.partitionDone)
        else { return }
        end = row.resultCode
        rows = []
    }
}
