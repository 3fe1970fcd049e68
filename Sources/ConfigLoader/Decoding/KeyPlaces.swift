/// Which keys stand in a mapping, and where.
///
/// Most mappings have few keys, which are gone through faster than they are hashed; of many, each is looked up.
struct KeyPlaces {
    private let entries: [YAMLNode.Entry]
    private var index: [String: Int]?
    /// The entries whose names stand in earlier ones; known where there is an index.
    private var repetitions: Set<Int> = []

    /// Keys that do not stand in the mapping, but are meant by others that do.
    private var meant: [Located<String>] = []

    /// How many keys are gone through one by one.
    private static let few = 12

    init(of entries: [YAMLNode.Entry]) {
        self.entries = entries
        guard entries.count > Self.few else { return }
        var index = [String: Int](minimumCapacity: entries.count)
        for (position, entry) in entries.enumerated() {
            guard let name = entry.key.name, let first = index.updateValue(position, forKey: name) else { continue }
            index[name] = first
            repetitions.insert(position)
        }
        self.index = index
    }

    /// Where a key stands; of those that stand twice, the first place.
    subscript(key: String) -> SourceRange? {
        position(of: key).map { entries[$0].key.range } ?? meant.first { $0.value == key }?.range
    }

    var isEmpty: Bool { entries.isEmpty && meant.isEmpty }

    /// Where the name of an entry stands in an earlier one.
    func repeated(_ name: String, at position: Int) -> SourceRange? {
        if let index { return repetitions.contains(position) ? index[name].map { entries[$0].key.range } : nil }
        return self.position(of: name, before: position).map { entries[$0].key.range }
    }

    /// Notes that a key is meant by one that is none.
    mutating func note(_ key: String, at range: SourceRange) { meant.append(Located(key, at: range)) }

    private func position(of key: String) -> Int? {
        index.map { $0[key] } ?? position(of: key, before: entries.count)
    }

    private func position(of key: String, before end: Int) -> Int? {
        // The span lends each entry, where the array would copy it.
        let span = entries.span
        for position in 0..<end where span[position].key.isNamed(key) { return position }
        return nil
    }
}

extension YAMLNode {
    /// The text of a key that names something.
    var name: String? {
        guard case .scalar(let text, _) = content, !text.isEmpty, !isNull else { return nil }
        return text
    }

    /// Whether the key names something, and this.
    fileprivate func isNamed(_ name: String) -> Bool {
        guard case .scalar(let text, _) = content, text.isSame(as: name) else { return false }
        return !isNull
    }
}

extension String {
    /// Whether another key is the same; that most have another length tells them apart at once.
    func isSame(as other: String) -> Bool { utf8.count == other.utf8.count && self == other }
}
