@testable import AerospikeConfigLoader

/// The table of a section's keys, as the reference page has it.
enum ReferenceTable {
    static func lines(of section: SectionDescription) -> [String] {
        ["| key | value | default | meaning |", "|---|---|---|---|"]
            + section.fields.map { field in
                let fallback = field.fallback.map { "`\($0)`" } ?? (field.isRequired ? "**required**" : "")
                return "| `\(field.key)` | \(text(field.shape)) | \(fallback) | \(field.meaning) |"
            }
    }

    private static func text(_ shape: ValueShape) -> String {
        switch shape {
        case .text: "text"
        case .secret: "text, never shown"
        case .path: "path"
        case .boolean: "boolean"
        case .integer(let range) where range.upperBound >= Int(Int32.max): "number, at least \(range.lowerBound)"
        case .integer(let range): "number, \(range.lowerBound) to \(range.upperBound)"
        case .duration: "duration"
        case .size: "size"
        case .choice(let words): words.map { "`\($0)`" }.joined(separator: ", ")
        case .host: "host"
        case .address: "address"
        case .list(let element): "list of: \(text(element))"
        case .table(let element): "names, each with: \(text(element))"
        case .section: "section"
        case .either(let shapes): shapes.map(text).joined(separator: "; or ")
        }
    }
}

/// The reference page with its tables made anew.
struct ReferencePage {
    /// What the page should be.
    private(set) var text = ""

    /// The sections whose tables it has, in its order.
    private(set) var paths: [String] = []

    init(_ page: String) {
        let sections = Dictionary(
            uniqueKeysWithValues: ProfileFormat.sections.map { ($0.path.isEmpty ? "the top level" : $0.path, $0) })
        var isTable = false
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == Self.end { isTable = false }
            if !isTable { text += "\(line)\n" }
            guard line.hasPrefix(Self.begin), line.hasSuffix(" -->") else { continue }
            let path = String(line.dropFirst(Self.begin.count).dropLast(4))
            paths.append(path)
            guard let section = sections[path] else { continue }
            isTable = true
            text += ReferenceTable.lines(of: section).map { "\($0)\n" }.joined()
        }
        // The last line has no line break of its own.
        text.removeLast()
    }

    private static let begin = "<!-- table: "
    private static let end = "<!-- end -->"
}
