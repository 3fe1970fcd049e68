/// Builds the nodes of one document out of events, within limits.
///
/// An alias repeats the node of its anchor. Repeating costs no memory, but whoever walks the result walks it as often
/// as it is repeated: that is what the limit on alias expansion counts.
struct YAMLComposer {
    /// A document's root, and what is wrong with it that does not prevent reading on.
    struct Document {
        /// The root, or `nil` for a text without a document.
        var root: YAMLNode?

        /// What merge keys name: a secret in it may be overridden, but stands in the file.
        var merged: [YAMLNode]

        /// All that may hold secrets.
        var nodes: [YAMLNode] { (root.map { [$0] } ?? []) + merged }

        /// The tags that mean nothing in a profile, and references and merge keys that cannot be carried out.
        var problems: [Problem]

        /// The scalars that lack what a reference should have filled in: what is wrong with them besides is not known.
        var unresolved: Set<SourceRange>
    }

    private struct Anchor {
        /// The node, or `nil` while it is still being read.
        var node: YAMLNode?
        var weight = 0
        var height = 0
    }

    private var anchors: [String: Anchor] = [:]
    private var nodeCount = 0
    private var expansion = 0
    private var merged: [YAMLNode] = []
    private var problems: [Problem] = []
    private var unresolved: Set<SourceRange> = []
    private var interpolation: Interpolation?
    private let bytes: [UInt8]
    private lazy var locator = ReferenceLocator(bytes)

    private init(_ bytes: [UInt8], _ interpolation: Interpolation?) {
        self.bytes = bytes
        self.interpolation = interpolation
    }

    /// How many entries most mappings have at most.
    private static let usualEntries = 4

    /// Composes the only document of a text.
    ///
    /// - Parameter interpolation: What fills in references; `nil` for a text where `$` means nothing.
    static func compose(
        _ bytes: [UInt8],
        layer: UInt16,
        _ interpolation: Interpolation?
    ) throws(YAMLProblem) -> Document {
        try YAMLEventReader.withEvents(of: bytes, layer: layer) { (events) throws(YAMLProblem) -> Document in
            var composer = YAMLComposer(bytes, interpolation)
            let node = try composer.document(&events)
            let root = node?.isNull == true ? nil : node
            return Document(
                root: root, merged: composer.merged, problems: composer.problems, unresolved: composer.unresolved)
        }
    }

    private mutating func document(_ events: inout YAMLEventReader) throws(YAMLProblem) -> YAMLNode? {
        var root: YAMLNode?
        var isFirst = true
        while true {
            let event = try events.next()
            switch event.kind {
            case .streamStart, .documentEnd: continue
            case .streamEnd: return root
            case .documentStart:
                guard isFirst else {
                    throw YAMLProblem(code: .notYAML, message: YAMLProblem.secondDocument, range: event.range)
                }
                isFirst = false
                root = try node(from: try events.next(), depth: 0, &events)
            default: throw .unknownEvent(at: event.range)
            }
        }
    }

    private mutating func node(
        from event: YAMLEvent,
        depth: Int,
        _ events: inout YAMLEventReader
    ) throws(YAMLProblem) -> YAMLNode {
        if case .alias(let name) = event.kind { return try repeated(name, at: event.range, depth: depth) }
        try count(1, at: event.range)
        if let name = event.properties?.anchor { anchors[name] = Anchor() }
        let countBefore = nodeCount
        let node = try content(of: event, depth: depth, &events)
        if let name = event.properties?.anchor {
            anchors[name] = Anchor(node: node, weight: nodeCount - countBefore + 1, height: node.height)
        }
        return node
    }

    private mutating func content(
        of event: YAMLEvent,
        depth: Int,
        _ events: inout YAMLEventReader
    ) throws(YAMLProblem) -> YAMLNode {
        switch event.kind {
        case .scalar(let text, let isPlain):
            let isText = checkTag(of: event, allowed: "str")
            if Interpolation.concerns(text), let filled = try filled(text, isText: isText, at: event.range) {
                return filled
            }
            return YAMLNode(content: .scalar(text, isPlain: isPlain && !isText), range: event.range)
        case .sequenceStart:
            _ = checkTag(of: event, allowed: "seq")
            try checkDepth(depth, at: event.range)
            return try sequence(from: event, depth: depth, &events)
        case .mappingStart:
            _ = checkTag(of: event, allowed: "map")
            try checkDepth(depth, at: event.range)
            return try mapping(from: event, depth: depth, &events)
        default: throw .unknownEvent(at: event.range)
        }
    }

