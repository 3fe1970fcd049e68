/// A file of another kind that is easily taken for a profile.
enum ForeignFile: Hashable, Sendable {
    /// Behaviors and system settings as the Java SDK spells them: in camelCase.
    case camelCase
    /// The dynamic configuration of the C and Java clients, and of those built on them.
    case dynamicConfiguration
    /// The configuration of Aerospike's command-line tools, `astools.conf`.
    case tools
}

extension ForeignFile {
    /// What a text is instead of a profile, and what tells it; `nil` for a profile, however wrong.
    ///
    /// - Parameter root: The text's nodes, or `nil` when it is not YAML.
    static func recognized(_ root: YAMLNode?, _ bytes: [UInt8], layer: UInt16) -> (file: ForeignFile, mark: [YAMLNode])?
    {
        guard case .mapping(let entries) = root?.content else {
            return ToolsMark.find(in: bytes, layer: layer).map { (.tools, [$0]) }
        }
        // Whatever else is wrong with it, what has a key that only profiles have is meant to be one.
        guard !entries.contains(where: { entry in entry.key.text.map(ownKeys.contains) ?? false }) else { return nil }
        if let key = DynamicMark.find(in: entries) { return (.dynamicConfiguration, [key]) }
        let keys = CamelCase.keys(in: entries)
        // One key may be a slip.
        return Set(keys.compactMap(\.text)).count > 1 ? (.camelCase, keys) : nil
    }

    /// The top-level keys that no other kind of file has.
    private static let ownKeys = Set(ProfileContents.section.keys).subtracting(["version", "behaviors", "system"])

    /// The one problem of a text that is no profile at all.
    static func problem(_ root: YAMLNode?, _ bytes: [UInt8], of name: Layer.Name, layer: UInt16) -> Problem? {
        guard let (file, mark) = recognized(root, bytes, layer: layer), let first = mark.first else { return nil }
        let command = "'connector import \(name.text.shown)' turns it into a profile"
        switch file {
        case .camelCase:
            return Problem(
                code: .foreignFile, range: first.range,
                message: "this is a file of behaviors in camelCase, as the Java SDK has them, and not a profile",
                suggestion: first.text.flatMap(CamelCase.snakeCase),
                help: "in profiles, \(CamelCase.translations(of: mark).formattedAsList)")
        case .dynamicConfiguration:
            return Problem(
                code: .foreignFile, range: first.range,
                message: "this is a dynamic configuration of the C and Java clients, and not a profile", help: command)
        case .tools:
            return Problem(
                code: .foreignFile, range: first.range,
                message: "this is a configuration of Aerospike's tools (astools.conf), and not a profile",
                help: command)
        }
    }
}

/// What tells a dynamic configuration: its two halves, with sections that it has.
private enum DynamicMark {
    static func find(in entries: [YAMLNode.Entry]) -> YAMLNode? {
        for entry in entries {
            guard let known = sections[entry.key.text ?? ""], let inner = entry.value.mapping else { continue }
            if inner.contains(where: { known.contains($0.key.text ?? "") }) { return entry.key }
        }
        return nil
    }

    private static let sections: [String: Set<String>] = [
        DynamicConfiguration.staticKey: [DynamicConfiguration.clientKey],
        DynamicConfiguration.dynamicKey: Set(DynamicConfiguration.policies.map(\.name))
            .union([DynamicConfiguration.clientKey, DynamicConfiguration.metricsKey]),
    ]
}

/// What tells a configuration of the tools: the first line that says something names a table of theirs.
private enum ToolsMark {
    static func find(in bytes: [UInt8], layer: UInt16) -> YAMLNode? {
        let lines = bytes.split(maxSplits: mostComments, omittingEmptySubsequences: false) { $0 == UInt8(ascii: "\n") }
        for (index, line) in lines.enumerated() where index < mostComments {
            let text = String(decoding: line.prefix(longestHeader), as: UTF8.self).filter { $0 != "\r" }
            let header = text.drop { $0 == " " || $0 == "\t" }
            if header.isEmpty || header.hasPrefix("#") { continue }
            guard isTable(header) else { return nil }
            let column = text.unicodeScalars.count - header.unicodeScalars.count
            let length = (header.firstIndex(of: "]").map { header[...$0] } ?? header).unicodeScalars.count
            let start = SourcePosition(line: UInt32(index + 1), column: UInt32(column + 1))
            let end = SourcePosition(line: start.line, column: start.column + UInt32(length))
            return YAMLNode(
                content: .scalar(String(header), isPlain: true), range: SourceRange(start, end, layer: layer))
        }
        return nil
    }

    private static func isTable(_ header: Substring) -> Bool {
        guard header.first == "[", let end = header.firstIndex(of: "]") else { return false }
        let name = header[header.index(after: header.startIndex)..<end]
        let rest = header[header.index(after: end)...].drop { $0 == " " || $0 == "\t" }
        let tool = name.prefix { $0 != "_" }
        return ToolsConfiguration.tools.contains(String(tool)) && (rest.isEmpty || rest.hasPrefix("#"))
    }

    /// How many lines of comments may stand before the first table.
    private static let mostComments = 1000

    /// How many bytes of a line are looked at.
    private static let longestHeader = 256
}
