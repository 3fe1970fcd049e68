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
}