    /// A scalar with its references filled in, where they are; those that cannot be are noted.
    private mutating func filled(
        _ text: String,
        isText: Bool,
        at range: SourceRange
    ) throws(YAMLProblem) -> YAMLNode? {
        guard let filled = try interpolation?.fill(text, at: range) else { return nil }
        for failure in filled.failures {
            unresolved.insert(range)
            problems.append(
                Problem(
                    code: .unresolvedReference, range: locator.range(of: failure, in: text, at: range),
                    message: failure.message, help: failure.help))
        }
        let isPlain = !isText && !filled.origins.isEmpty
        return YAMLNode(
            content: .scalar(filled.text, isPlain: isPlain), range: range, origins: filled.origins,
            isFromOutside: filled.isFromOutside)
    }

    private mutating func sequence(
        from start: YAMLEvent,
        depth: Int,
        _ events: inout YAMLEventReader
    ) throws(YAMLProblem) -> YAMLNode {
        var elements: [YAMLNode] = []
        while true {
            let event = try events.next()
            if case .sequenceEnd = event.kind {
                let range = start.range.through(event.range)
                return YAMLNode(content: .sequence(elements), range: range)
            }
            elements.append(try node(from: event, depth: depth + 1, &events))
        }
    }

    private mutating func mapping(
        from start: YAMLEvent,
        depth: Int,
        _ events: inout YAMLEventReader
    ) throws(YAMLProblem) -> YAMLNode {
        var entries: [YAMLNode.Entry] = []
        entries.reserveCapacity(Self.usualEntries)
        while true {
            let event = try events.next()
            if case .mappingEnd = event.kind {
                let range = start.range.through(event.range)
                return YAMLNode(content: .mapping(merging(entries)), range: range)
            }
            let key = try node(from: event, depth: depth + 1, &events)
            let value = try node(from: try events.next(), depth: depth + 1, &events)
            entries.append(YAMLNode.Entry(key: key, value: value))
        }
    }

    private mutating func merging(_ entries: [YAMLNode.Entry]) -> [YAMLNode.Entry] {
        guard let merge = YAMLMerge(entries) else { return entries }
        merged += merge.sources
        problems += merge.problems
        return merge.entries
    }

    private mutating func repeated(
        _ name: String,
        at range: SourceRange,
        depth: Int
    ) throws(YAMLProblem) -> YAMLNode {
        // Neither message names it: what looks like an alias may be a password without quotes.
        guard let anchor = anchors[name] else {
            throw YAMLProblem(code: .notYAML, message: YAMLProblem.unknownAlias, range: range)
        }
        guard var node = anchor.node else {
            throw YAMLProblem(code: .notYAML, message: "this alias stands inside its own anchor", range: range)
        }
        expansion += anchor.weight
        guard expansion <= ProfileLimits.aliasExpansion else {
            throw .limit("aliases repeat more than \(ProfileLimits.aliasExpansion) nodes", at: range)
        }
        try checkDepth(depth + anchor.height - 1, at: range)
        try count(anchor.weight, at: range)
        node.alias = range
        return node
    }

    private func checkDepth(_ depth: Int, at range: SourceRange) throws(YAMLProblem) {
        guard depth < ProfileLimits.depth else {
            throw .limit("lists and mappings nest deeper than \(ProfileLimits.depth) levels", at: range)
        }
    }

    private mutating func count(_ weight: Int, at range: SourceRange) throws(YAMLProblem) {
        nodeCount += weight
        guard nodeCount <= ProfileLimits.nodes else {
            throw .limit("a profile holds at most \(ProfileLimits.nodes) keys, values, lists and mappings", at: range)
        }
    }

    /// Whether the node carries the tag of its kind, or the one that stands for it; any other tag is noted.
    private mutating func checkTag(of event: YAMLEvent, allowed: String) -> Bool {
        guard let tag = event.properties?.tag else { return false }
        if tag == "!" || tag == "tag:yaml.org,2002:\(allowed)" { return true }
        problems.append(
            Problem(
                code: .unsupportedYAML, range: event.range, message: "this tag means nothing here",
                help: "remove it; quotes make any value text, also one that begins with !"))
        return false
    }
}
