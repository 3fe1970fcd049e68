/// Reads as much of TOML as the configurations of tools are written in.
///
/// That is tables, strings of all kinds, numbers, booleans, arrays and comments; inline tables, lists of tables and
/// keys with dots are refused by name. It makes the same nodes as YAML does, so that whatever reads those can read these.
struct TOMLReader {
    private var cursor: TOMLCursor
    private var nodeCount = 0

    /// Entries, each key once.
    private struct Table {
        var entries: [YAMLNode.Entry] = []
        var places: [String: SourceRange] = [:]
    }

    /// Reads a text.
    static func read(_ bytes: [UInt8]) throws(YAMLProblem) -> YAMLNode {
        guard bytes.count <= ProfileLimits.fileBytes else { throw .tooLarge(layer: 0) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw YAMLProblem(code: .notYAML, message: "it is not UTF-8 text", range: .beginning)
        }
        var reader = TOMLReader(cursor: TOMLCursor(Array(text.unicodeScalars)))
        return try reader.document()
    }

    private init(cursor: TOMLCursor) { self.cursor = cursor }

    private mutating func document() throws(YAMLProblem) -> YAMLNode {
        var root = try table()
        while cursor.next == "[" {
            let start = cursor.position
            let key = try header()
            let entries = try table().entries
            let node = YAMLNode(content: .mapping(entries), range: cursor.range(from: start))
            try add(YAMLNode.Entry(key: key, value: node), to: &root)
        }
        return YAMLNode(content: .mapping(root.entries), range: cursor.range(from: .start))
    }

    /// Reads entries up to the next table.
    private mutating func table() throws(YAMLProblem) -> Table {
        var table = Table()
        while true {
            cursor.skipToText()
            guard let next = cursor.next, next != "[" else { return table }
            let key = try key()
            cursor.skipBlanks()
            guard cursor.take("=") else { throw cursor.problem("a key is followed by '=' and its value") }
            cursor.skipBlanks()
            try add(YAMLNode.Entry(key: key, value: try value(depth: 1)), to: &table)
            try endLine()
        }
    }

    private mutating func add(_ entry: YAMLNode.Entry, to table: inout Table) throws(YAMLProblem) {
        let name = entry.key.text ?? ""
        if let place = table.places[name] {
            var problem = YAMLProblem(
                code: .duplicateKey, message: "\(name.quoted) stands twice here", range: entry.key.range)
            problem.context = Located("it stands here first", at: place)
            throw problem
        }
        table.places[name] = entry.key.range
        table.entries.append(entry)
    }

    /// Reads the name of a table, in its brackets.
    private mutating func header() throws(YAMLProblem) -> YAMLNode {
        cursor.advance()
        guard cursor.next != "[" else { throw cursor.problem("lists of tables are not read here") }
        cursor.skipBlanks()
        let key = try key()
        cursor.skipBlanks()
        guard cursor.take("]") else { throw cursor.problem("the name of a table ends with ']'") }
        try endLine()
        return key
    }

    private mutating func key() throws(YAMLProblem) -> YAMLNode {
        let start = cursor.position
        let name =
            cursor.next == "\"" || cursor.next == "'" ? try cursor.string() : cursor.take(while: Self.isKeyCharacter)
        guard !name.isEmpty else { throw cursor.problem("a key stands here: letters, digits, '-' and '_'", at: start) }
        guard cursor.next != "." else { throw cursor.problem("keys with dots are not read here", at: start) }
        return try scalar(name, isPlain: false, from: start)
    }

    private mutating func value(depth: Int) throws(YAMLProblem) -> YAMLNode {
        let start = cursor.position
        switch cursor.next {
        case "\"", "'": return try scalar(try cursor.string(), isPlain: false, from: start)
        case "[": return try array(depth: depth)
        case "{": throw cursor.problem("tables within a line are not read here")
        default:
            let word = cursor.take { Self.isKeyCharacter($0) || $0 == "+" || $0 == "." || $0 == ":" }
            guard word == "true" || word == "false" || Self.isNumber(word) else {
                throw cursor.problem(
                    "a value is a number, true, false, a text in quotes or a list in brackets", at: start)
            }
            return try scalar(word.filter { $0 != "_" && $0 != "+" }, isPlain: true, from: start)
        }
    }

    private mutating func array(depth: Int) throws(YAMLProblem) -> YAMLNode {
        let start = cursor.position
        guard depth < ProfileLimits.depth else {
            throw .limit("lists nest deeper than \(ProfileLimits.depth) levels", at: cursor.range(from: start))
        }
        cursor.advance()
        var elements: [YAMLNode] = []
        while true {
            cursor.skipToText()
            if cursor.take("]") { break }
            guard cursor.next != nil else { throw cursor.problem("a list is never closed", at: start) }
            elements.append(try value(depth: depth + 1))
            cursor.skipToText()
            guard cursor.take(",") || cursor.next == "]" else {
                throw cursor.problem("a list has commas between its elements, and ']' behind the last")
            }
        }
        try count(at: start)
        return YAMLNode(content: .sequence(elements), range: cursor.range(from: start))
    }

    private mutating func scalar(
        _ text: String,
        isPlain: Bool,
        from start: SourcePosition
    ) throws(YAMLProblem) -> YAMLNode {
        try count(at: start)
        return YAMLNode(content: .scalar(text, isPlain: isPlain), range: cursor.range(from: start))
    }

    private mutating func count(at start: SourcePosition) throws(YAMLProblem) {
        nodeCount += 1
        guard nodeCount <= ProfileLimits.nodes else {
            throw .limit(
                "a file holds at most \(ProfileLimits.nodes) keys, values and lists", at: cursor.range(from: start))
        }
    }

    /// Passes the rest of a line, which says nothing.
    private mutating func endLine() throws(YAMLProblem) {
        cursor.skipBlanks()
        guard cursor.isAtLineEnd || cursor.next == "#" else { throw cursor.problem("the line should end here") }
    }

    private static func isKeyCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
        default: false
        }
    }

    private static func isNumber(_ word: String) -> Bool {
        Double(word.filter { $0 != "_" }) != nil && word.utf8.contains { (0x30...0x39).contains($0) }
    }
}
