/// The place of an element in a list.
struct ElementKey: CodingKey {
    let index: Int

    init(_ index: Int) { self.index = index }

    init(intValue: Int) { index = intValue }

    init?(stringValue: String) { nil }

    var intValue: Int? { index }

    var stringValue: String { "\(index)" }
}

/// The name of a bin, or the place of some entry in a map: which one it is, is content.
struct EntryKey: CodingKey {
    let stringValue: String

    init(stringValue: String = "…") { self.stringValue = stringValue }

    init?(intValue: Int) { nil }

    var intValue: Int? { nil }
}

/// The key under which a class keeps what its superclass encodes, unless it names another.
enum SuperKey: String, CodingKey {
    case `super`
}

/// A coding path in words.
///
/// Names that a type declares are told. Keys of dictionaries are content, like values, and stand as `[…]`.
extension [any CodingKey] {
    /// The bin and, where they say more than it, the names from there on: `bin 'address', at address.city`.
    var place: String {
        guard let bin = first else { return "the record" }
        return count == 1 ? "bin '\(bin.stringValue)'" : "bin '\(bin.stringValue)', at \(bin.stringValue)\(steps)"
    }

    /// The same with the type that is encoded: `bin 'address', at User.address.city`.
    func place(in type: Any.Type) -> String {
        guard let bin = first else { return "\(type)" }
        return "bin '\(bin.stringValue)', at \(type).\(bin.stringValue)\(steps)"
    }

    private var steps: String { dropFirst().map(\.step).joined() }
}

extension CodingKey {
    /// The key as a step of a path; types declare their keys as enumerations.
    fileprivate var step: String {
        if self is ElementKey { return "[\(stringValue)]" }
        return Mirror(reflecting: self).displayStyle == .enum ? ".\(stringValue)" : "[…]"
    }
}
