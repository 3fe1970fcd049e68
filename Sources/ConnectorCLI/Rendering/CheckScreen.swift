internal import AerospikeConfigLoader
internal import AerospikeSDK

/// The lines of a check for a person: one for each step, a summary, and what to do.
struct CheckScreen {
    private let style: Style
    private let targetWidth: Int
    private let detailWidth: Int

    /// As wide as the longest name of a step.
    private static let nameWidth = 10
    private static let timeWidth = 8
    private static let gap = "  "

    /// - Parameters:
    ///   - targets: What is known to be looked at, so that columns can be set before the first line.
    ///   - columns: How wide lines may be.
    init(targets: [String], columns: Int, style: Style) {
        self.style = style
        // A target that is too long has a line for itself, and does not take room from the others.
        targetWidth = max(min(14, columns / 3), targets.map(\.count).filter { $0 <= columns / 3 }.max() ?? 0)
        detailWidth = columns - 2 - Self.nameWidth - 2 - targetWidth - 2 - Self.timeWidth - 1
    }

    /// The line of a step; further lines when there is much to tell.
    func text(_ step: CheckStep) -> String {
        let (mark, colour) = Self.mark(step.status)
        let name = step.name.rawValue.padded(to: Self.nameWidth)
        let time = step.duration.map { $0.inMilliseconds.paddedBefore(to: Self.timeWidth) } ?? ""
        let rows = rows(step.target, step.detail, detailWidth)
        return rows.enumerated().map { index, row in
            guard index == 0 else { return "\(indentation)\(row)" }
            let cells = "\(name)\(Self.gap)\(row)"
            guard !time.isEmpty else { return "\(style(mark, colour)) \(trimmed(cells))" }
            let width = Self.nameWidth + 2 + targetWidth + 2 + detailWidth
            return "\(style(mark, colour)) \(cells.padded(to: width)) \(style(time, .faint))"
        }.joined(separator: "\n")
    }

    /// What stands below the steps.
    func ending(_ report: CheckReport) -> [String] {
        let warnings = report.steps.contains { $0.status == .warning }
        let colour: Style.Colour = !report.isPassed ? .red : warnings ? .yellow : .green
        return ["", style(report.outcome, colour)] + advice(report)
    }

    /// What to do, each piece of advice once.
    private func advice(_ report: CheckReport) -> [String] {
        var pieces: [(advice: String, step: CheckStep, others: Int)] = []
        for step in report.steps {
            guard let advice = step.advice else { continue }
            if let known = pieces.firstIndex(where: { $0.advice == advice }) {
                pieces[known].others += 1
            } else {
                pieces.append((advice, step, 0))
            }
        }
        guard !pieces.isEmpty else { return [] }
        return ["", style("What to do", .bold)]
            + pieces.flatMap { piece in
                let name = piece.step.name.rawValue.padded(to: Self.nameWidth)
                let target = piece.others == 0 ? piece.step.target : "\(piece.step.target) +\(piece.others)"
                let rows = rows(target, piece.advice, detailWidth + Self.timeWidth + 1)
                return rows.enumerated().map { $0 == 0 ? "  \(name)\(Self.gap)\($1)" : "\(indentation)\($1)" }
            }
    }

    /// The target and the detail, wrapped; a target that is too long has the first line for itself.
    private func rows(_ target: String, _ detail: String, _ width: Int) -> [String] {
        let target = target.printable
        let lines = detail.printable.wrapped(to: width)
        let below = Self.gap + String(repeating: " ", count: targetWidth)
        guard target.count <= targetWidth else { return [target] + (detail.isEmpty ? [] : lines.map { below + $0 }) }
        return lines.enumerated().map { $0 == 0 ? target.padded(to: targetWidth) + Self.gap + $1 : below + $1 }
    }

    private var indentation: String { String(repeating: " ", count: 2 + Self.nameWidth + 2) }

    private func trimmed(_ text: String) -> String {
        String(text.reversed().drop { $0 == " " }.reversed())
    }

    private static func mark(_ status: CheckStep.Status) -> (String, Style.Colour) {
        switch status {
        case .passed: ("✓", .green)
        case .warning: ("!", .yellow)
        case .failed: ("✗", .red)
        case .skipped: ("–", .faint)
        }
    }
}
