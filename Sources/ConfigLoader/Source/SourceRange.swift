/// A place in a text: line and column count from 1, the column in Unicode scalars, as libyaml counts.
struct SourcePosition: Hashable, Sendable, Comparable {
    var line: UInt32
    var column: UInt32

    static let start = SourcePosition(line: 1, column: 1)

    static func < (left: Self, right: Self) -> Bool {
        left.line == right.line ? left.column < right.column : left.line < right.line
    }
}

/// A stretch of one of the texts that a profile is made of, its end excluded.
struct SourceRange: Hashable, Sendable {
    var start: SourcePosition
    var end: SourcePosition

    /// The text, counted from 0 in the order of the profile's layers: 0 is the profile's own file.
    var layer: UInt16

    init(_ start: SourcePosition, _ end: SourcePosition, layer: UInt16) {
        self.start = start
        self.end = end
        self.layer = layer
    }

    /// The first character of a text, for what concerns it as a whole.
    static func beginning(ofLayer layer: UInt16) -> SourceRange { SourceRange(.start, .start, layer: layer) }

    /// The first character of the profile, for what concerns the profile as a whole.
    static let beginning = beginning(ofLayer: 0)

    /// The stretch from the start of this one to the end of another.
    func through(_ other: SourceRange) -> SourceRange { SourceRange(start, other.end, layer: layer) }

    /// Whether another stretch lies in this one.
    func contains(_ other: SourceRange) -> Bool {
        layer == other.layer && other.start >= start && other.end <= end
    }

    /// Whether the stretch stands before another: in an earlier layer, or earlier in the same.
    func isBefore(_ other: SourceRange) -> Bool {
        layer == other.layer ? start < other.start : layer < other.layer
    }
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
