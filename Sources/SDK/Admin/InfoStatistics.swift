/// What a node says of something: names and values, such as `objects=4;stop_writes=false`.
public struct InfoStatistics: Hashable, Sendable {
    /// Every value by its name, as the server sent it.
    public let values: [String: String]

    /// Reads a list of `name=value`; what has no `=` is left out, and of a name that comes twice the first counts.
    init(parsing text: some StringProtocol, separator: Character) {
        let pairs = text.split(separator: separator).compactMap { item -> (String, String)? in
            guard let sign = item.firstIndex(of: "=") else { return nil }
            return (String(item[..<sign]), String(item[item.index(after: sign)...]))
        }
        values = Dictionary(pairs) { first, _ in first }
    }

    /// A value as the server sent it, or `nil` where it sent none.
    public subscript(name: String) -> String? { values[name] }

    /// A value as a number, or `nil` where there is none.
    public func integer(_ name: String) -> Int? { values[name].flatMap { Int($0) } }

    /// Whether a value is `true`, or `nil` where it is neither `true` nor `false`.
    public func boolean(_ name: String) -> Bool? { values[name].flatMap { Bool($0) } }
}

extension [String: InfoStatistics] {
    /// The sum of a number over all nodes; it never overflows, whatever they say.
    func sum(_ name: String) -> Int {
        values.reduce(0) { sum, node in
            let (total, overflow) = sum.addingReportingOverflow(node.integer(name) ?? 0)
            return overflow ? sum : total
        }
    }
}
