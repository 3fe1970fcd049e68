import Foundation

/// The pieces of the examples that documents quote: what stands between `// snippet: NAME` and `// end`.
struct Snippets {
    /// The code of each, without the indentation that all its lines share.
    private(set) var code: [String: String] = [:]
    /// What is wrong with the marks themselves.
    private(set) var faults: [String] = []

    static let ofExamples = Snippets(Repository.files(below: "Examples", ["swift"]))

    init(_ files: [Repository.File]) {
        for file in files { read(file.text, of: file.path) }
    }

    private mutating func read(_ text: String, of path: String) {
        var open: (name: String, lines: [Substring])?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let name = line.wholeMatch(of: #/ *\/\/ snippet: (?<name>[\w-]+)/#)?.name {
                if let open { faults.append("\(path): '\(open.name)' has no end before '\(name)'") }
                open = (String(name), [])
            } else if line.wholeMatch(of: #/ *\/\/ end/#) != nil {
                guard let (name, lines) = open else {
                    faults.append("\(path): an end without a snippet")
                    continue
                }
                if code[name] != nil { faults.append("\(path): there is another '\(name)'") }
                code[name] = lines.withoutSharedIndentation
                open = nil
            } else {
                open?.lines.append(line)
            }
        }
        if let open { faults.append("\(path): '\(open.name)' has no end") }
    }
}

/// A document with its Swift code as the examples have it.
///
/// Each block stands below a comment that names its snippet: `<!-- snippet: NAME -->`.
struct QuotingPage {
    /// The text, with every block made anew that names a snippet.
    private(set) var text = ""
    /// The names of the snippets that it quotes.
    private(set) var names: [String] = []
    /// The blocks that name none, by their first lines.
    private(set) var unnamed: [String] = []

    init(_ text: String, _ snippets: [String: String]) {
        var rest = text[...]
        while let start = rest.firstMatch(of: #/(?:<!-- (?<mark>[\w: -]+) -->\n)?```swift\n/#),
            let end = rest[start.range.upperBound...].firstRange(of: "```")
        {
            let quoted = rest[start.range.upperBound..<end.lowerBound]
            self.text += rest[..<start.range.upperBound]
            self.text += current(quoted, mark: start.mark, snippets) + "```"
            rest = rest[end.upperBound...]
        }
        self.text += rest
    }

    private mutating func current(_ quoted: Substring, mark: Substring?, _ snippets: [String: String]) -> String {
        // A manifest is no part of a program; a test of its own looks at it.
        if mark == "manifest" { return String(quoted) }
        guard let mark, mark.hasPrefix("snippet: ") else {
            unnamed.append(quoted.prefix { $0 != "\n" } + "")
            return String(quoted)
        }
        let name = String(mark.dropFirst("snippet: ".count))
        names.append(name)
        return snippets[name] ?? "no example has '\(name)'\n"
    }
}

extension [Substring] {
    /// The lines as one text, moved to the left together.
    fileprivate var withoutSharedIndentation: String {
        let indentation = filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        return map { "\($0.dropFirst(indentation))\n" }.joined()
    }
}
