/// A key of a file of another kind, and what becomes of it.
struct ImportRule: Sendable {
    let key: String

    /// Carries the value over, or notes why it cannot.
    let carry: @Sendable (_ value: ForeignValue, _ draft: inout ImportDraft) -> Void

    init(_ key: String, carry: @escaping @Sendable (ForeignValue, inout ImportDraft) -> Void) {
        self.key = key
        self.carry = carry
    }

    /// A key that a profile has nothing for.
    static func dropped(_ key: String, _ reason: String) -> ImportRule {
        ImportRule(key) { value, draft in draft.note(value.place, "\(reason); it is left out") }
    }

    /// A text; an empty one counts as none.
    static func text(_ key: String, _ path: String...) -> ImportRule {
        ImportRule(key) { value, draft in
            guard let text = draft.text(value) else { return }
            draft.set(path, YAMLText.quoted(text), for: value)
        }
    }

    /// A boolean.
    static func flag(_ key: String, _ path: String...) -> ImportRule {
        ImportRule(key) { value, draft in
            guard let flag = draft.flag(value) else { return }
            draft.set(path, "\(flag)", for: value)
        }
    }

    /// A number, in a profile's unit when that is another one.
    ///
    /// - Parameters:
    ///   - range: What a profile accepts.
    ///   - unit: What stands behind the number there.
    ///   - increment: How much larger the number is there.
    static func number(
        _ key: String,
        _ path: String...,
        in range: ClosedRange<Int> = 0...maximum,
        unit: String = "",
        plus increment: Int = 0
    ) -> ImportRule {
        ImportRule(key) { value, draft in
            guard let number = draft.number(value) else { return }
            guard range.contains(number + increment) else {
                let limit = number + increment < range.lowerBound ? range.lowerBound : range.upperBound
                let side = limit == range.lowerBound ? "at least" : "at most"
                return draft.note(value.place, "a profile takes \(side) \(limit)\(unit) here; it is left out")
            }
            draft.set(path, "\(number + increment)\(unit)", for: value)
        }
    }

    /// One of several words.
    ///
    /// - Parameters:
    ///   - words: Each word and what a profile says for it; `nil` where it has nothing like it.
    ///   - section: The only section that takes it, where not all do.
    static func word(
        _ key: String,
        _ path: String...,
        words: KeyValuePairs<String, String?>,
        only section: String? = nil
    ) -> ImportRule {
        let kind = ValueKind<String?>.oneOf(words.map { ($0.key, $0.value) })
        return ImportRule(key) { value, draft in
            guard let word = kind.decode(value.plain, value.place, &draft.problems) else { return }
            guard let word else { return draft.note(value.place, "a profile has no such choice; it is left out") }
            var value = value
            value.sections.removeAll { section != nil && $0.last != section }
            draft.set(path, word, for: value)
        }
    }

    /// The largest number that other clients hold in 32 bits.
    static let maximum = Int(Int32.max)
}

extension ImportDraft {
    /// The text of a value, unless it is empty.
    mutating func text(_ value: ForeignValue) -> String? {
        if value.node.isNull || value.node.text?.isEmpty == true { return nil }
        return ValueKind<String>.text.decode(value.node, value.place, &problems)
    }

    mutating func flag(_ value: ForeignValue) -> Bool? {
        ValueKind<Bool>.boolean.decode(value.plain, value.place, &problems)
    }

    mutating func number(_ value: ForeignValue, in range: ClosedRange<Int> = 0...Int(UInt32.max)) -> Int? {
        ValueKind<Int>.integer(in: range).decode(value.plain, value.place, &problems)
    }

    /// Sets a key in every section that the value may go to.
    mutating func set(_ path: [String], _ yaml: String, for value: ForeignValue) {
        for section in value.sections { set(section + path, yaml, from: value.place) }
    }
}
