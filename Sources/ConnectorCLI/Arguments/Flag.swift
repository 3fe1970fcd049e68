/// A flag of a command: how it is written, what it means, and where its value goes.
struct Flag<Options>: Sendable {
    /// Why a value is refused, as what is expected instead.
    struct Refusal: Error { let expected: String }

    let name: String
    /// What stands for the value in help texts, or `nil` for a flag without one.
    let placeholder: String?
    let help: String
    let apply: @Sendable (inout Options, String) throws(Refusal) -> Void

    /// A flag that says something by being there.
    static func sign(_ name: String, help: String, set: @escaping @Sendable (inout Options) -> Void) -> Flag {
        Flag(name: name, placeholder: nil, help: help) { options, _ throws(Refusal) in set(&options) }
    }

    /// A flag with a text.
    static func text(
        _ name: String,
        _ placeholder: String,
        help: String,
        set: @escaping @Sendable (inout Options, String) -> Void
    ) -> Flag {
        Flag(name: name, placeholder: placeholder, help: help) { options, text throws(Refusal) in
            guard !text.isEmpty else { throw Refusal(expected: "a text") }
            set(&options, text)
        }
    }

    /// A flag with a number.
    static func number<Number: FixedWidthInteger & Sendable>(
        _ name: String,
        _ placeholder: String,
        _ range: ClosedRange<Number>,
        help: String,
        set: @escaping @Sendable (inout Options, Number) -> Void
    ) -> Flag {
        Flag(name: name, placeholder: placeholder, help: help) { options, text throws(Refusal) in
            guard let number = Number(text), range.contains(number) else {
                throw Refusal(expected: "a number from \(range.lowerBound) to \(range.upperBound)")
            }
            set(&options, number)
        }
    }
}

extension Flag {
    /// A flag with a value that only some texts stand for.
    static func value<Value>(
        _ name: String,
        _ placeholder: String,
        expected: String,
        help: String,
        read: @escaping @Sendable (String) -> Value?,
        set: @escaping @Sendable (inout Options, Value) -> Void
    ) -> Flag {
        Flag(name: name, placeholder: placeholder, help: help) { options, text throws(Refusal) in
            guard let value = read(text) else { throw Refusal(expected: expected) }
            set(&options, value)
        }
    }
}

/// The one argument of a command that is not a flag.
struct Operand<Options>: Sendable {
    let placeholder: String
    let set: @Sendable (inout Options, String) -> Void
}
