/// Carries out merge keys: `<<: *base` gives a mapping the entries of another, `<<: [*a, *b]` those of several.
///
/// A mapping's own entries win over merged ones, wherever `<<` stands among them; of several mappings the earlier wins.
/// What is merged through aliases has been counted by the composer, so that merging needs no limit of its own.
struct YAMLMerge {
    /// The entries with those of the merge keys among them.
    private(set) var entries: [YAMLNode.Entry] = []

    /// The values of the merge keys.
    private(set) var sources: [YAMLNode] = []

    /// What is wrong with the merge keys.
    private(set) var problems: [Problem] = []

    private var names: Set<String> = []

    /// Merges the entries of a mapping; `nil` when there is nothing to merge.
    init?(_ entries: [YAMLNode.Entry]) {
        // Not `contains`, which would copy each entry to look at it.
        guard entries.indices.contains(where: { entries[$0].key.isMergeKey }) else { return nil }
        let merges = entries.filter { $0.key.isMergeKey }
        self.entries = entries.filter { !$0.key.isMergeKey }
        sources = merges.map(\.value)
        names = Set(self.entries.compactMap(\.key.text))
        if let first = merges.first { merge(first.value, of: first.key) }
        for other in merges.dropFirst() {
            problems.append(
                Problem(
                    code: .duplicateKey, range: other.key.range, message: "'<<' stands twice here",
                    help: "one '<<' merges several: <<: [*one, *other]",
                    notes: [Located("it stands here first", at: merges[0].key.range)]))
        }
    }

    private mutating func merge(_ value: YAMLNode, of key: YAMLNode) {
        switch value.content {
        case .mapping(let entries): merge(entries, of: value)
        case .sequence(let elements):
            for element in elements {
                guard case .mapping(let entries) = element.content else {
                    refuse(element, of: key)
                    continue
                }
                merge(entries, of: element)
            }
        case .scalar: refuse(value, of: key)
        }
    }

    private mutating func merge(_ merged: [YAMLNode.Entry], of source: YAMLNode) {
        for var entry in merged {
            if let name = entry.key.text, !names.insert(name).inserted { continue }
            entry.key.alias = source.alias ?? entry.key.alias
            entries.append(entry)
        }
    }

    private mutating func refuse(_ node: YAMLNode, of key: YAMLNode) {
        let anchor = node.alias == nil ? [] : [Located("this is what the alias stands for", at: node.range)]
        problems.append(
            Problem(
                code: .wrongType, range: node.alias ?? (node.isNull ? key.range : node.range),
                message: node.isNull ? "'<<' has no value" : "'<<' cannot merge \(node.kind)",
                expected: "the alias of a mapping, as <<: *base, or a list of such", notes: anchor))
    }
}

extension YAMLNode {
    /// Whether the node is the key that merges; in quotes, it is a key as any other.
    fileprivate var isMergeKey: Bool {
        if case .scalar(let text, isPlain: true) = content { text.isSame(as: "<<") } else { false }
    }
}
