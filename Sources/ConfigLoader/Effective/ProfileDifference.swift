/// A key whose value is another in one profile than in another, or a secret of either.
package struct ProfileDifference: Hashable, Sendable {
    package let path: String

    /// The values, or `nil` where the profile does not have the key at all.
    package let left: EffectiveValue?
    package let right: EffectiveValue?

    /// Whether both say the same, which is told of secrets only.
    package var isSame: Bool { left?.content == right?.content }

    /// What differs between two profiles, in the order of the first; the keys that only the second has come last.
    package static func between(_ left: EffectiveProfile, _ right: EffectiveProfile) -> [ProfileDifference] {
        let values = Dictionary(right.values.map { ($0.path, $0) }) { first, _ in first }
        let known = Set(left.values.map(\.path))
        let pairs =
            left.values.map { ProfileDifference(path: $0.path, left: $0, right: values[$0.path]) }
            + right.values.filter { !known.contains($0.path) }
            .map { ProfileDifference(path: $0.path, left: nil, right: $0) }
        return pairs.filter { !$0.isSame && !$0.isUnset || $0.isSecret }
    }

    /// Whether neither says anything.
    private var isUnset: Bool { [left, right].allSatisfy { ($0?.content ?? .unset) == .unset } }

    /// Whether one of the values must not be shown.
    package var isSecret: Bool { [left, right].contains { $0?.isSecret == true } }
}
