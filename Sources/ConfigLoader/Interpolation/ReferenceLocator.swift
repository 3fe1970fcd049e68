/// Finds where in a profile a reference stands; only for telling of problems.
///
/// A scalar is not its source: quotes, escapes and folded lines stand between them. But each `$` of the one is a `$` of
/// the other, in the same order, unless an escape, a tag or a comment hides one.
struct ReferenceLocator {
    private let lines: SourceLines

    init(_ bytes: [UInt8]) {
        lines = SourceLines(bytes)
    }

    /// The range of a reference in a scalar, or that of the whole scalar when the source does not tell.
    func range(of failure: Interpolation.Failure, in text: String, at scalar: SourceRange) -> SourceRange {
        let places = dollars(in: scalar)
        guard places.count == text.unicodeScalars.count(where: { $0 == "$" }), places.indices.contains(failure.dollar)
        else { return scalar }
        let start = places[failure.dollar]
        let source = lines.scalars(of: Int(start.line)).dropFirst(Int(start.column) - 1)
        let isWhole = source.starts(with: failure.reference.unicodeScalars)
        let length = isWhole ? failure.reference.unicodeScalars.count : 2
        let end = SourcePosition(line: start.line, column: start.column + UInt32(clamping: length))
        return SourceRange(start, end, layer: scalar.layer)
    }

    /// The places of every `$` in a range.
    private func dollars(in range: SourceRange) -> [SourcePosition] {
        guard range.start.line <= range.end.line else { return [] }
        return (range.start.line...range.end.line).flatMap { line in
            lines.scalars(of: Int(line)).enumerated().compactMap { index, scalar in
                let place = SourcePosition(line: line, column: UInt32(clamping: index + 1))
                return scalar == "$" && place >= range.start && place < range.end ? place : nil
            }
        }
    }
}
