/// What a behavior changes and what it comes to, in lines for a person.
package struct BehaviorReport: Sendable {
    /// A line, and whether others stand below it.
    package struct Line: Hashable, Sendable {
        package let text: String
        package var isHeading = false
    }

    /// The length that no line goes beyond, as long as names are of a usual length.
    package static let width = 120
    /// Room for the longest name of a scope or a setting, and the space around it.
    private static let nameWidth = 26

    private let behavior: Behavior

    package init(_ behavior: Behavior) {
        self.behavior = behavior
    }

    /// The chain of parents, what each generation changes, and the resolved settings.
    package var lines: [Line] {
        let line = behavior.lineage.reversed().map(\.name)
        let eldest = behavior.lineage.first?.parentName.map { [$0, "…"] } ?? []
        var lines = [Line(text: (line + eldest).joined(separator: " ← "), isHeading: true)]
        for generation in behavior.lineage { lines += Self.lines(of: generation) }
        for table in BehaviorTable.all(of: behavior) { lines += Self.lines(of: table) }
        return lines
    }

    /// What one behavior changes, scope by scope.
    package static func lines(of generation: BehaviorGeneration) -> [Line] {
        let parent = generation.parentName.map { ", from \($0)" } ?? ""
        let heading = Line(text: "\(generation.name) changes\(parent)", isHeading: true)
        let lines = generation.patches.flatMap { patch in
            row(patch.scope.rawValue, patch.patch.changes.map { "\($0.name) \($0.value)" })
        }
        return [Line(text: ""), heading] + (lines.isEmpty ? [Line(text: "  nothing")] : lines)
    }

    /// A scope and what changes in it, on as many lines as it takes.
    private static func row(_ scope: String, _ changes: [String]) -> [Line] {
        var texts: [String] = []
        var text = padded("  \(scope)")
        for (place, change) in changes.enumerated() {
            let change = change + (place == changes.count - 1 ? "" : ", ")
            if text.count + change.count > width + 1, text.count > nameWidth {
                texts.append(text)
                text = padded("")
            }
            text += change
        }
        return (texts + [text]).map { Line(text: $0.withoutTrailingSpaces) }
    }

    private static func lines(of table: BehaviorTable) -> [Line] {
        let widths = table.columns.indices.map { column in
            ([table.columns[column]] + table.rows.map { $0.values[column] }).map(\.count).max() ?? 0
        }
        func line(_ name: String, _ cells: [String]) -> String {
            let cells = zip(cells, widths).map { padded($0, to: $1) }
            return (padded(name) + cells.joined(separator: "  ")).withoutTrailingSpaces
        }
        let heading = Line(text: line(table.name, table.columns), isHeading: true)
        return [Line(text: ""), heading] + table.rows.map { Line(text: line("  \($0.name)", $0.values)) }
    }

    private static func padded(_ text: String, to width: Int = nameWidth) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

extension String {
    fileprivate var withoutTrailingSpaces: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

extension Behavior {
    /// Tells in plain text what the behavior changes and what it comes to.
    ///
    /// It has the chain of parents, the patches of each by scope, and the resolved settings: first those that are the
    /// same for every command, then the others by kind, with a column for each group of commands that are alike. It is
    /// for people; programs ask ``settings(_:_:_:)``.
    ///
    /// ```swift
    /// print(Behavior.fastRackAware.explain())
    /// ```
    ///
    /// - Returns: Lines of at most 120 characters, as long as the names of behaviors are of a usual length.
    public func explain() -> String { BehaviorReport(self).lines.map(\.text).joined(separator: "\n") }
}
