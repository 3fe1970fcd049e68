internal import AerospikeConfigLoader

/// The values of a profile as lines: key, value, origin.
enum EffectiveTable {
    /// Beyond this width a value shifts its own origin, and not everybody else's.
    private static let widestValue = 40

    static func lines(_ values: [EffectiveValue], _ style: Style) -> [String] {
        let rows = values.map { value in (value.path.printable, value.shown.printable, value.origin.description) }
        let keyWidth = rows.map(\.0.count).max() ?? 0
        let valueWidth = rows.map(\.1.count).filter { $0 <= widestValue }.max() ?? 0
        return zip(values, rows).map { value, row in
            let text = value.content == .unset ? style(row.1, .faint) : row.1
            let padding = String(repeating: " ", count: max(0, valueWidth - row.1.count))
            return "\(row.0.padded(to: keyWidth))  \(text)\(padding)  \(style(row.2, .faint))"
        }
    }
}

/// What differs between two profiles as lines: key, and one value below the other's name.
enum DifferenceTable {
    static func lines(
        _ left: EffectiveProfile,
        _ right: EffectiveProfile,
        _ differences: [ProfileDifference]
    ) -> [String] {
        if differences.isEmpty { return ["\(left.name.printable) and \(right.name.printable) say the same"] }
        let head = ("", left.name.printable, right.name.printable)
        let rows = [head] + differences.map { ($0.path.printable, text($0, $0.left), text($0, $0.right)) }
        let widths = [rows.map(\.0.count).max() ?? 0, min(rows.map(\.1.count).max() ?? 0, widestValue)]
        return rows.map { row in
            "\(row.0.padded(to: widths[0]))  \(row.1.padded(to: widths[1]))  \(row.2)"
        }
    }

    private static let widestValue = 40

    /// A value; of a secret only whether there is one, and whether it is the other's.
    static func text(_ difference: ProfileDifference, _ value: EffectiveValue?) -> String {
        guard let value, value.content != .unset else { return "unset" }
        guard difference.isSecret else { return value.shown.printable }
        return difference.isSame ? "same" : "differs"
    }
}
