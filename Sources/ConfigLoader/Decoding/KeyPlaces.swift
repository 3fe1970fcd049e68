/// Which keys stand in a mapping, and where.
///
/// Most mappings have few keys, which are gone through faster than they are hashed; of many, each is looked up.
struct KeyPlaces {
    private var places: [Located<String>] = []
    private var index: [String: Int]?

    /// How many keys are gone through one by one.
    private static let few = 12

    /// - Parameter count: How many keys there may be.
    init(for count: Int) { places.reserveCapacity(count) }

    /// Where a key stands.
    subscript(key: String) -> SourceRange? {
        if let index { return index[key].map { places[$0].range } }
        return places.first { $0.value.isSame(as: key) }?.range
    }

    var isEmpty: Bool { places.isEmpty }

    /// Notes a key.
    ///
    /// - Returns: Where it stood before, in which case that place stays.
    @discardableResult
    mutating func note(_ key: String, at range: SourceRange) -> SourceRange? {
        if let known = self[key] { return known }
        index?[key] = places.count
        places.append(Located(key, at: range))
        if index == nil, places.count > Self.few {
            index = Dictionary(places.enumerated().map { ($0.element.value, $0.offset) }) { first, _ in first }
        }
        return nil
    }
}

extension String {
    /// Whether another key is the same; that most have another length tells them apart at once.
    func isSame(as other: String) -> Bool { utf8.count == other.utf8.count && self == other }
}
