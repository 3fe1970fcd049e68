/// Hides passwords in the source lines that diagnostics show.
///
/// Two nets, because a profile with a broken quote has no nodes to go by: the values of all password-like keys of the
/// nodes, by their ranges; and, in the text, what follows anything that looks like such a key.
struct SecretMask {
    private let lines: SourceLines
    private let hasNodes: Bool
    private let secrets: SecretNodes

    /// What stands in place of each character of a secret.
    private static let cover: Unicode.Scalar = "•"

    init(_ lines: SourceLines, nodes: [YAMLNode]) {
        self.lines = lines
        self.hasNodes = !nodes.isEmpty
        secrets = SecretNodes(nodes)
    }

    /// Whether the value of a key is to be hidden: passwords under all their names, misspelt too, but not their files.
    static func isSecret(key: String) -> Bool {
        let key = key.lowercased()
        guard !key.hasSuffix("_file"), !key.hasSuffix("_path") else { return false }
        return ["pass", "pwd", "secret"].contains { key.contains($0) }
            || (6...12).contains(key.utf8.count) && EditDistance.between(key, "password") <= 3
    }

    /// A line with every secret in it covered, column for column.
    func scalars(of line: Int) -> [Unicode.Scalar] {
        var scalars = lines.scalars(of: line)
        let start = hasNodes ? SecretText.startInComment(of: scalars) : SecretText.start(in: lines, line: line)
        for range in secrets.ranges { cover(&scalars, line: line, range) }
        for index in scalars.indices.dropFirst(start ?? scalars.count) where scalars[index] != " " {
            scalars[index] = Self.cover
        }
        return scalars
    }

    private func cover(_ scalars: inout [Unicode.Scalar], line: Int, _ range: SourceRange) {
        guard line >= range.start.line, line <= range.end.line else { return }
        let first = line == range.start.line ? Int(range.start.column) - 1 : 0
        var last = line == range.end.line ? Int(range.end.column) - 1 : scalars.count
        // Without quotes, a password that has a # is taken for a comment from there on.
        if scalars.dropFirst(last).first(where: { $0 != " " }) == "#" { last = scalars.count }
        for index in scalars.indices where index >= first && index < last { scalars[index] = Self.cover }
    }

    /// A message in which nothing is quoted that is secret.
    func covering(_ message: String) -> String {
        guard !secrets.texts.isEmpty else { return message }
        let parts = message.split(separator: "'", omittingEmptySubsequences: false)
        return parts.map { secrets.texts.contains($0) ? "•••" : $0 }.joined(separator: "'")
    }
}
