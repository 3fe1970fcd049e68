/// A place in a profile: line and column count from 1, the column in Unicode scalars, as libyaml counts.
struct SourcePosition: Hashable, Sendable, Comparable {
    var line: UInt32
    var column: UInt32

    static let start = SourcePosition(line: 1, column: 1)

    static func < (left: Self, right: Self) -> Bool {
        left.line == right.line ? left.column < right.column : left.line < right.line
    }
}

/// A stretch of a profile, its end excluded.
struct SourceRange: Hashable, Sendable {
    var start: SourcePosition
    var end: SourcePosition

    /// The first character of a profile, for what concerns the profile as a whole.
    static let beginning = SourceRange(start: .start, end: .start)
}

/// A value and the place it was written at.
struct Located<Value> {
    var value: Value
    var range: SourceRange

    init(_ value: Value, at range: SourceRange) {
        self.value = value
        self.range = range
    }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
