import AerospikeSDK

extension ValueKind where Value == String {
    /// Text as it stands: a plain `no` or `5` is the text "no" or "5".
    static let text = parsed("text", .text) { text, _, _, _ in text }

    /// The path of a file or folder, relative to the folder of the file that names it.
    static let path = parsed("text", .path) { text, _, _, _ in text }

    /// The name of somebody or something, without what would break the lines of a protocol or a log.
    static let name = parsed("text", .text) { text, node, place, problems in
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return text }
        problems.add(
            .invalidValue, at: node.range,
            "\(place.key.quoted) cannot hold a line break or another control character",
            help: node.origins.isEmpty ? nil : "of what is filled in, only one line break at the end is dropped")
        return nil
    }
}

extension ValueKind where Value == Secret {
    /// Text that is never shown.
    static let secret = parsed("text", .secret) { text, _, _, _ in Secret(text) }
}

extension ValueKind where Value == Bool {
    /// `true` or `false`, and none of YAML's other spellings.
    static let boolean = ValueKind("true or false", .boolean) { node, place, problems in
        switch node.content {
        case .scalar("true", isPlain: true): return true
        case .scalar("false", isPlain: true): return false
        case .scalar(let text, let isPlain):
            let meant = ["true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"]
            problems.wrongType(
                node, at: place, expected: "true or false",
                help: meant[text.lowercased()].map { isPlain ? "write \($0)" : "write \($0), without quotes" })
            return nil
        default:
            problems.wrongType(node, at: place, expected: "true or false")
            return nil
        }
    }
}

extension ValueKind where Value == Int {
    /// A whole number in decimal, without quotes.
    static func integer(in range: ClosedRange<Int>) -> ValueKind {
        let expected = describe(range)
        return ValueKind(expected, .integer(range)) { node, place, problems in
            guard case .scalar(let text, isPlain: true) = node.content, isDecimal(text) else {
                // A number in another notation is no other type.
                if case .scalar(let text, isPlain: true) = node.content, node.kind == "a number" {
                    problems.add(
                        .wrongType, at: node.range, "\(place.key.quoted) cannot be \(text.quoted)", expected: expected,
                        help: help(for: node))
                } else {
                    problems.wrongType(node, at: place, expected: expected, help: help(for: node))
                }
                return nil
            }
            guard let number = Int(text), range.contains(number) else {
                problems.invalidValue(text, node, at: place, expected: expected)
                return nil
            }
            return number
        }
    }

    private static func describe(_ range: ClosedRange<Int>) -> String {
        range.upperBound >= Int(Int32.max)
            ? "a whole number, at least \(range.lowerBound)"
            : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    }

    /// Whether the text is a decimal number as everybody reads it: YAML takes `010` for eight.
    private static func isDecimal(_ text: String) -> Bool {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return false }
        return digits.count == 1 || digits.first.map { $0 != UInt8(ascii: "0") } ?? false
    }

    private static func help(for node: YAMLNode) -> String? {
        guard case .scalar(let text, let isPlain) = node.content else { return nil }
        if !isPlain && isDecimal(text) { return "write the number without quotes" }
        let digits = text.drop { $0 == "0" }
        guard isPlain, text.first == "0", isDecimal(String(digits)) else { return nil }
        return "write \(digits), without leading zeros"
    }
}

extension ValueKind {
    /// One of several words, exactly as they are spelled here.
    static func oneOf(_ words: [(String, Value)]) -> ValueKind {
        let names = words.map(\.0)
        let expected = names.formattedAsChoice
        return .parsed(expected, .choice(names)) { text, node, place, problems in
            if let word = words.first(where: { $0.0 == text }) { return word.1 }
            let nearest = EditDistance.nearest(to: text, among: names)
            problems.invalidValue(text, node, at: place, expected: expected, suggestion: nearest)
            return nil
        }
    }
}

extension ValueKind where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the cases of an enumeration, as its raw values spell them.
    static var oneOf: ValueKind { .oneOf(Value.allCases.map { ($0.rawValue, $0) }) }

    /// One of the cases of an enumeration, in capitals as the cross-SDK format spells them.
    static var oneOfInCapitals: ValueKind { .oneOf(Value.allCases.map { ($0.rawValue.uppercased(), $0) }) }
}
