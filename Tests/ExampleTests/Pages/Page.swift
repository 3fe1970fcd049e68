import Foundation

/// A page of `docs`, and the tables in it that a program knows the content of.
///
/// Such a table stands between `<!-- table: NAME -->` and `<!-- end -->`.
struct Page {
    /// Whether the tests write the tables instead of comparing them.
    static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1"

    let url: URL
    private(set) var text: String

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    init(_ path: String) throws {
        url = Self.root.appending(path: path)
        text = try String(contentsOf: url, encoding: .utf8)
    }

    /// The rows of a table, each as its cells, without the two lines at its head.
    func rows(of table: String) -> [[String]] {
        lines(of: table).dropFirst(2).map { line in
            line.dropFirst(2).dropLast(2).components(separatedBy: " | ")
        }
    }

    /// The lines of a table.
    func lines(of table: String) -> [String] {
        range(of: table).map { text[$0].split(separator: "\n").map(String.init) } ?? []
    }

    /// Puts other lines into a table.
    mutating func replace(_ table: String, with lines: [String]) {
        guard let range = range(of: table) else { return }
        text.replaceSubrange(range, with: lines.map { "\($0)\n" }.joined())
    }

    private func range(of table: String) -> Range<String.Index>? {
        guard let begin = text.firstRange(of: "<!-- table: \(table) -->\n"),
            let end = text[begin.upperBound...].firstRange(of: "<!-- end -->")
        else { return nil }
        return begin.upperBound..<end.lowerBound
    }
}
